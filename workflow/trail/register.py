"""The register of comments counted anew from the entries alone, without asking the rules.

Every comment has a number, the numbers have no gaps, and once a plan has left resolving behind every comment that came
in time has exactly one end. The rules see to that by refusing; here it is simply counted, so that a hole in the rules
would show.
"""

from collections.abc import Iterator, Mapping
from string import ascii_lowercase
from typing import Any

from workflow.rules.lifecycle import Stage
from workflow.trail.findings import Finding, Wrong, finding

AFTER_RESOLVING = frozenset({Stage.FINAL_SIGNOFF, Stage.COUNCILS, Stage.ADOPTED, Stage.IN_FORCE, Stage.SUPERSEDED})


class Register:
    """A fold over the entries of one book, in order."""

    def __init__(self) -> None:
        self.received: dict[str, list[int]] = {}  # plan -> for each number the entry that raised it
        self.ends: dict[tuple[str, str], int] = {}  # (plan, matter) -> ends less reopenings
        self.dispositions: dict[str, dict[str, int]] = {}  # plan -> end -> how many
        self.gaps: list[Finding] = []
        self._bound: dict[str, dict[str, int]] = {}  # plan -> comment in time, or point of one -> entry that raised it
        self._left_resolving: dict[str, int] = {}

    def see(self, leaf: Mapping[str, Any]) -> None:
        """Take in the next entry, a leaf of the right shape whose facts fit its act."""
        act_name, plan = leaf["act"], leaf["plan"]
        if leaf["stage"] != leaf["stage_before"] and leaf["stage"] == Stage.FINAL_SIGNOFF:
            self._left_resolving[plan] = leaf["n"]
        if act_name in _COUNTED:
            _COUNTED[act_name](self, plan, leaf["n"], leaf["facts"])

    def _raise(self, plan: str, n: int, facts: Mapping[str, Any]) -> None:
        received = self.received.setdefault(plan, [])
        received.append(n)
        if facts["number"] != len(received):
            self.gaps.append(finding(Wrong.NUMBER_MISSING, n, expected=len(received), given=facts["number"]))
        if facts["kind"] == "comment" and not facts["late"]:
            self._bound.setdefault(plan, {})[str(facts["number"])] = n

    def _settle(self, plan: str, n: int, facts: Mapping[str, Any]) -> None:
        self._end(plan, facts["matter"], facts["disposition"])

    def _settle_many(self, plan: str, n: int, facts: Mapping[str, Any]) -> None:
        for matter, disposition, _ in facts["settled"]:
            self._end(plan, matter, disposition)

    def _split(self, plan: str, n: int, facts: Mapping[str, Any]) -> None:
        whole, bound = facts["matter"], self._bound.get(plan, {})
        self._end(plan, whole, "split")
        if whole in bound:
            points = (whole + letter for letter in ascii_lowercase[: facts["points"]])
            bound.update(dict.fromkeys(points, bound[whole]))

    def _carry(self, plan: str, n: int, facts: Mapping[str, Any]) -> None:
        for matter in dict.fromkeys(facts["matters"]):
            self._end(plan, matter, "carried")

    def _submit(self, plan: str, n: int, facts: Mapping[str, Any]) -> None:
        for key in facts["carried"]:
            self._end(plan, key.removeprefix(f"{plan}/"), "carried")

    def _reopen(self, plan: str, n: int, facts: Mapping[str, Any]) -> None:
        self.ends[plan, facts["matter"]] = self.ends.get((plan, facts["matter"]), 0) - 1

    def _rule(self, plan: str, n: int, facts: Mapping[str, Any]) -> None:
        if facts["ruling"] == "answer_again":
            self._reopen(plan, n, facts)

    def _end(self, plan: str, matter: str, disposition: str) -> None:
        self.ends[plan, matter] = self.ends.get((plan, matter), 0) + 1
        counts = self.dispositions.setdefault(plan, {})
        counts[disposition] = counts.get(disposition, 0) + 1

    def incomplete(self, stages: Mapping[str, str]) -> Iterator[Finding]:
        """What is missing or doubled after the last entry; `stages` says where each plan stands."""
        yield from self.gaps
        for (plan, matter), ends in self.ends.items():
            if ends not in (0, 1):
                yield finding(Wrong.TWO_ENDS, self._raised(plan, matter), matter=f"{plan}/{matter}")
        for plan, bound in self._bound.items():
            if stages.get(plan) not in AFTER_RESOLVING:
                continue
            for matter, n in bound.items():
                if n < self._left_resolving.get(plan, 0) and self.ends.get((plan, matter), 0) < 1:
                    yield finding(Wrong.WITHOUT_END, n, matter=f"{plan}/{matter}")

    def _raised(self, plan: str, matter: str) -> int | None:
        number, received = int(matter.rstrip(ascii_lowercase) or 0), self.received.get(plan, [])
        return received[number - 1] if 0 < number <= len(received) else None


_COUNTED = {
    "raise_matter": Register._raise,
    "settle_matter": Register._settle,
    "settle_many": Register._settle_many,
    "split_matter": Register._split,
    "carry_matters": Register._carry,
    "submit_to_councils": Register._submit,
    "reopen_matter": Register._reopen,
    "settle_dispute": Register._rule,
}
