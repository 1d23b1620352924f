"""Anybody says something about the plan, and nothing they wrote is ever lost."""

import io
import wave
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from consult.models import Comment, Draft, Follower, Person, Refused, StoredFile
from tests.cast import Installed
from tests.consult.desks import anybody, at_desk, standing_town, words_of
from tests.consult.pages.screen import Screen
from tests.walk import close_window, coordinator, settle, submit
from workflow.models import Leaf, Opening, model_of
from workflow.rules import rows
from workflow.rules.lifecycle import Stage
from workflow.trail.canonical import parse_time

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


def town_is_open(town: Installed, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the town's own day, not the one on which the test runs."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: parse_time(town.at))


def wav() -> bytes:
    """A second of silence."""
    made = io.BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\x00\x00" * 8000)
    return made.getvalue()


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
    assert f"/t/{town.territory}/book/{matter.born}/" in words_of(slip)


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
    around = {"before": "Tento ", "after": " potřeb."}
    send(anybody(), town, told="Doplnit.", section=name, paragraph="3", quote="Text analýzy", **around)
    matter = matters(town).latest("born")
    assert (matter.section, matter.paragraph) == (section.key, 3)
    assert Opening.objects.get(commit=matter.words).text == "Doplnit."
    assert Opening.objects.get(commit=matter.quote).text == "Text analýzy"
    comment = Comment.objects.get(territory=town.territory, number=matter.number)
    assert (comment.before, comment.after) == ("Tento ", " potřeb.")


def test_the_first_screen_is_one_box_and_one_button(town: Installed, monkeypatch: pytest.MonkeyPatch) -> None:
    town_is_open(town, monkeypatch)
    page = Screen(anybody().get(url_of(town)))
    assert page.first == ["told"] and page.buttons == ["Send"]
    assert {"section", "proposed", "insisted", "publish_as", "mail", "recording", "attached", "voice"} <= page.folded


def test_from_the_posters_address_to_the_slip_are_three_screens_and_no_question_but_the_words(town: Installed) -> None:
    """Screens: the plan, the box, the slip. Decisions: to write, what to write, to send."""
    citizen, screens = anybody(), []
    plan = citizen.get(f"/plans/{town.plan_key}/")
    screens.append(plan)
    assert url_of(town) in plan.content.decode()
    screens.append(citizen.get(url_of(town)))
    sent = send(citizen, town, told=WORDS)
    screens.append(citizen.get(sent["Location"]))
    assert [page.status_code for page in screens] == [200] * 3
    assert "Your comment has the number" in words_of(screens[-1])


def test_two_comments_of_one_person_cannot_be_linked(town: Installed) -> None:
    citizen = anybody()
    for told in ("Jedna věc.", "Druhá věc."):
        assert send(citizen, town, told=told).status_code == 303
    first, second = matters(town).order_by("-born")[:2]
    assert len(first.person) == len(second.person) == 32 and first.person != second.person


def test_even_somebody_signed_in_comments_under_a_number_used_once(town: Installed) -> None:
    signed_in = at_desk(town, coordinator(town))
    assert send(signed_in, town, told=WORDS).status_code == 303
    matter = matters(town).latest("born")
    assert not Person.objects.filter(number=matter.person).exists()


def test_one_speaks_for_a_group_and_says_how_many_they_are(town: Installed) -> None:
    answer = send(anybody(), town, told=WORDS, voice="group")
    assert answer.status_code == 422 and list(answer.context["form"].errors) == ["voices"]
    assert send(anybody(), town, told=WORDS, voice="group", voices="12").status_code == 303
    matter = matters(town).latest("born")
    assert (matter.voice, matter.voices) == ("group", 12)


def test_how_many_they_are_is_asked_of_groups_alone(town: Installed) -> None:
    assert send(anybody(), town, told=WORDS, voice="helper", voices="12").status_code == 303
    matter = matters(town).latest("born")
    assert (matter.voice, matter.voices) == ("helper", None)


def test_a_question_and_a_suggestion_can_be_sent_while_comments_are_open(town: Installed) -> None:
    for kind in ("question", "suggestion"):
        assert send(anybody(), town, told=WORDS, kind=kind).status_code == 303
        assert matters(town).latest("born").kind == kind


def test_an_address_for_the_answer_is_asked_about_by_one_letter_and_stands_in_no_book(town: Installed) -> None:
    send(anybody(), town, told=WORDS, mail="Olga@Example.org")
    matter = matters(town).latest("born")
    follower = Follower.objects.get(territory=town.territory, number=matter.number)
    assert follower.person == matter.person and follower.confirmed_at is None
    assert not matter.held, "it counts at once, whether the letter is answered or not"
    leaves = b"".join(bytes(data) for data in Leaf.objects.values_list("data", flat=True))
    assert b"example.org" not in leaves.lower() and not Opening.objects.filter(text__icontains="example.org").exists()


def test_a_voice_recording_is_a_comment_without_a_written_word(town: Installed) -> None:
    sound = SimpleUploadedFile("hlas.wav", wav(), content_type="audio/wav")
    citizen = anybody()
    answer = citizen.post(url_of(town), {**fields_of(citizen, url_of(town)), "told": "", "recording": sound})
    assert answer.status_code == 303
    matter = matters(town).latest("born")
    assert StoredFile.objects.get(digest=matter.recording).media == "audio/wav"


def test_before_health_of_a_person_is_published_one_is_asked_and_loses_nothing(town: Installed) -> None:
    told = "Můj soused Jan Novák má schizofrenii, telefon 604 123 456."
    citizen, before = anybody(), matters(town).count()
    paper = SimpleUploadedFile("dopis.txt", "Dopis ke zveřejnění.".encode())
    data = {**fields_of(citizen, url_of(town)), "told": told, "publish_as": "Olga", "attached": paper}
    look = citizen.post(url_of(town), data)
    assert look.status_code == 200 and matters(town).count() == before
    assert "604 123 456" in words_of(look) and "Change it" in words_of(look)
    carried = look.context["carried"]
    mended = citizen.post(url_of(town), {**carried, "step": "mend"})
    assert mended.context["form"]["told"].value() == told and "Your attachment is kept" in words_of(mended)
    assert citizen.post(url_of(town), {**carried, "step": "publish"}).status_code == 303
    matter = matters(town).latest("born")
    assert Opening.objects.get(commit=matter.words).text == told and matter.attached is not None


def test_nobody_attaches_a_file_of_somebody_else_by_its_digest(town: Installed) -> None:
    kept = StoredFile.keep(b"Tajne.", name="x.txt", media="text/plain", at=parse_time(town.at))
    assert send(anybody(), town, told=WORDS, attached_kept=kept.digest).status_code == 303
    assert matters(town).latest("born").attached is None


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


def test_a_fault_of_ours_shows_every_word_again(town: Installed, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*args: Any, **more: Any) -> None:
        raise OSError("disk")

    monkeypatch.setattr("consult.pages.comment.post_comment", fails)
    answer = send(anybody(), town, told=WORDS)
    assert answer.status_code == 503 and answer.context["form"]["told"].value() == WORDS
    assert "went wrong on our side" in words_of(answer)


def test_an_expired_session_shows_every_word_and_sends_them_at_the_second_press(town: Installed) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    stamped = fields_of(strict, url_of(town))
    answer = strict.post(url_of(town), {**stamped, "told": WORDS, "proposed": "Zřídit."})
    assert answer.status_code == 403 and "Nothing was sent" in words_of(answer)
    form = answer.context["form"]
    assert (form["told"].value(), form["proposed"].value()) == (WORDS, "Zřídit.")
    fresh = {name: form[name].value() for name in stamped}
    token = strict.cookies["csrftoken"].value
    again = {**fresh, "told": WORDS, "csrfmiddlewaretoken": token}
    assert strict.post(url_of(town), again).status_code == 303


def test_what_was_sent_leaves_no_draft_behind(town: Installed) -> None:
    citizen = anybody()
    send(citizen, town, told=WORDS)
    assert not Draft.objects.exists()
    assert WORDS.splitlines()[1] not in words_of(citizen.get(url_of(town)))


def test_a_comment_in_the_last_second_is_in_time_and_a_second_later_it_is_late(
    town: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock of the site does not run in this test: the deadline holds all the same."""
    closes = parse_time(town.plan.closes_at or "")
    for after, late in ((-1, False), (0, False), (1, True)):
        monkeypatch.setattr("django.utils.timezone.now", lambda after=after: closes + timedelta(seconds=after))
        assert send(anybody(), town, told=WORDS).status_code == 303
        assert matters(town).latest("born").late is late


def test_a_stage_that_ended_while_one_wrote_takes_the_words_as_a_suggestion(town: Installed) -> None:
    citizen = anybody()
    stamped = fields_of(citizen, url_of(town))
    close_window(town)
    settle(town)
    submit(town)
    answer = citizen.post(url_of(town), {**stamped, "told": WORDS, "kind": "comment"})
    assert answer.status_code == 409
    assert "Download what I wrote" in words_of(answer) and answer.context["form"]["told"].value() == WORDS
    assert Refused.objects.get(territory=town.territory, ground="stage").times == 1
    stamped = fields_of(citizen, url_of(town))
    assert citizen.post(url_of(town), {**stamped, "told": WORDS, "kind": "suggestion"}).status_code == 303


def test_a_section_withdrawn_meanwhile_is_told_and_the_words_stay(town: Installed) -> None:
    section = model_of(rows.Section).objects.filter(territory=town.territory).first()
    name = section.key.split("/")[1]
    town.do(coordinator(town), "withdraw_section", section=name, reason="Sloučeno.")
    answer = send(anybody(), town, told=WORDS, section=name)
    assert answer.status_code == 409 and answer.context["form"]["told"].value() == WORDS
    assert [line["code"] for line in answer.context["panel"]["obstacles"]] == ["already_ended"]
    assert send(anybody(), town, told=WORDS).status_code == 303


def test_after_the_window_a_comment_is_marked_late_and_before_the_councils_refused(town: Installed) -> None:
    close_window(town)
    page = words_of(anybody().get(url_of(town)))
    assert "marked as late" in page
    settle(town)
    submit(town)
    page = words_of(anybody().get(url_of(town)))
    assert "Write a suggestion" in page and "a question that gets a public answer" in page


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
