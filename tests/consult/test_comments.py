"""Posting a comment: words, number and entry together, or nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.models.signals import pre_save
from django_comments.signals import comment_was_posted, comment_will_be_posted
from django_comments_xtd import get_model

from consult.comments import CommentDeclinedError, post_comment
from consult.models import DRAFTS_KEPT, Comment, Draft, FileRefusedError, Person, StoredFile
from consult.phone_words import digest_of, words_for
from tests.cast import Installed
from tests.consult.pages.conftest import PLAN, TERRITORY, habrova, habrova_built
from tests.walk import CLERK
from workflow.models import Book, model_of
from workflow.perform import RefusedError, Request
from workflow.rules import rows
from workflow.rules.act import FactsError
from workflow.rules.case import CITIZEN
from workflow.trail.canonical import format_time, parse_time

assert habrova and habrova_built


def saying(town: Installed, **facts: Any) -> Request:
    told = {"kind": "comment", "told": "Chybí zábradlí.", "channel": "web", "side": "public", **facts}
    return Request(act="raise_matter", facts=told, territory=TERRITORY, by=CITIZEN, at=town.at, plan=PLAN)


def size() -> int:
    return int(Book.objects.get(territory=TERRITORY).size)


def test_the_library_knows_our_comment(habrova: Installed) -> None:
    assert get_model() is Comment
    posted = post_comment(saying(habrova), name="Jana")
    assert posted.number == 6 and posted.comment.content_object.key == PLAN
    assert posted.comment.comment == "Chybí zábradlí." and posted.comment.user_name == "Jana"


def test_whoever_speaks_gets_a_number_of_their_own_for_each_comment(habrova: Installed) -> None:
    first, second = post_comment(saying(habrova)), post_comment(saying(habrova))
    people = list(model_of(rows.Matter).objects.filter(number__in=(6, 7)).values_list("person", flat=True))
    assert len(set(people)) == 2 and all(len(person) == 32 for person in people)
    assert first.secret != second.secret


def test_the_six_words_are_told_once_and_kept_as_a_digest(habrova: Installed) -> None:
    posted = post_comment(saying(habrova))
    assert len(posted.words) == 6 and posted.words == words_for(posted.secret)
    assert posted.comment.spoken == digest_of(posted.words)
    assert not any(word in posted.comment.spoken for word in posted.words)


def test_what_surrounds_the_quote_is_kept_as_far_as_it_is_needed(habrova: Installed) -> None:
    posted = post_comment(saying(habrova, quote="text"), before="x" * 100 + "před", after="po" + "y" * 100)
    assert posted.comment.before.endswith("před") and posted.comment.after.startswith("po")
    assert len(posted.comment.before) == len(posted.comment.after) == 64


def test_a_comment_that_waits_has_its_number_and_says_on_what_ground(habrova: Installed) -> None:
    before = size()
    posted = post_comment(saying(habrova), hold="rate_limit")
    assert size() == before + 2 and posted.number == 6
    assert model_of(rows.Matter).objects.get(number=6, territory=TERRITORY).held
    assert not posted.comment.is_public


def test_where_waiting_is_refused_nothing_at_all_is_written(habrova: Installed) -> None:
    before = size()
    with pytest.raises(FactsError):
        post_comment(saying(habrova), hold="a mood")
    assert size() == before and not Comment.objects.exists()


def test_with_a_mail_that_is_none_nothing_at_all_is_written(habrova: Installed) -> None:
    before = size()
    with pytest.raises(ValidationError):
        post_comment(saying(habrova), follow="jana\nBcc: x@example.org")
    assert size() == before and not Comment.objects.exists()


def test_whoever_waited_for_the_book_is_not_refused_for_a_second_that_passed(habrova: Installed) -> None:
    late = saying(habrova)
    habrova.clock(seconds=2)
    habrova.do("citizen", "raise_matter", kind="comment", told="Dřív.", channel="web", side="public")
    posted = post_comment(late)
    assert posted.done.at == habrova.at and format_time(posted.comment.submit_date) == habrova.at


def test_no_address_of_a_person_or_a_machine_is_ever_kept(habrova: Installed) -> None:
    comment = post_comment(saying(habrova)).comment
    comment.ip_address, comment.user_email, comment.user_url = "192.0.2.1", "jana@example.org", "https://example.org"
    comment.save()
    kept = Comment.objects.get(pk=comment.pk)
    assert kept.ip_address is None and kept.user_email == "" and kept.user_url == ""


def test_a_refused_comment_leaves_neither_row_nor_entry(habrova: Installed) -> None:
    before, rows_before = size(), Comment.objects.count()
    with pytest.raises(RefusedError):
        post_comment(saying(habrova, section="neni"))
    assert size() == before and Comment.objects.count() == rows_before


@pytest.fixture
def declining() -> Iterator[None]:
    def decline(sender: Any, **signal: Any) -> bool:
        return False

    comment_will_be_posted.connect(decline, sender=Comment)
    yield
    comment_will_be_posted.disconnect(decline, sender=Comment)


def test_a_moderation_hook_is_asked_first(habrova: Installed, declining: None) -> None:
    before = size()
    with pytest.raises(CommentDeclinedError):
        post_comment(saying(habrova))
    assert size() == before


def test_whoever_listens_to_the_library_hears_of_it(habrova: Installed) -> None:
    heard: list[int] = []

    def hear(sender: Any, comment: Comment, **signal: Any) -> None:
        heard.append(comment.number)

    comment_was_posted.connect(hear, sender=Comment)
    try:
        post_comment(saying(habrova))
    finally:
        comment_was_posted.disconnect(hear, sender=Comment)
    assert heard == [6]


def test_saving_a_comment_again_publishes_nothing_that_was_taken_down(habrova: Installed) -> None:
    assert not pre_save.has_listeners(Comment)


def test_redacted_words_leave_the_sites_own_copy_as_well(
    habrova: Installed, django_capture_on_commit_callbacks: Any
) -> None:
    posted = post_comment(saying(habrova), name="Jana")
    with django_capture_on_commit_callbacks(execute=True):
        habrova.do(CLERK, "redact", commitment=posted.comment.commit, ground="Na žádost.", plan=None)
    kept = Comment.objects.get(pk=posted.comment.pk)
    assert kept.comment == "" and kept.user_name == ""


def test_what_was_typed_is_kept_and_in_time_forgotten(habrova: Installed) -> None:
    at = parse_time(habrova.at)
    Draft.keep(owner="jana", page="/a/", fields={"told": "Stará."}, at=at - DRAFTS_KEPT * 2)
    Draft.keep(owner="petr", page="/a/", fields={"told": "Petrova."}, at=at)
    Draft.keep(owner="petr", page="/a/", fields={"told": "Petrova nová."}, at=at)
    assert [draft.fields["told"] for draft in Draft.objects.all()] == ["Petrova nová."]


@pytest.mark.parametrize(
    ("data", "media", "code"),
    [
        (b"", "text/plain", "empty"),
        (b"<html>", "text/html", "media"),
        (b"x" * (20 * 2**20 + 1), "text/csv", "too_large"),
    ],
)
def test_files_of_other_kinds_and_sizes_are_not_kept(habrova: Installed, data: bytes, media: str, code: str) -> None:
    with pytest.raises(FileRefusedError) as refused:
        StoredFile.keep(data, name="x", media=media, at=parse_time(habrova.at))
    assert refused.value.code == code


def test_the_link_between_a_human_and_a_number_can_be_erased(habrova: Installed) -> None:
    before = size()
    Person.objects.filter(territory=TERRITORY).delete()
    assert size() == before
