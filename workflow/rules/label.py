"""Is it community planning yet, or preparatory steps? Principle 3 as a question anybody may ask of a state.

The label is worked out from facts, never set and never a stop: a group without a single user, or an approval that
holds although a side was empty and has not agreed to the text since (charter article 5).
"""

from dataclasses import dataclass

from workflow.rules.calls import lapsed
from workflow.rules.case import Obstacle
from workflow.rules.charter import still_preparatory
from workflow.rules.obstacles import missing
from workflow.rules.process import Process
from workflow.rules.products import substance_of
from workflow.rules.rows import Attendance, Meeting, Plan, Proposal, Seat, SideAgreement, SignOff
from workflow.rules.sides import Side
from workflow.rules.state import State


@dataclass(frozen=True, slots=True)
class Label:
    """`preparatory` while there are `reasons`; `held` meetings of the groups, `with_users` those a user came to."""

    reasons: tuple[Obstacle, ...]
    held: int
    with_users: int

    @property
    def preparatory(self) -> bool:
        """Whether all this is only preparatory steps so far."""
        return bool(self.reasons)


def label(state: State, plan: Plan, *, at: str | None = None) -> Label:
    """The label of a plan at `at` (UTC; None: as the book ends), with every reason and how users came to meetings."""
    process = state.process(plan.process)
    if process is None:
        return Label((), 0, 0)
    groups = groups_of(process)
    empty = [missing("no_users_in_group", body=body) for body in groups if not seated(state, body, Side.USER, at)]
    unagreed = [missing("side_absent", article=5, side=str(side)) for side in sides_still_out(state, plan)]
    held, with_users = user_attendance(state, plan, groups)
    return Label((*empty, *unagreed), held, with_users)


def groups_of(process: Process) -> tuple[str, ...]:
    """The groups users must sit in: every working group, and the steering group."""
    return (*(rule.id for rule in process.working_groups), process.sign_off.body)


def seated(state: State, body: str, side: Side, at: str | None = None) -> int:
    """How many sit in the body for a side; a seat whose term is over seats nobody."""
    when = at or state.head.last_at
    return sum(not lapsed(seat, when) for seat in state.find(Seat, body=body, side=str(side), filled=True))


def sides_still_out(state: State, plan: Plan) -> tuple[Side, ...]:
    """Sides that were empty in an approval that holds, and have not agreed to the present text since."""
    now, out = substance_of(state, plan.key), dict[Side, None]()
    given = [row for row in state.find(SideAgreement, plan=plan.key) if row.given and row.text == now]
    agreed_since = {Side(row.side) for row in given}
    for sign in state.find(SignOff, plan=plan.key):
        proposal = state.get(Proposal, sign.proposal) if sign.valid else None
        labelled = [Side(side) for side in proposal.preparatory] if proposal is not None else []
        out.update(dict.fromkeys(still_preparatory(labelled, agreed_since)))
    return tuple(out)


def user_attendance(state: State, plan: Plan, groups: tuple[str, ...]) -> tuple[int, int]:
    """How many meetings of these groups were held for the plan, and to how many of them a user came."""
    rows = [row for row in state.find(Meeting, plan=plan.key) if row.body in groups and row.opened_at is not None]
    sheets = [state.find(Attendance, meeting=row.key) for row in rows]
    return len(rows), sum(any(mark.side == Side.USER for mark in sheet) for sheet in sheets)
