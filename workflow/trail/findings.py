"""What can be wrong with a book, as a closed list: every finding of a verification has one of these codes."""

from enum import StrEnum
from typing import NamedTuple

from workflow.rules.case import Obstacle


class Wrong(StrEnum):
    """What a verification may find; the sentences for people are in `verdict.py`."""

    # one entry
    NOT_CANONICAL = "not_canonical"  # why
    NOT_AN_ENTRY = "not_an_entry"  # why
    WRONG_NUMBER = "wrong_number"  # given
    OTHER_TERRITORY = "other_territory"  # given, book
    FACTS_DO_NOT_FIT = "facts_do_not_fit"  # why
    REFUSED = "refused"  # codes
    WORKED_OUT_OTHERWISE = "worked_out_otherwise"  # field, book, rules
    STAGE_DIFFERS = "stage_differs"  # field, book, rules
    CANNOT_BE_JUDGED = "cannot_be_judged"  # why
    # entries of other books
    REFERENCE_FORGED = "reference_forged"  # territory, entry, field
    REFERENCE_DOES_NOT_FIT = "reference_does_not_fit"  # territory, entry, why
    # the register of comments
    NUMBER_MISSING = "number_missing"  # plan, expected, given
    WITHOUT_END = "without_end"  # matter
    TWO_ENDS = "two_ends"  # matter
    # words
    OPENING_MISSING = "opening_missing"  # field, commitment
    OPENING_WRONG = "opening_wrong"  # field, commitment, why
    OPENING_UNKNOWN = "opening_unknown"  # commitment
    OPENING_NOT_PUBLIC = "opening_not_public"  # field, commitment
    OPENING_REDACTED = "opening_redacted"  # field, commitment, by
    # the book as a whole
    EMPTY_BOOK = "empty_book"
    NOT_FOUNDED = "not_founded"
    CHECKPOINT_UNREADABLE = "checkpoint_unreadable"  # why
    CHECKPOINT_UNSIGNED = "checkpoint_unsigned"  # why
    CHECKPOINT_OF_ANOTHER_BOOK = "checkpoint_of_another_book"  # origin, territory
    SIZE_DIFFERS = "size_differs"  # lines, size
    ROOT_DIFFERS = "root_differs"
    KEY_UNREADABLE = "key_unreadable"  # why
    KEY_NOT_RECORDED = "key_not_recorded"  # fingerprint, recorded
    KEY_NOT_YOURS = "key_not_yours"  # fingerprint
    WITNESS_WRONG = "witness_wrong"  # why
    OLD_CHECKPOINT_LONGER = "old_checkpoint_longer"  # old, size
    OLD_CHECKPOINT_DIFFERS = "old_checkpoint_differs"  # old
    OLD_CHECKPOINT_UNSIGNED = "old_checkpoint_unsigned"  # why
    OLD_CHECKPOINT_ELSEWHERE = "old_checkpoint_elsewhere"  # origin
    # what comes with the books
    LIFECYCLE_DIFFERS = "lifecycle_differs"
    PROCESS_DIFFERS = "process_differs"  # name
    PROCESS_UNREADABLE = "process_unreadable"  # name, why
    # in an installation only
    ROWS_DIFFER = "rows_differ"  # table, key
    TILE_DIFFERS = "tile_differs"  # path


class Finding(NamedTuple):
    """One thing that is wrong: the entry (None where it is the whole book), what, and the facts a sentence needs."""

    n: int | None
    wrong: Wrong
    facts: tuple[tuple[str, str | int], ...] = ()
    obstacles: tuple[Obstacle, ...] = ()


def finding(wrong: Wrong, n: int | None = None, **facts: str | int | None) -> Finding:
    """A finding with its facts in the order given."""
    return Finding(n, wrong, tuple((key, value if value is not None else "-") for key, value in facts.items()))
