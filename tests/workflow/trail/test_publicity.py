"""Which words may be read: deny by default, and what hides and shows them along the way of a book."""

from typing import Any

import pytest

from workflow.rules.act import ACTS
from workflow.rules.acts import PENS
from workflow.rules.facts import FactKind
from workflow.trail.publicity import PUBLICITY, Opened, Openness, PublicWords, whole_of

PLAN = "plan"


class Book:
    """A few entries, as far as publicity looks at them."""

    def __init__(self) -> None:
        self.words, self.n = PublicWords(), 0

    def see(self, act: str, relayed: str | None = None, **facts: Any) -> None:
        """One more entry; facts that begin with a capital are commitments."""
        told = {key: value if key == "commitment" else self._fact(value) for key, value in facts.items()}
        relay = {"commit": relayed, "length": 1} if relayed else None
        self.words.see({"n": self.n, "act": act, "plan": PLAN, "facts": told, "on_behalf_of": relay})
        self.n += 1

    @staticmethod
    def _fact(value: Any) -> Any:
        return {"commit": value, "length": 1} if isinstance(value, str) and value[:1].isupper() else value

    def public(self) -> set[str]:
        """Commitments whose words are public."""
        return set(self.words.public())


@pytest.fixture
def book() -> Book:
    """A comment, number 1, with a wording proposed and a name to be published under."""
    book = Book()
    book.see("raise_matter", number=1, told="Told", proposed="Proposed", publish_as="Name", reference="Letter")
    return book


def test_every_fact_that_holds_words_stands_in_the_table_and_nothing_else_does() -> None:
    assert PENS
    words = {
        (name, field)
        for name, kind in ACTS.items()
        for field, fact in kind.SCHEMA.items()
        if fact.kind is FactKind.WORDS
    }
    assert set(PUBLICITY) == words


def test_what_nobody_decided_about_is_never_opened() -> None:
    book = Book()
    book.see("publish_news", news="News", secret="Secret")
    assert book.public() == {"News"}


def test_a_comment_is_read_by_all_but_the_reference_of_its_letter(book: Book) -> None:
    assert book.public() == {"Told", "Proposed", "Name"}


def test_whose_words_were_relayed_is_never_opened() -> None:
    book = Book()
    book.see("publish_news", relayed="Mrs-Novakova", news="News")
    assert book.public() == {"News"}


@pytest.mark.parametrize(("away", "back"), [("hold_matter", "release_matter"), ("hide_matter", "show_matter")])
def test_a_matter_put_away_takes_all_its_words_along_until_it_is_back(away: str, back: str, book: Book) -> None:
    book.see("insist", matter="1", reason="Insisting")
    book.see(away, matter="1")
    assert book.public() == set()
    assert book.words.openness("Told") is Openness.WITHHELD
    book.see(back, matter="1")
    assert book.public() == {"Told", "Proposed", "Name", "Insisting"}


def test_a_matter_both_held_and_hidden_is_shown_when_neither_holds(book: Book) -> None:
    book.see("hold_matter", matter="1")
    book.see("hide_matter", matter="1", reason="Why")
    book.see("release_matter", matter="1")
    assert book.public() == {"Why"}, "why something is hidden is public"
    book.see("show_matter", matter="1", reason="Heard")
    assert book.public() == {"Told", "Proposed", "Name", "Why", "Heard"}


def test_points_of_a_matter_put_away_stay_away_each(book: Book) -> None:
    book.see("hide_matter", matter="1", reason="Why")
    book.see("split_matter", matter="1", points=2, told="Points")
    for row in ("1", "1a"):
        book.see("show_matter", matter=row, reason=f"Heard-{row}")
        assert "Told" not in book.public()
    book.see("show_matter", matter="1b", reason="Heard-1b")
    assert {"Told", "Points"} <= book.public()
    book.see("hide_matter", matter="1b", reason="Again")
    assert "Told" not in book.public()


def test_what_is_said_around_a_matter_goes_away_and_comes_back_with_it(book: Book) -> None:
    around = {"Reply", "Name-of-reply", "Joined", "Back", "Transcript", "Appeal"}
    book.see("reply_to_matter", matter="1", told="Reply", publish_as="Name-of-reply")
    book.see("join_matter", matter="1", publish_as="Joined")
    book.see("answer_back", matter="1a", satisfaction="satisfied", reason="Back")
    book.see("transcribe_matter", matter="1", transcript="Transcript")
    book.see("appeal_hiding", matter="1", reply=None, reason="Appeal")
    assert around <= book.public()
    book.see("hold_matter", matter="1")
    assert not around & book.public()
    book.see("release_matter", matter="1")
    assert around <= book.public()


def test_a_hidden_reply_takes_its_words_and_the_appeal_about_it_along_and_nothing_else(book: Book) -> None:
    book.see("reply_to_matter", matter="1", told="Reply", publish_as="Olga")
    book.see("reply_to_matter", matter="1", told="Other")
    book.see("hide_reply", reply="1.1", ground="hate", reason="Why")
    book.see("appeal_hiding", matter="1", reply="1.1", reason="Appeal")
    assert book.public() == {"Told", "Proposed", "Name", "Other", "Why"}
    book.see("uphold_hiding", matter="1", reply="1.1", reason="Stays")
    assert {"Reply", "Appeal"}.isdisjoint(book.public()) and "Stays" in book.public()
    book.see("show_reply", reply="1.1", reason="Heard")
    assert {"Reply", "Olga", "Appeal", "Heard"} <= book.public()


def test_a_reply_shown_again_stays_shut_while_its_matter_is(book: Book) -> None:
    book.see("reply_to_matter", matter="1", told="Reply")
    book.see("hide_reply", reply="1.1", ground="hate", reason="Why")
    book.see("hide_matter", matter="1", reason="Because")
    book.see("show_reply", reply="1.1", reason="Heard")
    assert "Reply" not in book.public()
    book.see("show_matter", matter="1", reason="Fine")
    assert "Reply" in book.public()


def test_what_somebody_needs_to_take_part_and_what_they_are_told_is_never_read_by_all() -> None:
    book = Book()
    book.see("ask_for_help", kind="transport", about="About")
    book.see("answer_help", request="help.0", given=False, reason="Reason")
    assert book.public() == set()


def test_another_matter_and_another_plan_are_not_concerned(book: Book) -> None:
    book.see("hide_matter", matter="11", reason="Why")
    assert "Told" in book.public()
    assert (whole_of("12"), whole_of("12c")) == ("12", "12")


def test_a_prepared_answer_is_nobodys_word_until_its_matter_is_settled(book: Book) -> None:
    book.see("draft_answer", matter="1", reason="Answer", destination="Where")
    assert not {"Answer", "Where"} & book.public()
    book.see("settle_matter", matter="1", disposition="explained")
    assert {"Answer", "Where"} <= book.public()
    book.see("reopen_matter", matter="1", reason="Once more")
    book.see("draft_answer", matter="1", reason="Better", destination=None)
    assert "Answer" in book.public() and "Better" not in book.public(), "what was public stays so"
    book.see("settle_many", settled=[["1", "accepted", "ab" * 32]])
    assert "Better" in book.public()


def test_the_answer_to_a_point_becomes_public_with_that_point(book: Book) -> None:
    book.see("draft_answer", matter="1a", reason="To-a", destination=None)
    book.see("draft_answer", matter="1b", reason="To-b", destination=None)
    book.see("settle_matter", matter="1a", disposition="noted")
    assert {"To-a", "To-b"} & book.public() == {"To-a"}


def test_words_taken_from_the_public_do_not_come_back(book: Book) -> None:
    book.see("redact", commitment="Told", ground="Law")
    assert book.public() == {"Proposed", "Name", "Law"}
    assert book.words.openness("Told") is Openness.REDACTED and book.words.redacted["Told"] == 1


def test_a_commitment_in_two_places_is_public_only_if_both_are() -> None:
    book = Book()
    book.see("publish_news", news="Same")
    book.see("apply_to_join", about="Same")
    assert book.public() == set()
    assert PUBLICITY["apply_to_join", "about"] is Opened.NEVER


def test_what_is_in_no_entry_is_withheld() -> None:
    assert Book().words.openness("Nothing") is Openness.WITHHELD
