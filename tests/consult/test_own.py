"""Whose comment it is: the link proves it, for this comment alone."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client, RequestFactory

from consult.models import Comment
from consult.own import opens, own_link, qr_svg, reissue, spoken_by, standing_of_author, words_on_slip
from consult.phone_words import digest_of, words_for
from consult.places import plan_or_404
from tests.cast import Installed
from tests.consult.desks import anybody, standing_town, words_of
from tests.consult.spoken import by_link, page_of, say
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.lifecycle import Stage


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installed]:
    """Lipová, where the draft is open to comments."""
    with standing_town(django_db_blocker, Stage.COMMENTING) as town:
        yield town


@pytest.fixture
def town(db: None, built: Installed) -> Installed:
    return built


def matter(town: Installed, number: int) -> Any:
    return model_of(rows.Matter).objects.get(territory=town.territory, key=f"{town.plan_key}/{number}")


def asks(browser: Client) -> Any:
    """A request as this browser sends it."""
    request = RequestFactory().get("/")
    request.session = browser.session
    return request


def is_mine(browser: Client, town: Installed, number: int) -> bool:
    return standing_of_author(asks(browser), matter(town, number)) is not None


def test_the_link_of_the_slip_makes_the_comment_ones_own_and_the_key_leaves_the_address(town: Installed) -> None:
    posted = say(town)
    browser = anybody()
    answer = browser.get(page_of(town, posted.number), {"key": posted.secret})
    assert answer["Location"] == page_of(town, posted.number)
    assert answer["Referrer-Policy"] == "no-referrer"
    assert is_mine(browser, town, posted.number)
    assert "This is your comment" in words_of(browser.get(answer["Location"]))


def test_the_author_acts_as_the_person_behind_this_comment_and_holds_no_seat(town: Installed) -> None:
    posted = say(town)
    standing = standing_of_author(asks(by_link(posted)), matter(town, posted.number))
    assert standing is not None
    assert (standing.body, standing.seat, standing.side) == (None, None, "public")
    assert standing.person == matter(town, posted.number).person


def test_the_link_opens_no_other_comment_not_even_of_the_same_person(town: Installed) -> None:
    first, second = say(town), say(town)
    browser = by_link(first)
    browser.get(page_of(town, second.number), {"key": first.secret})
    assert is_mine(browser, town, first.number)
    assert not is_mine(browser, town, second.number)
    assert matter(town, first.number).person != matter(town, second.number).person


def test_the_link_signs_nobody_in(town: Installed) -> None:
    browser = by_link(say(town))
    assert "_auth_user_id" not in browser.session
    assert browser.get("/me/").status_code in (302, 303, 403)


def test_neither_session_nor_database_holds_the_secret(town: Installed) -> None:
    posted = say(town)
    browser = by_link(posted)
    assert posted.secret not in str(dict(browser.session))
    assert posted.secret not in str(Comment.objects.filter(pk=posted.comment.pk).values().get())
    assert posted.comment.secret not in str(dict(browser.session))


@pytest.mark.parametrize("key", ["", "x", "x" * 10_000, "ž", "%00", "' OR 1=1 --"])
def test_a_wrong_key_proves_nothing_and_says_so(town: Installed, key: str) -> None:
    posted = say(town)
    browser = anybody()
    answer = browser.get(page_of(town, posted.number), {"key": key})
    assert answer.status_code == 303
    assert "does not prove that the comment is yours" in words_of(browser.get(answer["Location"]))
    assert not is_mine(browser, town, posted.number)


def test_a_key_copied_from_paper_by_hand_is_read_as_it_was_printed(town: Installed) -> None:
    posted = say(town)
    copied = posted.secret.upper().replace("-", " ").replace("0", "O").replace("1", "l")
    assert opens(posted.comment, copied)
    assert opens(posted.comment, posted.secret.replace("-", ""))
    assert not opens(posted.comment, posted.secret[:-1])


def test_the_digest_that_the_database_holds_is_no_key(town: Installed) -> None:
    posted = say(town)
    browser = anybody()
    browser.get(page_of(town, posted.number), {"key": posted.comment.secret})
    assert not is_mine(browser, town, posted.number)


def test_a_comment_without_a_secret_is_nobodys(town: Installed) -> None:
    posted = say(town)
    browser = by_link(posted)
    Comment.objects.filter(pk=posted.comment.pk).update(secret="", spoken="")
    assert not is_mine(browser, town, posted.number)
    bare = Comment.objects.get(pk=posted.comment.pk)
    assert not opens(bare, "")
    assert not spoken_by(bare, "")


def test_keys_and_words_are_compared_in_constant_time(town: Installed, monkeypatch: pytest.MonkeyPatch) -> None:
    posted = say(town)
    compared: list[tuple[int, int]] = []

    def watched(one: str, other: str) -> bool:
        compared.append((len(one), len(other)))
        return one == other

    monkeypatch.setattr("consult.own.constant_time_compare", watched)
    assert opens(posted.comment, posted.secret)
    assert spoken_by(posted.comment, " ".join(posted.words))
    assert is_mine(by_link(posted), town, posted.number)
    assert compared.count((64, 64)) == 3  # digests, which have one length whatever was typed
    assert compared.count((32, 32)) == 1


def test_a_new_link_kills_the_old_one_and_every_session_opened_with_it(town: Installed) -> None:
    posted = say(town)
    browser = by_link(posted)
    secret = reissue(posted.comment, with_words=True)
    comment = Comment.objects.get(pk=posted.comment.pk)
    assert not is_mine(browser, town, posted.number)
    assert not opens(comment, posted.secret)
    assert opens(comment, secret)
    assert spoken_by(comment, " ".join(words_for(secret)))
    assert not spoken_by(comment, " ".join(posted.words))


def test_a_link_sent_by_mail_leaves_the_last_word_to_whoever_holds_the_paper(town: Installed) -> None:
    posted = say(town)
    secret = reissue(posted.comment, with_words=False)
    comment = Comment.objects.get(pk=posted.comment.pk)
    assert spoken_by(comment, " ".join(posted.words))
    assert words_on_slip(comment, secret) == ()


def test_the_words_of_the_slip_follow_from_its_link(town: Installed) -> None:
    posted = say(town)
    assert posted.words == words_for(posted.secret) == words_on_slip(posted.comment, posted.secret)
    assert posted.comment.spoken == digest_of(posted.words)


def test_many_comments_do_not_fill_a_session(town: Installed) -> None:
    browser = anybody()
    posted = [say(town) for _ in range(3)]
    session = browser.session
    session["own_comments"] = {f"jiny-plan/{number}": "x" for number in range(60)}
    session.save()
    for one in posted:
        by_link(one, browser)
    assert len(browser.session["own_comments"]) == 50
    assert is_mine(browser, town, posted[0].number)


def test_the_link_on_paper_is_the_whole_address_of_the_site_whatever_the_request_says(town: Installed) -> None:
    here = plan_or_404(RequestFactory().get("/", headers={"host": "evil.example.org"}), town.plan_key)
    assert own_link(here, 7, "abc") == f"http://127.0.0.1:8000{page_of(town, 7)}?key=abc"


def test_the_square_code_is_dark_on_white_named_and_without_styles() -> None:
    picture = qr_svg("https://plan.example.org/", "<b>Cesta</b>\" onload='x'")
    assert 'fill="#fff"' in picture and 'stroke="#000"' in picture
    assert 'role="img"' in picture and "<b>" not in picture and "style" not in picture
    assert "onload='x'" not in picture
