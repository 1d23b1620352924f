"""Replay: from the leaves alone to everything the book says, each entry judged again by the rules that judged it.

Pure. A leaf is read strictly, its act is judged with nothing given but what a person gives, and what the rules work out
must be what the leaf says. The replay ends at the first entry that does not hold: what follows rests on it.
"""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from workflow.rules.act import ACTS, Act, FactsError, facts_from_leaf
from workflow.rules.acts import PENS
from workflow.rules.case import Case
from workflow.rules.facts import flaws_of
from workflow.rules.judge import enact, judge
from workflow.rules.process import Process
from workflow.rules.rows import Plan
from workflow.rules.state import Head, Replayed
from workflow.trail.canonical import CanonicalError, TrailError, dumps, loads
from workflow.trail.findings import Finding, Wrong, finding
from workflow.trail.leaf import case_from
from workflow.trail.merkle import leaf_hash
from workflow.trail.publicity import PublicWords
from workflow.trail.register import Register

READ_AT_ONCE = 32
"""Lines read before they are judged."""

KEY_ACTS = ("found_territory", "rotate_key")
"""The acts that record whose signature holds from then on."""

# What the code of an act may raise on facts that fit its schema and still make no sense where it stands.
_NONSENSE = (AssertionError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)

assert PENS, "importing the pens is what makes the acts known"


class WrongEntryError(Exception):
    """An entry does not hold; `finding` says which and why."""

    def __init__(self, found: Finding) -> None:
        self.finding = found
        super().__init__(found.wrong)


@dataclass(slots=True)
class ReplayResult:
    """What a book says, as far as it holds: the state after its last good entry, and what is wrong.

    `hashes` has the 32-byte leaf hash of every line, good or not; `read` is how many entries hold; `keys` are the
    fingerprints of the keys that may sign, each with the entry that records it; `lifted` are the charter guards some
    act went past by an exception or by the process file, with the entry; `corrections` pair the entry that corrects
    with the one that was wrong.
    """

    state: Replayed
    hashes: list[bytes] = field(default_factory=list)
    read: int = 0
    territory: str | None = None
    first_at: str = ""
    keys: list[tuple[int, str]] = field(default_factory=list)
    lifted: list[tuple[int, str]] = field(default_factory=list)
    corrections: list[tuple[int, int]] = field(default_factory=list)
    words: PublicWords = field(default_factory=PublicWords)
    register: Register = field(default_factory=Register)
    across: list["Entry"] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings

    def key_at(self, size: int) -> str | None:
        """The fingerprint of the key in force after the first `size` entries."""
        return next((key for n, key in reversed(self.keys) if n < size), None)

    def plans(self) -> list[Plan]:
        """Every plan as it stands."""
        return self.state.find(Plan)


class Entry(NamedTuple):
    """One leaf, read: the case it records, the act with nothing but what a person gave, and all its facts."""

    leaf: dict[str, Any]
    case: Case
    given: Act
    facts: dict[str, Any]


def replay(lines: Iterable[bytes], processes: Mapping[str, Process]) -> ReplayResult:
    """Replay the leaves of one book, each without its newline; `processes` are the process files by digest."""
    result = ReplayResult(Replayed(processes))
    with no_collecting():
        read_book(result, iter(lines))
    if not result.findings:
        stages = {plan.key: plan.stage for plan in result.plans()}
        result.findings.extend(result.register.incomplete(stages))
    return result


@contextmanager
def no_collecting() -> Iterator[None]:
    """Nothing a replay makes goes round in a circle, and looking for circles among all its rows costs a twentieth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_book(result: ReplayResult, waiting: Iterator[bytes]) -> None:
    """Read and judge line after line, up to the first that does not hold; all are hashed."""
    # Many are read and then many judged: turn by turn the two drive each other out of the processor's cache.
    while run := list(islice(waiting, READ_AT_ONCE)):
        first = len(result.hashes)
        result.hashes.extend([leaf_hash(line) for line in run])
        if result.findings:
            continue
        entries, fault = read_run(first, run)
        try:
            for entry in entries:
                judge_entry(result, entry)
        except WrongEntryError as wrong:
            fault = wrong.finding
        for entry in entries[: result.read - first]:
            remember(result, entry)
        if fault is not None:
            result.findings.append(fault)


def read_run(first: int, run: list[bytes]) -> tuple[list[Entry], Finding | None]:
    """The entries of some lines, the first of them number `first`, up to one that cannot be read, and what is wrong."""
    entries: list[Entry] = []
    for n, line in enumerate(run, first):
        try:
            leaf, case = read_leaf(n, line)
            entries.append(Entry(leaf, case, *read_deed(n, leaf)))
        except WrongEntryError as wrong:
            return entries, wrong.finding
    return entries, None


def read_entry(result: ReplayResult, n: int, line: bytes) -> None:
    """Take in the next line of a book somebody follows entry by entry; `WrongEntryError` if it does not hold."""
    leaf, case = read_leaf(n, line)
    entry = Entry(leaf, case, *read_deed(n, leaf))
    judge_entry(result, entry)
    remember(result, entry)


def remember(result: ReplayResult, entry: Entry) -> None:
    """Count an entry that holds: the words it commits to, and what it does to the register of comments."""
    result.words.see(entry.leaf)
    result.register.see(entry.leaf)
    if entry.given.ACROSS is not None:
        result.across.append(entry)
    elif entry.leaf["act"] in KEY_ACTS:
        result.keys.append((entry.case.n, entry.leaf["facts"]["log_key"]))
    elif entry.leaf["act"] == "correct_record":
        result.corrections.append((entry.case.n, entry.leaf["facts"]["entry"]))


def judge_entry(result: ReplayResult, entry: Entry) -> None:
    """Judge an entry again and make its change; `WrongEntryError` if it does not hold."""
    leaf, case = entry.leaf, entry.case
    n = case.n
    if result.territory is None:
        result.territory, result.first_at = case.territory, case.at
    if case.territory != result.territory:
        raise WrongEntryError(finding(Wrong.OTHER_TERRITORY, n, given=case.territory, book=result.territory))
    try:
        rejudge(result, entry)
    except _NONSENSE as fault:
        why = f"{type(fault).__name__} {fault}".strip()[:200]
        raise WrongEntryError(finding(Wrong.CANNOT_BE_JUDGED, n, act=leaf["act"], why=why)) from None
    result.state.head = Head(n + 1, case.at)
    result.read = n + 1


def read_leaf(n: int, line: bytes) -> tuple[dict[str, Any], Case]:
    """The leaf and its case, from canonical bytes of the right shape with the right number."""
    try:
        leaf = loads(line)
    except CanonicalError as fault:
        raise WrongEntryError(finding(Wrong.NOT_CANONICAL, n, why=str(fault))) from None
    try:
        case = case_from(leaf)
    except TrailError as fault:
        raise WrongEntryError(finding(Wrong.NOT_AN_ENTRY, n, why=str(fault))) from None
    assert isinstance(leaf, dict)
    if case.n != n:
        raise WrongEntryError(finding(Wrong.WRONG_NUMBER, n, given=case.n))
    return leaf, case


def read_deed(n: int, leaf: dict[str, Any]) -> tuple[Act, dict[str, Any]]:
    """The act of a leaf with nothing but what a person gave, and all its facts, which fit their schema."""
    act_name = leaf["act"]
    kind = ACTS.get(act_name)
    if kind is None:
        raise WrongEntryError(finding(Wrong.FACTS_DO_NOT_FIT, n, act=act_name, why="no such act"))
    facts = facts_from_leaf(leaf["facts"])
    flaws = flaws_of(facts, kind.SCHEMA, from_book=True)
    if flaws:
        why = str(FactsError(act_name, flaws))[:400]
        raise WrongEntryError(finding(Wrong.FACTS_DO_NOT_FIT, n, act=act_name, why=why))
    derived = kind.DERIVED
    return kind(**{key: value for key, value in facts.items() if key not in derived} if derived else facts), facts


def rejudge(result: ReplayResult, entry: Entry) -> None:
    """Judge with what was given, compare what follows with what the leaf says, and make the change."""
    leaf, case, given, facts = entry
    n = case.n
    judgement = judge(result.state, case, given)
    if judgement.obstacles:
        codes = ", ".join(dict.fromkeys(obstacle.code for obstacle in judgement.obstacles))
        told = finding(Wrong.REFUSED, n, act=leaf["act"], codes=codes)
        raise WrongEntryError(told._replace(obstacles=judgement.obstacles))
    for key in given.DERIVED:
        book, rules = facts[key], getattr(judgement.deed, key)
        if book != rules or (type(book) is not str and not same_kinds(book, rules)):
            shown = {"book": dumps(book).decode()[:200], "rules": dumps(rules).decode()[:200]}
            raise WrongEntryError(finding(Wrong.WORKED_OUT_OTHERWISE, n, act=leaf["act"], field=key, **shown))
    before = case.plan.stage if case.plan is not None else None
    after = enact(result.state, case, judgement.deed)
    for key, rules in (("stage_before", before), ("stage", after)):
        if leaf[key] != rules:
            raise WrongEntryError(finding(Wrong.STAGE_DIFFERS, n, field=key, book=leaf[key], rules=rules))
    if judgement.lifted:
        result.lifted.extend((n, code) for code in judgement.lifted)


def same_kinds(book: Any, rules: Any) -> bool:
    """Whether two facts that compare equal are also written alike: true and 1 compare equal, in a table too."""
    return repr(book) == repr(rules) or dumps(book) == dumps(rules)
