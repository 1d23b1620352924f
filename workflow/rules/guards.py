"""The guards several acts share: is it decided, is the group whole, is the record of the process there?

A guard yields one obstacle for every single thing that is missing and asks nothing but `State`. Guards of one act only
stand with that act.
"""

from collections.abc import Iterator

from workflow.rules.case import Case, Obstacle
from workflow.rules.label import groups_of, seated
from workflow.rules.obstacles import missing
from workflow.rules.process import BodyRule
from workflow.rules.process_parts import PartRule
from workflow.rules.process_terms import Admission, FinalSignOff
from workflow.rules.products import stage_products
from workflow.rules.rows import (
    Aim,
    Body,
    Call,
    Deliverable,
    Matter,
    Meeting,
    Membership,
    Part,
    Proposal,
    Row,
    Seat,
    Section,
    SignOff,
)
from workflow.rules.sides import TRIAD, BodyKind, Side
from workflow.rules.state import State

SHOWN = 20  # of a long list of missing things a refusal names this many and counts the rest


def known(state: State, table: type[Row], key: str, field: str) -> Iterator[Obstacle]:
    """The row `key` must exist."""
    if state.get(table, key) is None:
        yield missing("unknown", field=field, value=key)


def free(state: State, table: type[Row], key: str, field: str) -> Iterator[Obstacle]:
    """The name `key` must not be taken."""
    if state.get(table, key) is not None:
        yield missing("taken", field=field, value=key)


def decided(
    state: State, case: Case, proposal: str, *, kind: str, subject: str, digest: str | None = None
) -> Iterator[Obstacle]:
    """The body must have decided exactly this question, on exactly these bytes, by agreement or by a lawful vote."""
    row = state.get(Proposal, case.here(proposal))
    if row is None:
        yield missing("not_decided", proposal=proposal)
        return
    if row.kind != kind or row.subject != subject:
        yield missing("wrong_question", proposal=proposal, kind=kind, subject=subject)
    if row.status not in ("agreed", "adopted_by_vote"):
        yield missing("not_decided", proposal=proposal, status=row.status)
    if digest is not None and row.digest != digest:
        yield missing("decided_on_another_text", proposal=proposal, decided=row.digest, now=digest)


def decided_by_steering(
    state: State, case: Case, proposal: str, *, kind: str, subject: str, digest: str | None = None
) -> Iterator[Obstacle]:
    """As `decided`, and it was the steering group of the process file that decided."""
    yield from decided(state, case, proposal, kind=kind, subject=subject, digest=digest)
    row = state.get(Proposal, case.here(proposal))
    if row is not None and row.body != case.the_process.sign_off.body:
        yield missing("wrong_question", proposal=proposal, kind=kind, subject=subject, body=row.body)


def whole(state: State, rule: BodyRule, at: str) -> Iterator[Obstacle]:
    """Every side the process file asks for must be seated in the body."""
    for side, least in rule.sides:
        have = seated(state, rule.id, side, at)
        if have < least:
            yield missing("side_missing", body=rule.id, side=str(side), have=have, need=least)


def represented(state: State, case: Case, rule: BodyRule) -> Iterator[Obstacle]:
    """A derived steering group must seat somebody from each working group it derives from."""
    if rule.admission is not Admission.DERIVED:
        return
    people = {seat.person for seat in state.find(Seat, body=rule.id, filled=True)}
    for group in rule.derived_from:
        if not any(seat.person in people for seat in state.find(Seat, body=group, filled=True)):
            yield missing("group_not_represented", body=rule.id, group=group)


def constituted(state: State, body: str) -> Iterator[Obstacle]:
    """The body must have been constituted."""
    row = state.get(Body, body)
    if row is None or row.constituted_at is None:
        yield missing("not_constituted", body=body)


def groups_ready(state: State, case: Case) -> Iterator[Obstacle]:
    """The steering group and at least one working group must be constituted."""
    steering = state.get(Body, case.the_process.sign_off.body)
    if steering is None or steering.constituted_at is None:
        yield missing("no_steering_group", body=case.the_process.sign_off.body)
    for rule in case.the_process.working_groups:
        group = state.get(Body, rule.id)
        if group is None or group.constituted_at is None:
            yield missing("no_working_group", body=rule.id)


def has_left(state: State, municipality: str) -> bool:
    """Whether a municipality was a member of the territory and is one no more."""
    row = state.get(Membership, municipality)
    return row is not None and not row.standing


def users_everywhere(state: State, case: Case) -> Iterator[Obstacle]:
    """A working group without a single user takes no part in an approval: without users it is no community planning."""
    for rule in case.the_process.working_groups:
        if not seated(state, rule.id, Side.USER, case.at):
            yield missing("no_users_in_group", body=rule.id)


def without_users(state: State, case: Case) -> list[str]:
    """The working and steering groups with no user seated: they make the work 'preparatory steps' (principle 3)."""
    return [body for body in groups_of(case.the_process) if not seated(state, body, Side.USER, case.at)]


def delivered(state: State, case: Case, stage: str) -> Iterator[Obstacle]:
    """What the process file asks for in this stage must be there, and approved where it says by whom."""
    for rule in case.the_process.deliverables:
        if rule.stage != stage:
            continue
        row = state.get(Deliverable, case.here(rule.id))
        if row is None:
            yield missing("deliverable_missing", deliverable=rule.id, stage=stage)
        elif rule.approved_by is not None and not row.approved:
            yield missing("deliverable_not_approved", deliverable=rule.id, body=rule.approved_by)


def recorded(state: State, case: Case) -> Iterator[Obstacle]:
    """The course counts as much as the result: every meeting held has its attendance and its published minutes."""
    for meeting in state.find(Meeting, plan=case.plan_key, reported=False, most=SHOWN):
        if not meeting.cancelled and meeting.opened_at is not None:
            yield missing("process_record_missing", meeting=meeting.key)


def stage_approved(state: State, case: Case, stage: str) -> Iterator[Obstacle]:
    """The steering group must have approved what the stage produced, as it is now."""
    if stage not in [str(name) for name in case.the_process.sign_off.stages]:
        return
    signs = state.find(SignOff, plan=case.plan_key, scope=f"stage.{stage}", valid=True)
    if stage == "resolving" and not signs and not _final_needed(state, case):
        return
    if not any(sign.digest == stage_products(state, case.the_plan, stage) for sign in signs):
        yield missing("stage_not_approved", stage=stage)


def _final_needed(state: State, case: Case) -> bool:
    final = case.the_process.sign_off.final
    if final is FinalSignOff.IF_CHANGED:
        return not texts_approved(state, case)
    return final is FinalSignOff.ALWAYS


def texts_approved(state: State, case: Case) -> bool:
    """Whether every part still has a valid approval of its current substance."""
    return not list(parts_approved(state, case))


def parts_approved(state: State, case: Case) -> Iterator[Obstacle]:
    """Each part of the process file needs a valid sign-off of its current digest."""
    for rule in case.the_process.parts:
        part = state.get(Part, case.here(rule.id))
        signs = state.find(SignOff, plan=case.plan_key, scope=f"part.{rule.id}", valid=True)
        if part is None or not any(sign.digest == part.substance for sign in signs):
            yield missing("part_not_approved", part=rule.id)


def covered(state: State, case: Case, rule: PartRule) -> Iterator[Obstacle]:
    """Every content the process file asks for in a part stands in one of its sections."""
    there: set[str] = set()
    for section in state.find(Section, plan=case.plan_key, part=case.here(rule.id)) if rule.checklist else ():
        there.update(() if section.withdrawn else section.covers)
    for item in rule.contents:
        if item not in there:
            yield missing("checklist_missing", part=rule.id, item=item)


def traced(state: State, case: Case) -> Iterator[Obstacle]:
    """Every priority and measure must go back to a need somebody found (principle 9)."""
    for kind in ("priority", "measure"):
        yield from _aims(state, case, "aim_untraced", kind=kind, traced=False)


def resourced(state: State, case: Case) -> Iterator[Obstacle]:
    """Every measure needs an estimate of means and an owner who answers for it (principles 11 and 1)."""
    for aim in state.find(Aim, plan=case.plan_key, kind="measure", resourced=False, most=SHOWN):
        if aim.funding is None:
            yield missing("measure_without_means", aim=aim.key)
        if aim.owner is None:
            yield missing("measure_without_owner", aim=aim.key)


def _aims(state: State, case: Case, code: str, **equals: str | bool) -> Iterator[Obstacle]:
    for aim in state.find(Aim, plan=case.plan_key, most=SHOWN, **equals):
        yield missing(code, aim=aim.key, kind=aim.kind)


def settled(state: State, case: Case) -> Iterator[Obstacle]:
    """Every comment received in time has its one end, and every dispute was decided."""
    open_matters = state.count(Matter, plan=case.plan_key, open=True, due=True)
    for matter in state.find(Matter, plan=case.plan_key, open=True, due=True, most=SHOWN):
        yield missing("matter_open", matter=matter.key, of=open_matters)
    for matter in state.find(Matter, plan=case.plan_key, disputed=True, most=SHOWN):
        yield missing("dispute_open", matter=matter.key)


def idle(state: State, body: str) -> Iterator[Obstacle]:
    """No call of the body may be open: who sits in it must not change under a call."""
    for call in state.find(Call, body=body, open=True):
        yield missing("call_open", call=call.key)


def unasked(state: State, case: Case) -> Iterator[Obstacle]:
    """No call may be open about a plan that ends: nobody could close it, and who sits there could never change."""
    for rule in case.the_process.bodies:
        yield from (missing("call_open", call=call.key) for call in open_calls(state, case, rule.id))


def open_calls(state: State, case: Case, body: str) -> list[Call]:
    """The open calls of a body about this plan."""
    return [call for call in state.find(Call, body=body, open=True) if call.plan == case.plan_key]


def steering_kind(kind: str) -> bool:
    """Whether bodies of this kind look for agreement first."""
    return kind in (BodyKind.STEERING_GROUP, BodyKind.WORKING_GROUP)


def triad_filled(state: State, body: str) -> tuple[str, ...]:
    """The triad sides that have a filled seat in the body."""
    return tuple(str(side) for side in TRIAD if state.count(Seat, body=body, side=str(side), filled=True))
