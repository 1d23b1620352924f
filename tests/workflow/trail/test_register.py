"""The register counts for itself: a hole in the rules would show as a number missing or a comment without an end."""

from typing import Any

import pytest

from workflow.rules.lifecycle import Stage
from workflow.trail.findings import Wrong
from workflow.trail.register import Register

PLAN = "plan"


class Book:
    """Entries of one plan, as far as the register looks at them."""

    def __init__(self) -> None:
        self.register, self.n, self.stage = Register(), 0, str(Stage.RESOLVING)

    def see(self, act: str, *, to: str | None = None, **facts: Any) -> "Book":
        """One more entry, moving the plan if `to` is given."""
        before, self.stage = self.stage, to or self.stage
        leaf = {"n": self.n, "act": act, "plan": PLAN, "facts": facts, "stage_before": before, "stage": self.stage}
        self.register.see(leaf)
        self.n += 1
        return self

    def comes(self, number: int, kind: str = "comment", late: bool = False) -> "Book":
        """Somebody says something."""
        return self.see("raise_matter", number=number, kind=kind, late=late)

    def settled(self, matter: str) -> "Book":
        """A matter has its end."""
        return self.see("settle_matter", matter=matter, disposition="explained")

    def resolved(self) -> "Book":
        """The plan leaves resolving."""
        return self.see("finish_resolving", to=str(Stage.FINAL_SIGNOFF))

    def wrong(self) -> list[tuple[Wrong, int | None]]:
        """What the register finds missing, and the entry it names."""
        return [(found.wrong, found.n) for found in self.register.incomplete({PLAN: self.stage})]


def test_every_comment_with_one_end_is_a_whole_register() -> None:
    assert Book().comes(1).comes(2).settled("2").settled("1").resolved().wrong() == []


@pytest.mark.parametrize("numbers", [(1, 3), (2,), (1, 1), (1, 2, 2)])
def test_numbers_have_no_gap_and_none_is_given_twice(numbers: tuple[int, ...]) -> None:
    book = Book()
    for number in numbers:
        book.comes(number)
    assert Wrong.NUMBER_MISSING in [wrong for wrong, _ in book.wrong()]


def test_a_comment_without_an_end_is_named_by_its_entry_once_resolving_is_over() -> None:
    book = Book().comes(1).comes(2).settled("1")
    assert book.wrong() == []
    assert book.resolved().wrong() == [(Wrong.WITHOUT_END, 1)]


@pytest.mark.parametrize("stage", [Stage.COUNCILS, Stage.ADOPTED, Stage.IN_FORCE, Stage.SUPERSEDED])
def test_nor_is_it_forgotten_later(stage: Stage) -> None:
    assert Book().comes(1).resolved().see("onward", to=str(stage)).wrong() == [(Wrong.WITHOUT_END, 0)]


@pytest.mark.parametrize("stage", [Stage.DRAFTING, Stage.WITHDRAWN])
def test_a_plan_that_went_back_or_was_given_up_owes_nothing_yet(stage: Stage) -> None:
    assert Book().comes(1).resolved().see("back", to=str(stage)).wrong() == []


def test_late_comments_suggestions_and_letters_still_under_way_are_not_waited_for() -> None:
    book = Book().comes(1, late=True).comes(2, "suggestion").comes(3, "question").resolved().comes(4)
    assert book.wrong() == []


def test_an_end_given_twice_is_found_and_named() -> None:
    assert Book().comes(1).settled("1").settled("1").wrong() == [(Wrong.TWO_ENDS, 0)]


def test_a_matter_opened_again_needs_another_end() -> None:
    book = Book().comes(1).settled("1").see("reopen_matter", matter="1").resolved()
    assert book.wrong() == [(Wrong.WITHOUT_END, 0)]
    assert book.settled("1").wrong() == []


def test_the_steering_group_may_ask_for_another_answer_or_let_it_stand() -> None:
    book = Book().comes(1).settled("1").see("settle_dispute", matter="1", ruling="stands").resolved()
    assert book.wrong() == []
    book = Book().comes(1).settled("1").see("settle_dispute", matter="1", ruling="answer_again").resolved()
    assert book.wrong() == [(Wrong.WITHOUT_END, 0)]


def test_each_point_of_a_split_comment_needs_its_end() -> None:
    book = Book().comes(1).see("split_matter", matter="1", points=2).settled("1a").resolved()
    assert book.wrong() == [(Wrong.WITHOUT_END, 0)]
    assert book.settled("1b").wrong() == []


def test_an_agenda_a_chunk_carried_and_the_way_to_the_councils_are_ends_too() -> None:
    book = Book().comes(1).comes(2).comes(3)
    book.see("settle_many", settled=[["1", "noted", "ab" * 32]])
    book.see("carry_matters", matters=["2", "2"])
    book.see("submit_to_councils", carried=[f"{PLAN}/3"]).resolved()
    assert book.wrong() == []
    assert book.register.dispositions[PLAN] == {"noted": 1, "carried": 2}
