"""The traps of the comments library (stack.md 2), each closed: what it gets wrong, this site never does."""

from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.db.models.signals import pre_save
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, get_resolver, reverse
from django_comments.models import CommentFlag
from django_comments_xtd.models import XtdComment

from consult.comments import post_comment
from consult.models import Comment
from tests.cast import Installed
from tests.consult.pages.conftest import PLAN, TERRITORY, habrova, habrova_built
from tests.consult.test_comments import saying
from tests.walk import CLERK

assert habrova and habrova_built


def two(town: Installed) -> list[Comment]:
    return [post_comment(saying(town, told=told)).comment for told in ("První.", "Druhá.")]


def test_changing_a_comment_publishes_nothing_that_was_taken_down(habrova: Installed) -> None:
    """Trap 1: the library's handler shows hidden replies again whenever their comment is saved."""
    whole, reply = two(habrova)
    XtdComment.objects.filter(pk=reply.pk).update(parent_id=whole.pk, is_public=False)
    whole.comment = "První, opravená."
    whole.save()
    assert not Comment.objects.get(pk=reply.pk).is_public
    assert not pre_save.has_listeners(Comment)


def test_changing_a_comment_counts_no_reply_twice(habrova: Installed) -> None:
    """Trap 2: three edits of a comment with two replies took the library's count from 3 to 9."""
    whole, reply = two(habrova)
    XtdComment.objects.filter(pk=reply.pk).update(parent_id=whole.pk, thread_id=whole.pk, level=1, order=2)
    for _ in range(3):
        whole.save()
    assert Comment.objects.get(pk=whole.pk).nested_count == 0


def test_replies_have_their_order_from_the_book_and_never_from_a_count(habrova: Installed) -> None:
    """Trap 3: of 60 replies at once in the library 14 shared a place. Ours are rows of the engine, by entry."""
    number = str(post_comment(saying(habrova)).number)
    for told in ("Ano.", "Ne.", "Možná."):
        habrova.do("citizen", "reply_to_matter", matter=number, told=told, lane="reply")
    from workflow.rules.rows import Reply

    replies = habrova.state.find(Reply, matter=f"{PLAN}/{number}")
    assert len({reply.born for reply in replies}) == len(replies) == 3
    assert XtdComment.objects.filter(parent_id__gt=0).count() == 0, "no row of the library is a reply"


def test_saving_a_comment_takes_the_same_queries_however_many_there_are(habrova: Installed) -> None:
    """Traps 4 and 6: two queries a descendant on an edit, and a search by a column without an index on each save."""
    asked = []
    comment = post_comment(saying(habrova)).comment
    for many in (1, 200):
        for _ in range(many):
            XtdComment(content_type=comment.content_type, object_pk=comment.object_pk, site_id=1, comment="x",
                       submit_date=comment.submit_date, parent_id=comment.pk).save_base(force_insert=True)  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            comment.save()
        assert not [query["sql"] for query in queries if "SELECT" in query["sql"] and "parent_id" in query["sql"]]
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_no_address_of_the_library_is_routed(habrova: Installed) -> None:
    """Traps 5, 7 and 8: its list asks twice a comment, its confirmation is a pickle that never expires, its mails go
    out inside the request; none of them can be reached."""
    for name in ("comments-xtd-confirm", "comments-xtd-reply", "comments-xtd-mute", "comments-post-comment",
                 "comments-xtd-api-list", "comments-flag", "comments-delete", "comments-url-redirect"):  # fmt: skip
        with pytest.raises(NoReverseMatch):
            reverse(name, args=["x"])
    routed = " ".join(str(pattern) for pattern in get_resolver().url_patterns)
    assert "django_comments" not in routed and "xtd" not in routed


def test_posting_sends_no_letter_of_the_library(habrova: Installed) -> None:
    """Trap 8: it would write to every follower inside the request."""
    comment = post_comment(saying(habrova)).comment
    comment.followup = True
    comment.save()
    post_comment(saying(habrova))
    assert mail.outbox == []


def test_the_columns_for_addresses_stay_empty(habrova: Installed) -> None:
    """Trap 9: the library keeps REMOTE_ADDR and the e-mail as they are."""
    posted = post_comment(saying(habrova), follow="Olga@example.org")
    kept = Comment.objects.values("ip_address", "user_email", "user_url", "user").get(pk=posted.comment.pk)
    assert kept == {"ip_address": None, "user_email": "", "user_url": "", "user": None}


def test_the_librarys_flags_follow_what_is_done_in_the_open(
    habrova: Installed, django_capture_on_commit_callbacks: Any
) -> None:
    posted = post_comment(saying(habrova))

    def shown() -> bool:
        return Comment.objects.get(pk=posted.comment.pk).is_public

    steps = (
        ("hide_matter", {"ground": "advertising", "reason": "Reklama."}, False),
        ("hold_matter", {"ground": "spam"}, False),
        ("show_matter", {"reason": "Omyl."}, False),  # it is still held
        ("release_matter", {}, True),
    )
    for act, facts, public in steps:
        with django_capture_on_commit_callbacks(execute=True):
            habrova.do(CLERK, act, matter=str(posted.number), **facts)
        assert shown() is public, act


def test_a_flag_of_the_library_can_stand_on_a_comment(habrova: Installed, django_user_model: Any) -> None:
    posted = post_comment(saying(habrova))
    hana = django_user_model.objects.create_user("hana")
    CommentFlag.objects.create(comment_id=posted.comment.pk, user=hana, flag=CommentFlag.SUGGEST_REMOVAL)
    flagged = Comment.objects.get(territory=TERRITORY, number=posted.number)
    assert [flag.flag for flag in flagged.flags.all()] == [CommentFlag.SUGGEST_REMOVAL]
