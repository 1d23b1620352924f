"""Bodies and councils of a process file, held against the charter and the Municipalities Act (128/2000)."""

from workflow.rules.process import BodyRule, CouncilRule, Process
from workflow.rules.process_checks import refer
from workflow.rules.process_mistakes import MistakesFound
from workflow.rules.process_terms import OPEN_ADMISSION_GUARD, Admission, CouncilCompletion, CouncilLevel
from workflow.rules.process_values import shown_value
from workflow.rules.sides import STATUTORY_BODIES, TRIAD, BodyKind, Decides, Side

# The bodies in which the sides meet and agree.
TRIAD_BODIES = frozenset({BodyKind.STEERING_GROUP, BodyKind.WORKING_GROUP})

STATUTORY_LEVELS = {BodyKind.COUNCIL: CouncilLevel.COUNCIL, BodyKind.EXECUTIVE_BOARD: CouncilLevel.BOARD}

# Seats of a board (rada obce): an odd number from 5 to 11, at most a third of its council (128/2000 § 99(3)).
SMALLEST_BOARD, LARGEST_BOARD = 5, 11


def check_bodies(process: Process, found: MistakesFound) -> None:
    """Every body decides as its kind must, and every group that agrees has all three sides in it."""
    for index, body in enumerate(process.bodies):
        at = f"bodies[{index}]"
        check_decision(body, at, found)
        check_admission(process, body, at, found)
        if body.area is not None:
            refer(found, f"{at}.area", body.area, [area.id for area in process.areas], "areas")
        if body.kind in TRIAD_BODIES:
            check_sides(body, at, found)
        if body.kind in STATUTORY_BODIES:
            check_statutory(process, body, at, found)
        elif process.council(body.id) is not None:
            wrong = f"{shown_value(body.id)} is the identifier of a council already"
            needs = (f"{at}.kind", "councils[*].id")
            found.contradiction(f"{at}.id", wrong, "give each an identifier of its own", needs=needs)
    if not process.working_groups:
        wrong = "there is no working group, so nobody could answer a comment and resolving would never end"
        found.contradiction("bodies", wrong, "add one with kind = working_group", needs=("bodies[*].kind",))


def check_decision(body: BodyRule, at: str, found: MistakesFound) -> None:
    """Councils vote, the groups of the triad seek consensus first, all others advise."""
    key, needs = f"{at}.decision", (f"{at}.kind",)
    if body.kind in STATUTORY_BODIES:
        if body.decision is not Decides.VOTE_ONLY:
            wrong = f"a {body.kind} always decides by vote (principle 4; 128/2000 § 87)"
            found.contradiction(key, wrong, "write vote_only", needs=needs)
    elif body.kind in TRIAD_BODIES:
        if body.decision is Decides.VOTE_ONLY:
            wrong = f"in a {body.kind} agreement comes first, a vote is for the extreme case (principle 4)"
            found.contradiction(key, wrong, "write consensus_first", needs=needs)
        elif body.decision is Decides.ADVISORY:
            wrong = f"a {body.kind} has decisions to make that nobody else can (principle 1)"
            found.contradiction(key, wrong, "write consensus_first", needs=needs)
    elif body.decision is not Decides.ADVISORY:
        wrong = f"a {body.kind} helps and advises, it has no seats for the three sides (principle 1)"
        found.contradiction(key, wrong, "write advisory, or make it a working_group", needs=needs)


def check_sides(body: BodyRule, at: str, found: MistakesFound) -> None:
    """At least one seat for each side of the triad."""
    for side in TRIAD:
        if body.least_seats(side) == 0:
            ground = "principle 3" if side is Side.USER else "principle 1, the triad"
            wrong = f"no {side} seat is required in the {body.kind} {shown_value(body.id)} ({ground})"
            found.contradiction(f"{at}.sides.{side}", wrong, f"write {side} = 1 or more", needs=(f"{at}.kind",))


def check_admission(process: Process, body: BodyRule, at: str, found: MistakesFound) -> None:
    """Working groups are open; a derived body says what it derives from, and only such a body does."""
    key, needs = f"{at}.admission", (f"{at}.kind",)
    closed = body.kind is BodyKind.WORKING_GROUP and body.admission is not Admission.OPEN
    if closed and process.relaxation(OPEN_ADMISSION_GUARD) is None:
        wrong = "a working group is open to everybody who wants to join (principle 2)"
        fix = f'write open, or add a [[relaxed]] with guard = "{OPEN_ADMISSION_GUARD}" and its reason'
        found.contradiction(key, wrong, fix, needs=(*needs, "relaxed[*].guard"))
    if body.kind in STATUTORY_BODIES and body.admission is not Admission.APPOINTED:
        wrong = f"nobody joins a {body.kind}, its members are elected"
        found.contradiction(key, wrong, "write appointed", needs=needs)
    if body.admission is Admission.DERIVED and not body.derived_from:
        wrong = "a derived body must say whose members it is made of"
        found.contradiction(f"{at}.derived_from", wrong, "name the working groups it derives from", needs=(key,))
    if body.admission is not Admission.DERIVED and body.derived_from:
        wrong = "only a body with admission = derived is made of the members of others"
        found.contradiction(f"{at}.derived_from", wrong, "remove it, or write admission = derived", needs=(key,))
    groups = [group.id for group in process.bodies]
    for place, origin in enumerate(body.derived_from):
        where = f"{at}.derived_from[{place}]"
        refer(found, where, origin, groups, "bodies")
        kind = next((group.kind for group in process.bodies if group.id == origin), BodyKind.WORKING_GROUP)
        if kind is not BodyKind.WORKING_GROUP:
            wrong = f"{shown_value(origin)} is a {kind}; people come to a derived body from working groups"
            found.contradiction(where, wrong, "name a working group", needs=("bodies[*].id", "bodies[*].kind"))


def check_statutory(process: Process, body: BodyRule, at: str, found: MistakesFound) -> None:
    """A council among the bodies is one of [[councils]]: sides and circulars are not for it."""
    needs = (f"{at}.kind",)
    council = process.council(body.id)
    if council is None:
        wrong = (
            f"the {body.kind} {shown_value(body.id)} has no members_total, and without it there is no majority (§ 87)"
        )
        fix = "declare it in [[councils]] with the same id; it need not stand in [[bodies]]"
        found.contradiction(f"{at}.id", wrong, fix, needs=(*needs, "councils[*].id"))
    elif council.level is not STATUTORY_LEVELS[body.kind]:
        wrong = f"{shown_value(body.id)} is a {council.level} in [[councils]]"
        found.contradiction(f"{at}.kind", wrong, "let both say the same", needs=("councils[*].level", "councils[*].id"))
    if body.sides:
        wrong = f"a {body.kind} has no sides: its members are elected, each with one vote (§ 87; charter article 15)"
        found.contradiction(f"{at}.sides", wrong, "remove it", needs=needs)
    if body.written_procedure:
        wrong = "councils and boards decide at a meeting only (128/2000 § 92; charter article 13)"
        found.contradiction(f"{at}.written_procedure", wrong, "remove it", needs=needs)


def check_councils(process: Process, found: MistakesFound) -> None:
    """Each council is the one council of a known municipality, and at least one of them decides."""
    towns = [town.id for town in process.territory.municipalities]
    seen: dict[tuple[str, CouncilLevel], int] = {}
    for index, council in enumerate(process.councils):
        at = f"councils[{index}]"
        refer(found, f"{at}.municipality", council.municipality, towns, "territory.municipalities")
        first = seen.setdefault((council.municipality, council.level), index)
        if first != index:
            wrong = f"{shown_value(council.municipality)} has its {council.level} in councils[{first}] already"
            needs = (f"{at}.level", f"councils[{first}]")
            found.contradiction(f"{at}.municipality", wrong, "remove one of the two", needs=needs)
        if council.level is CouncilLevel.BOARD:
            check_board(process, council, at, found)
        elif council.recommends:
            wrong = "a council decides; only a board may do no more than recommend"
            found.contradiction(f"{at}.recommends", wrong, "remove it, or write level = board", needs=(f"{at}.level",))
    if process.councils and all(one.recommends and one.level is CouncilLevel.BOARD for one in process.councils):
        wrong = "all of them only recommend, so no council would decide on the plan (principle 4)"
        found.contradiction(
            "councils", wrong, "add the council that decides", needs=("councils[*].recommends", "councils[*].level")
        )
    check_lead(process, found)
    for place, kind in enumerate(process.charter.written_procedure):
        if kind in STATUTORY_BODIES:
            wrong = (
                f"a {kind} decides at a meeting only, never by written procedure (128/2000 § 92; charter article 13)"
            )
            found.contradiction(f"charter.written_procedure[{place}]", wrong, "remove it")


def check_board(process: Process, board: CouncilRule, at: str, found: MistakesFound) -> None:
    """The seats of a board are odd, few, and at most a third of its council's."""
    key = f"{at}.members_total"
    seats = board.members_total
    if seats % 2 == 0 or not SMALLEST_BOARD <= seats <= LARGEST_BOARD:
        wrong = f"a board has an odd number of members from 5 to 11, not {seats} (128/2000 § 99(3))"
        found.contradiction(key, wrong, "write the statutory number of seats", needs=(f"{at}.level",))
    for index, council in enumerate(process.councils):
        elects = council.municipality == board.municipality and council.level is CouncilLevel.COUNCIL
        if elects and seats * 3 > council.members_total:
            wrong = f"a board has at most a third of its council's {council.members_total} members (128/2000 § 99(3))"
            needs = (f"{at}.level", f"{at}.municipality", f"councils[{index}]")
            found.contradiction(key, wrong, f"write at most {council.members_total // 3}", needs=needs)


def check_lead(process: Process, found: MistakesFound) -> None:
    """`lead_plus_ack` names the council that leads, and no other rule does."""
    if process.council_rule is CouncilCompletion.LEAD_PLUS_ACK and process.lead is None:
        wrong = "with lead_plus_ack one council leads and the others take note, and this file does not say which"
        found.contradiction("lead", wrong, 'add lead = "…", the id of a council', needs=("council_rule",))
    if process.lead is None:
        return
    if process.council_rule is not CouncilCompletion.LEAD_PLUS_ACK:
        wrong = f"no council leads where council_rule is {process.council_rule}"
        found.contradiction("lead", wrong, "remove it, or write council_rule = lead_plus_ack", needs=("council_rule",))
    refer(found, "lead", process.lead, [council.id for council in process.deciding_councils], "councils")
