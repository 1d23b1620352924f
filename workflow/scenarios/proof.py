"""Whether a book holds: everything replayed from the leaves alone, and compared with the rows of the database."""

from workflow.models import Leaf, ProcessFile
from workflow.models.rows import MIRRORS
from workflow.rules.act import facts_from_leaf, facts_of, read_act
from workflow.rules.judge import enact, judge
from workflow.rules.process_file import load_process
from workflow.rules.rows import COLUMNS, TABLES
from workflow.rules.state import Head, Replayed
from workflow.store import row_from
from workflow.trail.canonical import dumps, loads
from workflow.trail.leaf import case_from
from workflow.trail.merkle import leaf_hash


def book_problem(territory: str) -> str | None:
    """The first thing wrong with a book, naming the entry; None if it replays to exactly the rows there are."""
    processes = {file.digest: load_process(bytes(file.data), file=file.name) for file in ProcessFile.objects.all()}
    state = Replayed(processes)
    for n, data, hashed in Leaf.objects.filter(territory=territory).order_by("n").values_list("n", "data", "hash"):
        problem = _replay(state, n, bytes(data), bytes(hashed))
        if problem is not None:
            return f"entry {n} of {territory}: {problem}"
    return _difference(state, territory)


def _replay(state: Replayed, n: int, data: bytes, hashed: bytes) -> str | None:
    if n != state.head.size:
        return f"its number should be {state.head.size}"
    if leaf_hash(data) != hashed:
        return "its hash is another one"
    leaf = loads(data)
    assert isinstance(leaf, dict)
    case, given = case_from(leaf), facts_from_leaf(leaf["facts"])
    deed = read_act(leaf["act"], given, from_book=True)
    judgement = judge(state, case, deed)
    if not judgement.permitted:
        return "it was not permitted: " + ", ".join(obstacle.code for obstacle in judgement.obstacles)
    if dumps(facts_of(judgement.deed)) != dumps(leaf["facts"]):
        return "the rules work out other facts"
    before = case.plan.stage if case.plan else None
    if (before, enact(state, case, judgement.deed)) != (leaf["stage_before"], leaf["stage"]):
        return "it leads to another stage"
    state.head = Head(n + 1, leaf["at"])
    return None


def _difference(state: Replayed, territory: str) -> str | None:
    replayed = dict.fromkeys(state.dump())
    for table in TABLES:
        for values in MIRRORS[table].objects.filter(territory=territory).values_list(*COLUMNS[table]):  # type: ignore[attr-defined]
            row = row_from(table, values)
            told = (table.__name__, tuple(getattr(row, column) for column in COLUMNS[table]))
            if told not in replayed:
                return f"{territory}: {table.__name__} {row.key} is not what the book says"
            del replayed[told]
    return next((f"{territory}: {name} {values[0]} is in the book alone" for name, values in replayed), None)
