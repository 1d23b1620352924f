"""Anybody says something about the plan, and nothing they wrote is ever lost."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from consult.models import Comment, Draft
from tests.cast import Installed
from tests.consult.desks import anybody, standing_town, words_of
from tests.walk import close_window, settle, submit
from workflow.models import Opening, model_of
from workflow.rules import rows
from workflow.rules.lifecycle import Stage

WORDS = "Ať je <b>lavička</b> & strom u polikliniky.\nDěkuji."


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installed]:
    """Lipová, where the draft is open to comments."""
    with standing_town(django_db_blocker, Stage.COMMENTING) as town:
        yield town


@pytest.fixture
def town(db: None, built: Installed) -> Installed:
    return built


def url_of(town: Installed) -> str:
    return f"/plans/{town.plan_key}/comment/"


def fields_of(browser: Client, url: str) -> dict[str, str]:
    """What the form sends besides what a person types."""
    form = browser.get(url).context["form"]
    return {name: str(form[name].value() or "") for name in ("content_type", "object_pk", "timestamp", "security_hash")}


def send(browser: Client, town: Installed, **typed: str) -> Any:
    return browser.post(url_of(town), {**fields_of(browser, url_of(town)), **typed})


def matters(town: Installed) -> Any:
    return model_of(rows.Matter).objects.filter(territory=town.territory)


def test_a_citizen_comments_without_an_account_and_gets_a_slip(town: Installed) -> None:
    citizen = anybody()
    answer = send(citizen, town, told=WORDS)
    assert answer.status_code == 303
    slip = citizen.get(answer["Location"])
    matter = matters(town).latest("born")
    number = matter.number
    assert f"Your comment has the number {number}." in words_of(slip)
    assert "?key=" in words_of(slip)
    assert "Signed confirmation for your files" in words_of(slip)
    assert f"/t/{town.territory}/book/{matter.born}/receipt" in words_of(slip)


def test_the_words_stand_in_the_register_and_as_a_comment_of_the_library(town: Installed) -> None:
    send(anybody(), town, told=WORDS, publish_as="Olga Malá", side="user", proposed="Zřídit lavičku.")
    matter = matters(town).latest("born")
    assert Opening.objects.get(territory=town.territory, commit=matter.words).text == WORDS
    comment = Comment.objects.get(territory=town.territory, number=matter.number)
    assert comment.comment == WORDS
    assert (comment.user_name, comment.ip_address, comment.user_email) == ("Olga Malá", None, "")
    assert matter.side == "user"


def test_a_passage_picked_in_the_text_goes_with_the_comment(town: Installed) -> None:
    section = model_of(rows.Section).objects.filter(territory=town.territory).first()
    name = section.key.split("/")[1]
    page = anybody().get(f"{url_of(town)}?section={name}&quote=Text <i>analýzy</i>")
    assert "Text &lt;i&gt;analýzy&lt;/i&gt;" in words_of(page)
    send(anybody(), town, told="Doplnit.", section=name, quote="Text analýzy")
    matter = matters(town).latest("born")
    assert matter.section == section.key
    assert Opening.objects.get(commit=matter.words).text == "„Text analýzy“\n\nDoplnit."


def test_an_empty_comment_is_not_sent_and_says_what_to_do(town: Installed) -> None:
    before = matters(town).count()
    answer = send(anybody(), town, told="  ", proposed="Zřídit lavičku.")
    assert answer.status_code == 422
    assert "Zřídit lavičku." in words_of(answer)
    assert matters(town).count() == before


def test_a_machine_that_fills_in_everything_is_not_heard(town: Installed) -> None:
    before = matters(town).count()
    assert send(anybody(), town, told="Buy", honeypot="x").status_code == 422
    assert matters(town).count() == before


def test_a_form_that_lay_open_for_hours_is_sent_once_more_with_the_same_words(town: Installed) -> None:
    citizen = anybody()
    stale = {**fields_of(citizen, url_of(town)), "timestamp": "1000000000"}
    answer = citizen.post(url_of(town), {**stale, "told": WORDS})
    assert answer.status_code == 422
    form = answer.context["form"]
    assert form["told"].value() == WORDS
    again = {name: form[name].value() for name in ("content_type", "object_pk", "timestamp", "security_hash")}
    assert citizen.post(url_of(town), {**again, "told": WORDS}).status_code == 303


def test_a_form_made_for_another_plan_is_refused(town: Installed) -> None:
    forged = {**fields_of(anybody(), url_of(town)), "object_pk": "999999"}
    assert anybody().post(url_of(town), {**forged, "told": WORDS}).status_code == 422


def test_hostile_words_stay_words(town: Installed) -> None:
    citizen = anybody()
    answer = send(
        citizen, town, told="", publish_as="<script>alert(1)</script>", proposed='"><img src=x onerror=alert(1)>'
    )
    assert "<script>alert" not in answer.content.decode()
    assert "<img src=x" not in answer.content.decode()


def test_a_letter_no_text_has_is_refused_and_the_rest_is_kept(town: Installed) -> None:
    answer = send(anybody(), town, told="Lavička\x00")
    assert answer.status_code == 422
    assert "Lavička" in words_of(answer)


def test_what_was_sent_leaves_no_draft_behind(town: Installed) -> None:
    citizen = anybody()
    send(citizen, town, told=WORDS)
    assert not Draft.objects.exists()
    assert WORDS.splitlines()[1] not in words_of(citizen.get(url_of(town)))


def test_after_the_window_a_comment_is_marked_late_and_before_the_councils_refused(town: Installed) -> None:
    close_window(town)
    page = words_of(anybody().get(url_of(town)))
    assert "marked as late" in page
    settle(town)
    submit(town)
    page = words_of(anybody().get(url_of(town)))
    assert "Write a suggestion" in page


def test_a_refusal_keeps_the_words_and_offers_them_for_download(town: Installed) -> None:
    town.do("office/clerk", "suspend", reason="Povodeň.")
    citizen = anybody()
    answer = send(citizen, town, told=WORDS)
    assert answer.status_code == 409
    assert "lavička" in words_of(answer)
    assert "Download what I wrote" in words_of(answer)
    file = citizen.post(url_of(town), {"step": "download", "told": WORDS})
    assert file.content.decode() == WORDS
    assert file["Content-Type"].startswith("text/plain")
    assert "lavička" in words_of(citizen.get(url_of(town)))


def test_looking_at_the_form_changes_nothing(town: Installed) -> None:
    before = matters(town).count()
    anybody().get(url_of(town))
    anybody().get(f"{url_of(town)}?told=x&step=record")
    assert matters(town).count() == before
    assert not Draft.objects.exists()
