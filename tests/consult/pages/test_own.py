"""What somebody can do with their own comment, and that nobody else can."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from consult.models import Comment, Draft, Follower
from consult.own import reissue
from tests.cast import Installed
from tests.consult.desks import anybody, at_desk, confirm, words_of
from tests.consult.spoken import TOLD, by_link, page_of, say
from tests.walk import CLERK, answer, coordinator
from workflow.models import Leaf, Opening, model_of
from workflow.rules import rows
from workflow.trail.book import seal, signer_for
from workflow.trail.receipt import open_receipt


def matter(town: Installed, number: int) -> Any:
    return model_of(rows.Matter).objects.get(territory=town.territory, key=f"{town.plan_key}/{number}")


def acts(town: Installed, act: str) -> int:
    return Leaf.objects.filter(territory=town.territory, act=act).count()


def send(browser: Client, town: Installed, number: int, act: str, **typed: str) -> Any:
    """Fill in one of the forms and press its button, up to "this will be recorded"."""
    return browser.post(page_of(town, number, "own/"), {"act": act, **typed})


@pytest.fixture
def answered(habrova: Installed) -> Any:
    """A suggestion with an answer that was not what its author wished."""
    posted = say(habrova, kind="suggestion")
    answer(habrova, str(posted.number), habrova.process.working_groups[0].id)
    return posted


def test_the_author_says_that_the_answer_does_not_satisfy_and_sees_first_what_will_be_recorded(
    habrova: Installed, answered: Any
) -> None:
    browser, number = by_link(answered), answered.number
    assert "Does the answer satisfy you?" in words_of(browser.get(page_of(habrova, number, "own/")))
    look = send(browser, habrova, number, "answer_back", satisfaction="not_satisfied", reason="Lavička chybí dál.")
    assert "This will be recorded" in words_of(look) and "Lavička chybí dál." in words_of(look)
    assert acts(habrova, "answer_back") == 0
    done = confirm(browser, look)
    assert done.status_code == 303
    assert matter(habrova, number).satisfied == "not_satisfied"
    assert "Recorded as entry" in words_of(browser.get(done["Location"]))
    assert not Draft.objects.exists()


def test_the_author_may_change_their_mind_and_not_say_the_same_twice(habrova: Installed, answered: Any) -> None:
    browser, number = by_link(answered), answered.number
    confirm(browser, send(browser, habrova, number, "answer_back", satisfaction="satisfied"))
    again = send(browser, habrova, number, "answer_back", satisfaction="satisfied")
    assert again.status_code == 409
    confirm(browser, send(browser, habrova, number, "answer_back", satisfaction="not_satisfied"))
    assert matter(habrova, number).satisfied == "not_satisfied"


def test_before_there_is_an_answer_nobody_is_asked_about_it(habrova: Installed) -> None:
    posted = say(habrova)
    browser = by_link(posted)
    assert "Does the answer satisfy you?" not in words_of(browser.get(page_of(habrova, posted.number, "own/")))
    early = send(browser, habrova, posted.number, "answer_back", satisfaction="satisfied")
    assert early.status_code == 409
    assert acts(habrova, "answer_back") == 0


def test_the_author_insists_and_disowns(habrova: Installed) -> None:
    posted = say(habrova)
    browser = by_link(posted)
    confirm(browser, send(browser, habrova, posted.number, "insist", reason="Denně tudy chodím."))
    assert matter(habrova, posted.number).insisted
    confirm(browser, send(browser, habrova, posted.number, "disown_matter", known="on"))
    assert matter(habrova, posted.number).disowned
    page = words_of(browser.get(page_of(habrova, posted.number, "own/")))
    assert 'id="insist"' not in page and 'id="disown_matter"' not in page


def test_the_author_of_hidden_words_asks_for_a_second_look_with_a_reason(habrova: Installed) -> None:
    posted = say(habrova)
    habrova.do(CLERK, "hide_matter", matter=str(posted.number), ground="personal_data", reason="Cizí údaje.")
    browser = by_link(posted)
    bare = send(browser, habrova, posted.number, "appeal_hiding", reason="  ")
    assert bare.status_code == 422
    confirm(browser, send(browser, habrova, posted.number, "appeal_hiding", reason="Jsou moje."))
    assert matter(habrova, posted.number).appealed


def test_what_was_missing_is_named_and_nothing_typed_is_lost(habrova: Installed, answered: Any) -> None:
    browser = by_link(answered)
    wrong = send(browser, habrova, answered.number, "answer_back", reason="Protože lavička.")
    assert wrong.status_code == 422
    assert "Protože lavička." in words_of(wrong)
    assert "#answer_back-satisfaction" in words_of(wrong)


def test_a_session_that_ended_keeps_what_was_typed_and_says_how_to_go_on(habrova: Installed, answered: Any) -> None:
    browser = by_link(answered)
    session = browser.session
    session.flush()
    typed = send(browser, habrova, answered.number, "answer_back", satisfaction="not_satisfied", reason="Chybí dál.")
    assert typed.status_code == 403
    assert "What you typed is kept. Nothing was recorded." in words_of(typed)
    by_link(answered, browser)
    assert "Chybí dál." in words_of(browser.get(page_of(habrova, answered.number, "own/")))
    assert acts(habrova, "answer_back") == 0


def test_nobody_else_can_not_with_another_comments_link_and_not_with_an_old_one(
    habrova: Installed, answered: Any
) -> None:
    strangers = [anybody(), by_link(say(habrova)), at_desk(habrova, coordinator(habrova))]
    for browser in strangers:
        assert browser.get(page_of(habrova, answered.number, "own/")).status_code == 403
        sent = send(browser, habrova, answered.number, "answer_back", satisfaction="satisfied", step="record")
        assert sent.status_code == 403
    old = by_link(answered)
    reissue(Comment.objects.get(pk=answered.comment.pk), with_words=True)
    assert send(old, habrova, answered.number, "disown_matter", step="record").status_code == 403
    assert acts(habrova, "answer_back") + acts(habrova, "disown_matter") == 0


def test_a_matter_named_in_the_form_is_not_believed(habrova: Installed, answered: Any) -> None:
    mine = say(habrova)
    browser = by_link(mine)
    confirm(browser, send(browser, habrova, mine.number, "disown_matter", matter=str(answered.number)))
    assert matter(habrova, mine.number).disowned
    assert not matter(habrova, answered.number).disowned


def test_an_act_that_is_not_the_authors_is_not_done_from_here(habrova: Installed) -> None:
    posted = say(habrova)
    browser = by_link(posted)
    for act in ("settle_matter", "redact", "__class__", ""):
        assert send(browser, habrova, posted.number, act, step="record").status_code == 200
    assert matter(habrova, posted.number).open


def test_an_address_for_answers_is_asked_for_its_confirmation_and_is_in_no_draft(habrova: Installed) -> None:
    posted = say(habrova)
    browser = by_link(posted)
    sent = send(browser, habrova, posted.number, "follow", mail="Olga.Mala@Example.org")
    assert sent.status_code == 303
    follower = Follower.objects.get(plan=habrova.plan_key, number=posted.number)
    assert (follower.mail, follower.confirmed_at) == ("Olga.Mala@example.org", None)
    assert follower.person == matter(habrova, posted.number).person
    assert not Draft.objects.exists()
    wrong = send(browser, habrova, posted.number, "follow", mail="a@example.org\nBcc: b@example.org")
    assert wrong.status_code == 422
    assert mail.outbox == []


def test_the_authors_receipt_opens_their_words_while_the_public_sees_none(habrova: Installed) -> None:
    posted = say(habrova, publish_as="Olga Malá", reference="MUSO 12/2021")
    habrova.do(CLERK, "hold_matter", matter=str(posted.number), ground="sensitive_data")
    seal(habrova.territory, habrova.at)
    browser = by_link(posted)
    file = browser.get(page_of(habrova, posted.number, "own/receipt"))
    proven = open_receipt(file.content, log_keys=[signer_for(habrova.territory).key])
    assert set(proven.texts.values()) == {TOLD, "Olga Malá"}
    assert Opening.objects.filter(territory=habrova.territory, n=posted.done.n).count() == 3
    public = anybody().get(f"/t/{habrova.territory}/book/{posted.done.n}/receipt")
    assert TOLD not in public.content.decode()
    assert anybody().get(page_of(habrova, posted.number, "own/receipt")).status_code == 403


def test_until_the_book_is_sealed_the_author_gets_the_promise(habrova: Installed) -> None:
    posted = say(habrova)
    file = by_link(posted).get(page_of(habrova, posted.number, "own/receipt"))
    assert b"dohoda/promise@v1" in file.content


def test_the_author_of_a_comment_that_was_split_answers_back_point_by_point(habrova: Installed) -> None:
    posted = say(habrova, kind="suggestion")
    habrova.do(coordinator(habrova), "split_matter", matter=str(posted.number), points=2, told="Lavička; stín.")
    answer(habrova, f"{posted.number}b", habrova.process.working_groups[0].id)
    browser = by_link(posted)
    place = page_of(habrova, posted.number, "own/").replace(f"/{posted.number}/own", f"/{posted.number}b/own")
    confirm(browser, browser.post(place, {"act": "answer_back", "satisfaction": "satisfied"}))
    point = model_of(rows.Matter).objects.get(territory=habrova.territory, key=f"{habrova.plan_key}/{posted.number}b")
    assert point.satisfied == "satisfied"


def test_a_number_nobody_was_given_is_not_there(habrova: Installed) -> None:
    assert anybody().get(page_of(habrova, 999, "own/")).status_code == 404
    assert anybody().get(page_of(habrova, 999, "own/receipt")).status_code == 404
