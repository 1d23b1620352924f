"""How dates, numbers, lists and changes of text are told, in both languages."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from consult.templatetags import dohoda

CLOSES = datetime(2026, 5, 14, 21, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "form", "czech", "english"),
    [
        (CLOSES, "moment", "čtvrtek 14. května 2026, 23:59", "Thursday 14 May 2026, 23:59"),
        (CLOSES, "until", "do čtvrtka 14. května 2026, 23:59", "until Thursday 14 May 2026, 23:59"),
        (CLOSES, "short", "14. 5. 2026, 23:59", "14 May 2026, 23:59"),
        (CLOSES, "day", "čtvrtek 14. května 2026", "Thursday 14 May 2026"),
        (date(2026, 5, 13), "on", "ve středu 13. května 2026", "on Wednesday 13 May 2026"),
        (date(2026, 5, 13), "since", "od středy 13. května 2026", "from Wednesday 13 May 2026"),
        ("2026-05-13T22:00:00Z", "until", "do středy 13. května 2026, 24:00", "until Wednesday 13 May 2026, 24:00"),
        ("2026-01-31T23:30:00Z", "moment", "neděle 1. února 2026, 0:30", "Sunday 1 February 2026, 0:30"),
        ("2026-12-01", "day", "úterý 1. prosince 2026", "Tuesday 1 December 2026"),
        (None, "moment", "", ""),
    ],
)
def test_a_date_is_told_in_full_on_the_clocks_of_prague(value: Any, form: str, czech: str, english: str) -> None:
    for language, told in (("cs", czech), ("en", english)):
        with translation.override(language):
            assert dohoda.FORMS[form](value) == told
            assert told in dohoda.when(value, form)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        dohoda.moment(datetime(2026, 5, 5, 18, 12))


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2026-05-05T16:12:00Z", "9 days left"),
        ("2026-05-13T21:59:00Z", "1 day left"),
        ("2026-05-13T22:01:00Z", "23 hours left"),
        ("2026-05-14T21:30:00Z", "29 minutes left"),
        ("2026-05-14T21:59:58Z", "1 minute left"),
        ("2026-05-14T21:59:59Z", ""),
    ],
)
def test_what_is_left_is_counted_as_people_count(now: str, told: str) -> None:
    with translation.override("en"):
        assert dohoda.left(CLOSES, now) == told


def test_numbers_nouns_and_lists_are_told_in_the_language() -> None:
    with translation.override("en"):
        assert dohoda.count(1, "person") == "1 person" and dohoda.count(11050, "comment") == "11,050 comments"
        assert dohoda.words(["users", "providers", "commissioners"]) == "users, providers and commissioners"
        assert dohoda.reading_time("word " * 1000) == "6 minutes" and dohoda.reading_time("") == "1 minute"
    with translation.override("cs"):
        assert dohoda.number(11050) == "11\u00a0050"


@given(st.text(alphabet="ab \n", max_size=40), st.text(alphabet="ab \n", max_size=40))
def test_a_marked_change_holds_both_texts_whole(before: str, after: str) -> None:
    pieces = dohoda.changes(before, after)
    assert "".join(piece["text"] for piece in pieces if piece["op"] != "ins") == before
    assert "".join(piece["text"] for piece in pieces if piece["op"] != "del") == after


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_bar_is_never_longer_than_its_track_and_something_is_never_nothing(value: int, whole: int) -> None:
    width = int(dohoda.share(value, whole).rstrip("%"))
    assert 0 <= width <= 100 and (width > 0) == (value > 0 and whole > 0)
