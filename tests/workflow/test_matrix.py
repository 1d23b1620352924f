"""Every act, in every stage, of every town file, by everybody: refused with reasons or done, and nothing else."""

from contextlib import suppress
from functools import lru_cache

import pytest

from tests.anything import some_facts, tried
from tests.cast import Memory, Refused, Town
from tests.towns import TOWN_FILES, process_of
from tests.walk import coordinator, facilitator, lead, lead_to
from tests.workflow.talk import somebody
from workflow.replay import replay
from workflow.rules.act import ACTS, Act, FactsError, is_of_territory
from workflow.rules.authority import AUTHORITY, RELAY
from workflow.rules.case import Standing
from workflow.rules.lifecycle import ENDS, MAIN_LINE, SOURCES, TARGETS, TRANSITIONS, Stage
from workflow.rules.obstacles import GROUNDS
from workflow.rules.pens import Pen

STAGES = [*MAIN_LINE, Stage.WITHDRAWN]


@lru_cache
def book_of(town_file: str, stage: Stage) -> Memory:
    """A town whose plan is in this stage."""
    if stage is Stage.WITHDRAWN:
        town = lead_to(Memory(process_of(town_file)), Stage.PREPARATION)
        town.do("office/clerk", "withdraw_plan", reason="Nejde to.")
    else:
        town = lead_to(Memory(process_of(town_file)), stage)
    said_around(town)
    assert isinstance(town, Memory) and town.plan.stage == stage
    return town


def said_around(town: Town) -> None:
    """Where it may be: a reply, a request for help, a hidden comment; so that every act has something to be about."""
    for who, act, facts in (
        (somebody("Jana"), "raise_matter", {"kind": "suggestion", "told": "A?", "channel": "web", "side": "public"}),
        (somebody("Olga"), "reply_to_matter", {"matter": "1", "told": "Ano.", "lane": "reply"}),
        (somebody("Dana"), "ask_for_help", {"kind": "transport"}),
    ):
        with suppress(Refused):
            town.do(who, act, **facts)


def copy_of(town: Memory) -> Memory:
    """The same town, replayed from its book, so that what is tried on it leaves the other alone."""
    twin = Memory(town.process, territory=town.territory, plan=town.plan_key, at=town.at)
    twin.state = replay(town.leaves, {town.process.digest: town.process}).state
    twin.leaves, twin.texts = list(town.leaves), dict(town.texts)
    return twin


def people(town: Memory) -> list[str | Standing]:
    """One of each kind of person."""
    group = town.seats(town.process.working_groups[0].id)[0].key
    council = town.process.councils[0].id
    return [
        "operator", "clock", "citizen", somebody("Jana"), "office/clerk", coordinator(town), facilitator(town),
        lead(town), group, f"{council}/zapis",
    ]  # fmt: skip


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("town_file", TOWN_FILES)
def test_whoever_tries_whatever_whenever_is_told_what_is_missing_or_it_is_done(town_file: str, stage: Stage) -> None:
    town = book_of(town_file, stage)
    twin = copy_of(town)
    for act in ACTS:
        for who in people(town):
            before = twin.plan.stage
            outcome = tried(twin, who, act)
            if isinstance(outcome, FactsError):
                assert outcome.flaws
            if isinstance(outcome, Refused):
                assert outcome.obstacles and set(outcome.codes) <= set(GROUNDS)
            if not isinstance(outcome, Act):
                assert twin.plan.stage == before
                continue
            assert may_have_done(act, who, town)
            after = twin.plan.stage
            assert after == before or TARGETS[act, Stage(before)] == after
            twin = copy_of(town)


def may_have_done(act: str, who: str | Standing, town: Memory) -> bool:
    """Whether the one authority table lets somebody of this kind hold the pen of the act."""
    pens = set(AUTHORITY[act])
    held: set[Pen] = {
        "operator": {Pen.OPERATOR},
        "clock": {Pen.CLOCK},
        "citizen": {Pen.ANYONE},
        somebody("Jana"): {Pen.ANYONE},
        "office/clerk": {Pen.CLERK, Pen.HOLDER},
        coordinator(town): {Pen.TEAM, Pen.CHAIR, Pen.SCRIBE, Pen.HOLDER},
        facilitator(town): {Pen.CHAIR, Pen.HOLDER},
        lead(town): {Pen.STEERING, Pen.CHAIR, Pen.SCRIBE, Pen.MEMBER, Pen.HOLDER},
    }.get(who, {Pen.GROUP, Pen.MEMBER, Pen.HOLDER, Pen.COUNCIL_CLERK})
    return bool(pens & held)


def test_every_act_stands_in_the_one_authority_table() -> None:
    assert set(AUTHORITY) == set(ACTS)
    assert set(RELAY) <= set(ACTS)
    assert all(pens for pens in AUTHORITY.values())


def test_every_arrow_of_the_lifecycle_is_taken_by_an_act_and_no_act_takes_another() -> None:
    assert set(SOURCES) <= set(ACTS)
    assert len({(move.act, move.source) for move in TRANSITIONS}) == len(TRANSITIONS)
    for act, sources in SOURCES.items():
        assert not is_of_territory(ACTS[act])
        assert set(sources) <= set(ACTS[act].STAGES)


@pytest.mark.parametrize("town_file", TOWN_FILES)
def test_from_every_stage_an_end_is_reachable(town_file: str) -> None:
    for stage in MAIN_LINE:
        reached = {stage}
        grown = True
        while grown:
            more = {move.target for move in TRANSITIONS if move.source in reached} - reached
            reached |= more
            grown = bool(more)
        assert reached & ENDS, stage
    assert book_of(town_file, Stage.IN_FORCE).plan.stage == Stage.IN_FORCE


@pytest.mark.parametrize("stage", MAIN_LINE[: MAIN_LINE.index(Stage.ADOPTED)])
def test_a_plan_can_be_withdrawn_from_wherever_no_council_has_the_last_word(stage: Stage) -> None:
    town = copy_of(book_of("susice", stage))
    town.do("office/clerk", "withdraw_plan", reason="Nejde to.")
    assert town.plan.stage == Stage.WITHDRAWN


def test_a_resting_plan_refuses_everything_but_going_on_and_giving_up() -> None:
    town = copy_of(book_of("susice", Stage.DRAFTING))
    town.do("office/clerk", "suspend", reason="Volby.")
    for act, kind in ACTS.items():
        if is_of_territory(kind) or act in ("resume", "withdraw_plan"):
            continue
        with pytest.raises((Refused, FactsError)):
            town.do(coordinator(town), act, **some_facts(town, act))
    town.do("office/clerk", "resume", reason="Po volbách.")
    assert not town.plan.suspended
