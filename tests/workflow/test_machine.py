"""A town where anybody may try anything at any time: whatever order things come in, the house's promises hold."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.anything import tried
from tests.cast import PLAN, Memory, Refused
from tests.towns import TOWN_FILES, process_of
from tests.walk import coordinator, facilitator, lead, lead_to
from tests.workflow.talk import somebody
from workflow.replay import replay
from workflow.rules.act import ACTS, FactsError
from workflow.rules.case import Standing
from workflow.rules.lifecycle import ENDS, MAIN_LINE, TRANSITIONS, Stage
from workflow.rules.rows import Joiner, Matter, Proposal, Reply, SignOff
from workflow.trail.canonical import loads

OFTEN = [
    "raise_matter", "draft_answer", "propose", "open_call", "take_position", "close_call", "settle_matter",
    "record_attempt", "state_disagreement", "request_vote", "open_vote", "cast_ballot", "close_vote", "write_section",
    "call_meeting", "open_meeting", "close_meeting", "publish_minutes", "fill_seat", "end_seat", "declare_conflict",
    "join_matter", "reply_to_matter", "open_lane", "answer_back", "disown_matter", "ask_for_help", "answer_help",
    "hold_matter", "release_matter", "hide_matter", "show_matter", "appeal_hiding", "uphold_hiding", "hide_reply",
    "show_reply", "split_matter", "confirm_alike", "split_alike",
]  # fmt: skip
ARROWS = [move.act for move in TRANSITIONS]


class AnybodyTriesAnything(RuleBasedStateMachine):
    """People of all kinds try acts in a random order, with facts that fit or nearly fit."""

    @initialize(town_file=st.sampled_from(TOWN_FILES), stage=st.sampled_from(MAIN_LINE))
    def a_plan_on_its_way(self, town_file: str, stage: Stage) -> None:
        self.town = Memory(process_of(town_file))
        lead_to(self.town, stage)

    def people(self) -> list[str | Standing]:
        """One of each kind of person, and everybody of one group."""
        group, council = self.town.process.working_groups[0].id, self.town.process.councils[0].id
        return [
            "clock", "citizen", somebody("Jana"), "office/clerk", coordinator(self.town), facilitator(self.town),
            lead(self.town), f"{council}/zapis", *(seat.key for seat in self.town.seats(group)),
        ]  # fmt: skip

    @rule(
        act=st.one_of(st.sampled_from(OFTEN), st.sampled_from(ARROWS), st.sampled_from(sorted(ACTS))),
        who=st.integers(0, 30),
        nth=st.integers(0, 6),
    )
    def somebody_tries_something(self, act: str, who: int, nth: int) -> None:
        people = self.people()
        before = self.town.plan.stage
        outcome = tried(self.town, people[who % len(people)], act, nth)
        if isinstance(outcome, Refused):
            assert outcome.obstacles
            assert self.town.plan.stage == before
        if isinstance(outcome, FactsError):
            assert outcome.flaws

    @rule(hours=st.sampled_from([1, 26, 24 * 9, 24 * 40]))
    def time_passes(self, hours: int) -> None:
        self.town.clock(hours=hours)

    @invariant()
    def the_stage_is_explained_by_the_entry_it_came_from(self) -> None:
        plan = self.town.plan
        entry = loads(self.town.leaves[plan.stage_entry])
        assert isinstance(entry, dict)
        assert entry["stage"] == plan.stage and entry["plan"] == PLAN
        assert plan.stage in (Stage.IN_FORCE, *ENDS) or any(move.source == plan.stage for move in TRANSITIONS)

    @invariant()
    def nothing_is_adopted_by_vote_without_a_failed_search_for_consensus(self) -> None:
        least = self.town.process.charter.min_rounds_before_vote
        for proposal in self.town.state.find(Proposal, plan=PLAN):
            assert proposal.status != "adopted_by_vote" or proposal.failed_rounds >= least

    @invariant()
    def every_matter_keeps_its_number_and_has_at_most_one_end(self) -> None:
        matters = self.town.state.find(Matter, plan=PLAN)
        numbers = sorted({matter.number for matter in matters})
        assert numbers == list(range(1, self.town.plan.matters + 1))
        assert all((matter.disposition is None) == matter.open for matter in matters)

    @invariant()
    def whoever_joined_or_replied_is_counted_and_nothing_is_appealed_that_everybody_reads(self) -> None:
        for row in self.town.state.find(Matter, plan=PLAN):
            assert row.joiners == self.town.state.count(Joiner, matter=row.key)
            assert row.replies == self.town.state.count(Reply, matter=row.key)
            assert not row.appealed or row.held or row.hidden

    @invariant()
    def whoever_stands_for_others_stands_in_their_group(self) -> None:
        for row in self.town.state.find(Matter, plan=PLAN):
            first = self.town.state.get(Matter, row.alike) if row.alike else None
            assert row.alike is None or (first is not None and first.alike == first.key and not row.point)

    @invariant()
    def at_most_one_approval_of_a_thing_holds(self) -> None:
        valid = [sign.scope for sign in self.town.state.find(SignOff, plan=PLAN) if sign.valid]
        assert len(valid) == len(set(valid))

    def teardown(self) -> None:
        """A stranger who replays the book arrives at the same rows."""
        town = getattr(self, "town", None)
        if town is None:
            return
        told = replay(town.leaves, {town.process.digest: town.process})
        assert told.read == len(town.leaves)
        assert list(told.state.dump()) == list(town.state.dump())


AnybodyTriesAnything.TestCase.settings = settings(
    max_examples=120, stateful_step_count=60, deadline=None, suppress_health_check=list(HealthCheck)
)
TestAnybodyTriesAnything = AnybodyTriesAnything.TestCase
