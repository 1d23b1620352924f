"""The ordinary way of a plan, step by step, for any process file; each step ends at the next telling moment."""

from datetime import timedelta
from itertools import cycle

from tests.cast import Town, digest_of_file, number_of
from workflow.rules.clock import local_date
from workflow.rules.lifecycle import MAIN_LINE, Stage
from workflow.rules.process_terms import CouncilLevel
from workflow.rules.rows import Matter, Meeting, Part
from workflow.rules.sides import Side
from workflow.trail.canonical import format_time, parse_time

CLERK = "office/clerk"


def found(town: Town) -> None:
    """Entry 0, the first clerk, the bodies of the process file with people in them, and a plan."""
    town.do("operator", "found_territory", log_key=digest_of_file("key"))
    town.do("operator", "seat_first_clerk", person=number_of("Hana"), office_name="Městský úřad Lipová")
    for rule in town.process.bodies:
        if town.process.council(rule.id) is None:
            town.do(
                CLERK,
                "establish_body",
                body=rule.id,
                kind=str(rule.kind),
                title=rule.title.cs,
                admission=str(rule.admission),
            )
    for council in town.process.councils:
        kind = "executive_board" if council.level is CouncilLevel.BOARD else "council"
        town.do(
            CLERK, "establish_body", body=council.id, kind=kind, title=council.name.cs, admission="appointed",
            municipality=council.municipality, members_total=council.members_total,
        )  # fmt: skip
        town.do(CLERK, "fill_seat", body=council.id, seat="zapis", person=number_of(council.id), role="clerk")
    seat_people(town)
    year = int(town.at[:4]) + 1
    town.do(
        CLERK, "create_plan", title="Plán sociálních služeb", process=town.process.digest, from_year=year,
        to_year=year + 3,
    )  # fmt: skip


def seat_people(town: Town) -> None:
    """The team, the groups (for each side as many as asked, and one more), the steering group from among the groups."""
    town.do(CLERK, "fill_seat", body=team(town), seat="koordinator", person=number_of("Karel"), role="coordinator")
    town.do(CLERK, "fill_seat", body=team(town), seat="facilitatorka", person=number_of("Věra"), role="facilitator")
    groups = [rule for rule in town.process.bodies if rule.sides]
    for rule in sorted(groups, key=lambda rule: rule.kind == "steering_group"):
        sources = cycle(rule.derived_from or (town.process.working_groups[0].id,))
        for side, least in rule.sides:
            for index in range(least + 1):
                shared = f"{next(sources) if rule.kind == 'steering_group' else rule.id} {side} {index}"
                town.do(
                    CLERK, "fill_seat", body=rule.id, seat=f"{side}-{index}", person=number_of(shared),
                    side=str(side), role="lead" if f"{side}-{index}" == "commissioner-0" else "member",
                )  # fmt: skip


def team(town: Town) -> str:
    """The delivery team."""
    return next(rule.id for rule in town.process.bodies if rule.kind == "delivery_team")


def coordinator(town: Town) -> str:
    """Karel's seat."""
    return f"{team(town)}/koordinator"


def lead(town: Town) -> str:
    """The one who speaks for the steering group."""
    return f"{town.process.sign_off.body}/commissioner-0"


def facilitator(town: Town) -> str:
    """Věra's seat."""
    return f"{team(town)}/facilitatorka"


def meet(town: Town, name: str, body: str | None) -> None:
    """A meeting called in time, opened, with everybody present."""
    rule = town.process.meetings
    ahead = max(rule.invitation_days, rule.public_notice_days) + 1
    starts = format_time(parse_time(town.at) + timedelta(days=ahead))
    kind = "group" if body else "public_hearing"
    facts = {"body": body} if body else {}
    town.do(
        coordinator(town), "call_meeting", meeting=name, kind=kind, starts_at=starts, place="Radnice",
        programme="Program", **facts,
    )  # fmt: skip
    town.at = starts
    attend(town, name, body)


def attend(town: Town, name: str, body: str | None) -> None:
    """The meeting opens and everybody is there."""
    town.do(coordinator(town), "open_meeting", meeting=name)
    seats = [seat.key for seat in town.seats(body)] if body else []
    town.do(coordinator(town), "record_attendance", meeting=name, seats=seats, substitutes=[], guests=3)


def part_ways(town: Town, name: str) -> None:
    """The meeting closes and its minutes are public."""
    town.do(coordinator(town), "close_meeting", meeting=name)
    town.do(coordinator(town), "publish_minutes", meeting=name, minutes="Zápis z jednání.")


def agree(town: Town, proposal: str, body: str, kind: str, subject: str, **facts: object) -> None:
    """The body is asked at a meeting of its own, and everybody agrees."""
    meeting = f"jednani-{proposal}"
    meet(town, meeting, body)
    ask(town, proposal, body, kind, subject, meeting, **facts)
    part_ways(town, meeting)


def ask(town: Town, proposal: str, body: str, kind: str, subject: str, meeting: str, **facts: object) -> None:
    """One question at an open meeting, and everybody agrees."""
    chair, call = facilitator(town), f"kolo-{proposal}"
    town.do(chair, "propose", proposal=proposal, body=body, kind=kind, subject=subject, question="Souhlasíte?", **facts)
    town.do(chair, "open_call", call=call, proposal=proposal, meeting=meeting)
    for seat in town.seats(body):
        town.do(seat.key, "take_position", call=call, position="agree")
    assert town.do(chair, "close_call", call=call).outcome() == "consensus"


def prepare(town: Town) -> None:
    """Everything the beginning needs, up to where drafting may begin."""
    steering = town.process.sign_off.body
    for rule in town.process.bodies:
        if rule.sides:
            town.do(CLERK, "constitute_body", body=rule.id)
            town.do(
                facilitator(town), "adopt_procedure", body=rule.id, procedure=digest_of_file("rad"),
                schedule=digest_of_file("harmonogram"),
            )  # fmt: skip
    council = town.process.deciding_councils[0].id
    town.do(
        CLERK, "record_mandate", mandate="usneseni", body=council, resolution="12-2020", day=town.at[:10], text="Ano."
    )
    town.do(CLERK, "record_stakeholder", stakeholder="klub", side="user", who="Klub", invited=True, reply="comes")
    agree(town, "listina", steering, "adopt_charter", "charter", text=digest_of_file("listina"))
    town.do(lead(town), "adopt_charter", charter=digest_of_file("listina"), proposal="listina")
    for rule in town.process.deliverables:
        if rule.stage == Stage.PREPARATION:
            hand_in(town, rule.id)
    approve_stage(town, "preparation")


def hand_in(town: Town, deliverable: str) -> None:
    """A deliverable is handed in, and approved where the process file says by whom."""
    file = digest_of_file(deliverable)
    town.do(coordinator(town), "deliver", deliverable=deliverable, file=file, about="Hotovo.")
    rule = town.process.deliverable(deliverable)
    if rule is not None and rule.approved_by is not None:
        agree(town, f"vystup-{deliverable}", rule.approved_by, "approve_deliverable", deliverable, text=file)
        town.do(lead(town), "approve_deliverable", deliverable=deliverable, proposal=f"vystup-{deliverable}")


def approve_stage(town: Town, stage: str, again: str = "") -> None:
    """The steering group approves what a stage produced."""
    agree(town, f"stupen-{stage}{again}", town.process.sign_off.body, "sign_off_stage", stage)
    town.do(lead(town), "sign_off_stage", of=stage, proposal=f"stupen-{stage}{again}")


def write(town: Town) -> None:
    """Drafting: needs, aims that answer them, and every part written, summed up, submitted and approved."""
    town.do(coordinator(town), "begin_drafting")
    area = town.process.areas[0].id
    town.do(coordinator(town), "record_need", need="potreba", area=area, source="survey", told="Chybí odlehčení.")
    for kind, name in (("priority", "priorita"), ("measure", "opatreni")):
        town.do(coordinator(town), "record_aim", aim=name, kind=kind, area=area, told="Zřídit.", needs=["potreba"])
    town.do(coordinator(town), "resource_measure", aim="opatreni", owner="Město", funding="sought", amount=900)
    for rule in town.process.parts:
        write_part(town, rule.id)
        town.do(coordinator(town), "submit_part", part=rule.id)
        approve_part(town, rule.id)
    for deliverable in town.process.deliverables:
        if deliverable.stage == Stage.DRAFTING:
            hand_in(town, deliverable.id)
    approve_stage(town, "drafting")


def write_part(town: Town, part: str) -> None:
    """A section with all the part must have, and a summary."""
    rule = town.process.part(part)
    assert rule is not None
    town.do(
        coordinator(town), "write_section", section=f"{part}-1", part=part, place=1, title="Oddíl",
        text=f"Text {part}.", covers=list(rule.contents),
    )  # fmt: skip
    town.do(coordinator(town), "write_summary", part=part, summary="Stručně.")


def approve_part(town: Town, part: str, again: str = "") -> None:
    """The steering group approves a part."""
    agree(town, f"cast-{part}{again}", town.process.sign_off.body, "sign_off_part", part)
    town.do(lead(town), "sign_off_part", part=part, proposal=f"cast-{part}{again}")


def post(town: Town) -> None:
    """The draft is posted; a hearing is called and the window is as long as it must be."""
    town.do(coordinator(town), "enter_steering")
    rule = town.process.comments
    starts = format_time(parse_time(town.at) + timedelta(days=rule.min_days_before_hearing + 1))
    town.do(
        coordinator(town), "call_meeting", meeting="projednani", kind="public_hearing", starts_at=starts, place="Sál",
        programme="Návrh",
    )  # fmt: skip
    closes = local_date(parse_time(town.at)) + timedelta(
        days=max(rule.min_days_total, rule.min_days_before_hearing + rule.min_days_after_hearing) + 4
    )
    town.do(coordinator(town), "post_draft", closes_on=closes.isoformat())


def listen(town: Town) -> None:
    """The window opens, a citizen comments on the web, the hearing is held."""
    town.do("clock", "open_comments")
    town.do("citizen", "raise_matter", kind="comment", told="Chybí lavička.", channel="web", side="public")
    town.at = next_hearing(town)
    attend(town, "projednani", None)
    part_ways(town, "projednani")


def next_hearing(town: Town) -> str:
    """When the hearing starts."""
    meeting = town.state.get(Meeting, f"{town.plan_key}/projednani")
    assert meeting is not None
    return meeting.starts_at


def close_window(town: Town) -> None:
    """The last second passes."""
    town.at = format_time(parse_time(town.plan.closes_at or town.at) + timedelta(seconds=1))
    town.do("clock", "close_comments")


def answer(town: Town, matter: str, group: str) -> None:
    """The group agrees on an explanation and the matter is settled."""
    town.do(
        coordinator(town), "draft_answer", matter=matter, disposition="explained", reason="Vysvětlujeme.", grounds=[]
    )
    agree(town, f"odpoved-{matter}", group, "settle_matter", matter)
    town.do(facilitator(town), "settle_matter", matter=matter, proposal=f"odpoved-{matter}")


def settle(town: Town) -> None:
    """Every comment gets its answer, and the text goes to the steering group for its last word."""
    for matter in town.state.find(Matter, plan=town.plan_key, open=True, due=True):
        answer(town, matter.key.split("/", 1)[1], town.process.working_groups[0].id)
    town.do(coordinator(town), "finish_resolving")


def submit(town: Town) -> None:
    """The last approval, each side's agreement, a review planned: to the councils."""
    approve_stage(town, "resolving")
    for rule in town.process.deliverables:
        if rule.stage == Stage.RESOLVING:
            hand_in(town, rule.id)
    steering = town.process.sign_off.body
    for side in (Side.USER, Side.PROVIDER, Side.COMMISSIONER):
        for scope in ("aims", "implementation"):
            town.do(f"{steering}/{side}-0", "agree_side", scope=scope)
    town.do(coordinator(town), "plan_review", on=f"{int(town.at[:4]) + 2}-06-01", who="Koordinátor")
    if town.process.support_check is not None:
        town.do(coordinator(town), "check_support", asked=52, accept=41)
    town.do(coordinator(town), "submit_to_councils", report="Předkládáme plán.")


def vote(town: Town, council: str, *, yes: int | None = None, resolution: str = "1") -> object:
    """A council votes; by default all of its members are there and say yes."""
    rule = town.process.council(council)
    assert rule is not None
    ayes = rule.members_total if yes is None else yes
    return town.do(
        f"{council}/zapis", "record_council_result", council=council, resolution=resolution, day=town.day,
        present=rule.members_total, yes=ayes, no=rule.members_total - ayes, abstain=0, not_voting=0, absent=0,
        conditions="none",
    )  # fmt: skip


def adopt(town: Town) -> None:
    """Boards recommend, councils approve, the plan is adopted."""
    for council in sorted(town.process.councils, key=lambda council: not council.recommends):
        vote(town, council.id)
    for rule in town.process.deliverables:
        if rule.stage == Stage.COUNCILS:
            hand_in(town, rule.id)
    town.do(coordinator(town), "adopt")


def begin(town: Town) -> None:
    """The first day of the plan's period."""
    town.at = max(town.at, f"{town.plan.from_year}-01-01T08:00:00Z")
    town.do("clock", "take_effect")


def chapter(town: Town, part: str) -> Part:
    """A part of the plan as it stands."""
    row = town.state.get(Part, town.plan_key + "/" + part)
    assert row is not None
    return row


# The steps in order, and the stage each leaves the plan in.
STEPS = (
    (found, Stage.PREPARATION),
    (prepare, Stage.PREPARATION),
    (write, Stage.DRAFTING),
    (post, Stage.POSTED),
    (listen, Stage.COMMENTING),
    (close_window, Stage.RESOLVING),
    (settle, Stage.FINAL_SIGNOFF),
    (submit, Stage.COUNCILS),
    (adopt, Stage.ADOPTED),
    (begin, Stage.IN_FORCE),
)


def lead_to(town: Town, stage: Stage) -> Town:
    """Walk the town along the ordinary way until its plan is in `stage` and that stage's own work is done."""
    for step, reached in STEPS:
        if MAIN_LINE.index(reached) > MAIN_LINE.index(stage):
            break
        step(town)
    if stage is Stage.STEERING:
        town.do(coordinator(town), "enter_steering")
    return town
