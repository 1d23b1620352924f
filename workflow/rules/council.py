"""Councils and boards: paragraph 87 of Act 128/2000 and nothing else (charter article 15).

A resolution needs the yes of more than half of *all* members, whoever is present; the statutory number counts, vacant
seats included, and a declared interest does not lower it. No sides, rounds, blocks or substitutes.
"""

from dataclasses import dataclass
from enum import StrEnum

LAW_OF_MAJORITY = "128/2000 § 87"
LAW_OF_QUORUM = "128/2000 § 92(3)"


class CouncilOutcome(StrEnum):
    """What the law makes of a council's counts; `invalid` if they cannot be the counts of one vote."""

    PASS = "pass"
    FAIL = "fail"
    INQUORATE = "inquorate"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class CouncilResult:
    """A council's vote as the law judges it.

    `majority` (how many must say yes, and how many must be there) and `quorate` are None where the counts they need
    are no counts; `problems` are codes, empty unless `outcome` is invalid.
    """

    outcome: CouncilOutcome
    majority: int | None
    quorate: bool | None
    problems: tuple[str, ...] = ()


def majority(members_total: int) -> int:
    """More than half of all members; `members_total` is the statutory number of seats (paragraph 87)."""
    return members_total // 2 + 1


def quorate(members_total: int, present: int) -> bool:
    """Whether so many present members can decide (paragraph 92(3))."""
    return present >= majority(members_total)


def council_result(
    *, members_total: int, present: int, yes: int, no: int, abstain: int, not_voting: int, absent: int
) -> CouncilResult:
    """The result the law gives these counts of members; invalid counts are named, never mended.

    Every count is at least 0, yes + no + abstain + not_voting = present, present + absent = members_total.
    """
    counts = {
        "members_total": members_total,
        "present": present,
        "yes": yes,
        "no": no,
        "abstain": abstain,
        "not_voting": not_voting,
        "absent": absent,
    }
    problems = [f"{name}_negative" for name, count in counts.items() if count < 0]
    if yes + no + abstain + not_voting != present:
        problems.append("votes_do_not_add_up_to_present")
    if present + absent != members_total:
        problems.append("present_and_absent_do_not_add_up_to_members")
    needed = majority(members_total) if members_total >= 0 else None
    enough = present >= needed if needed is not None and present >= 0 else None
    if problems or needed is None:
        return CouncilResult(CouncilOutcome.INVALID, needed, enough, tuple(problems))
    if not enough:
        return CouncilResult(CouncilOutcome.INQUORATE, needed, enough)
    return CouncilResult(CouncilOutcome.PASS if yes >= needed else CouncilOutcome.FAIL, needed, enough)


def contradicts(recorded: str, outcome: CouncilOutcome) -> bool:
    """Whether a recorded `pass` or `fail` differs from the result valid counts give: flagged, never changed.

    Any other recorded word, or none, contradicts nothing; invalid counts give no result to contradict.
    """
    judged = outcome is not CouncilOutcome.INVALID
    return judged and recorded in (CouncilOutcome.PASS, CouncilOutcome.FAIL) and recorded != outcome
