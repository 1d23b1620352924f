"""Every obstacle there is, and what it rests on.

`GROUNDS` is the closed list. An obstacle rests on plain ORDER (the act does not fit where things are), on LAW (nobody
can waive it), or on the CHARTER (a principle; the steering group may grant an exception, recorded and shown for ever).
The last column names the act that helps, so that a page can say who can do it.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from workflow.rules.case import Obstacle, plain
from workflow.rules.quorum import Reason


class Rest(StrEnum):
    """What an obstacle rests on."""

    ORDER = "order"
    LAW = "law"
    CHARTER = "charter"


class Ground(NamedTuple):
    """What one obstacle code rests on and which act helps."""

    rest: Rest
    principle: int | None = None
    law: str | None = None
    remedy: str | None = None


P87, P92, P93, P95 = "128/2000 § 87", "128/2000 § 92", "128/2000 § 93", "128/2000 § 95"

GROUNDS: Mapping[str, Ground] = {
    # who acts
    "seat_unknown": Ground(Rest.ORDER, None, None, "fill_seat"),
    "seat_vacant": Ground(Rest.ORDER, None, None, "fill_seat"),
    "seat_lapsed": Ground(Rest.ORDER, 7, None, "fill_seat"),
    "not_the_holder": Ground(Rest.LAW, 7),
    "not_your_pen": Ground(Rest.LAW, 7),
    # when and where
    "clock_went_back": Ground(Rest.LAW, 8),
    "happened_later": Ground(Rest.ORDER, 8),
    "no_territory": Ground(Rest.ORDER, None, None, "found_territory"),
    "already_founded": Ground(Rest.ORDER),
    "plan_needed": Ground(Rest.ORDER, None, None, "create_plan"),
    "plan_unknown": Ground(Rest.ORDER, None, None, "create_plan"),
    "no_plan_wanted": Ground(Rest.ORDER),
    "process_unknown": Ground(Rest.ORDER, 8),
    "wrong_stage": Ground(Rest.ORDER, 8),
    "suspended": Ground(Rest.ORDER, 8, None, "resume"),
    "not_suspended": Ground(Rest.ORDER),
    "stale": Ground(Rest.ORDER, 8),
    "unknown": Ground(Rest.ORDER),
    "taken": Ground(Rest.ORDER),
    "facts_do_not_fit": Ground(Rest.ORDER),
    "not_in_process": Ground(Rest.ORDER, 8, None, "amend_process"),
    "no_change": Ground(Rest.ORDER),
    "already_ended": Ground(Rest.ORDER, 8),
    "out_of_range": Ground(Rest.ORDER),
    "extract_missing": Ground(Rest.LAW, None, P95),
    # bodies
    "side_missing": Ground(Rest.LAW, 3, None, "fill_seat"),
    "already_constituted": Ground(Rest.ORDER),
    "not_constituted": Ground(Rest.ORDER, 7, None, "constitute_body"),
    "person_has_seat": Ground(Rest.LAW, 7),
    "seat_filled": Ground(Rest.ORDER),
    "members_missing": Ground(Rest.LAW, None, P87, "fill_seat"),
    "not_in_working_group": Ground(Rest.CHARTER, 3, None, "fill_seat"),
    "group_not_represented": Ground(Rest.CHARTER, 3, None, "fill_seat"),
    "open_group": Ground(Rest.CHARTER, 2),
    "procedure_missing": Ground(Rest.CHARTER, 8, None, "adopt_procedure"),
    "council_body_missing": Ground(Rest.LAW, None, P87, "establish_body"),
    # the territory
    "municipality_not_member": Ground(Rest.ORDER, None, None, "admit_municipality"),
    "municipality_left": Ground(Rest.LAW, 1, None, "amend_process"),
    "not_a_party": Ground(Rest.ORDER, 1, None, "record_agreement"),
    "wrong_agreement": Ground(Rest.ORDER, None, None, "record_agreement"),
    "not_past": Ground(Rest.ORDER, 8),
    # foundations of the plan
    "no_mandate": Ground(Rest.CHARTER, 2, None, "record_mandate"),
    "no_charter": Ground(Rest.CHARTER, 1, None, "adopt_charter"),
    "no_stakeholders": Ground(Rest.CHARTER, 2, None, "record_stakeholder"),
    "no_steering_group": Ground(Rest.LAW, 1, None, "constitute_body"),
    "no_working_group": Ground(Rest.LAW, 3, None, "constitute_body"),
    "deliverable_missing": Ground(Rest.CHARTER, 8, None, "deliver"),
    "deliverable_not_approved": Ground(Rest.CHARTER, 8, None, "approve_deliverable"),
    "need_missing": Ground(Rest.CHARTER, 9, None, "record_need"),
    "aim_untraced": Ground(Rest.CHARTER, 9, None, "trace_aim"),
    "measure_without_means": Ground(Rest.CHARTER, 11, None, "resource_measure"),
    "measure_without_owner": Ground(Rest.CHARTER, 1, None, "resource_measure"),
    "not_ranked": Ground(Rest.ORDER, 7),
    "ranked_twice": Ground(Rest.LAW, 7),
    "ranking_does_not_follow": Ground(Rest.LAW, 8),
    "no_review_plan": Ground(Rest.CHARTER, 10, None, "plan_review"),
    "side_agreement_missing": Ground(Rest.CHARTER, 1, None, "agree_side"),
    "periods_overlap": Ground(Rest.ORDER, 10),
    "period_gap": Ground(Rest.CHARTER, 10),
    "not_carried_over": Ground(Rest.CHARTER, 10, None, "carry_over"),
    # text and sign-off
    "part_unknown": Ground(Rest.ORDER),
    "part_empty": Ground(Rest.ORDER, None, None, "write_section"),
    "part_not_open": Ground(Rest.ORDER, 8),
    "part_not_submitted": Ground(Rest.ORDER, 8, None, "submit_part"),
    "part_not_approved": Ground(Rest.CHARTER, 8, None, "sign_off_part"),
    "earlier_part_not_approved": Ground(Rest.CHARTER, 8, None, "sign_off_part"),
    "checklist_missing": Ground(Rest.CHARTER, 8, None, "write_section"),
    "summary_missing": Ground(Rest.CHARTER, 3, None, "write_summary"),
    "remark_unanswered": Ground(Rest.LAW, 8, None, "settle_matter"),
    "stage_not_approved": Ground(Rest.CHARTER, 8, None, "sign_off_stage"),
    "no_users_in_group": Ground(Rest.CHARTER, 3, None, "fill_seat"),
    # deciding
    "not_decided": Ground(Rest.LAW, 4, None, "close_call"),
    "decided_on_another_text": Ground(Rest.LAW, 8, None, "propose"),
    "wrong_question": Ground(Rest.ORDER, 4, None, "propose"),
    "proposal_not_open": Ground(Rest.ORDER, 4),
    "call_open": Ground(Rest.ORDER, 4, None, "close_call"),
    "call_closed": Ground(Rest.ORDER, 4),
    "call_not_over": Ground(Rest.ORDER, 6),
    "not_on_agenda": Ground(Rest.ORDER, 4),
    "attempt_missing": Ground(Rest.CHARTER, 4, None, "record_attempt"),
    "body_votes_only": Ground(Rest.LAW, 4, P87),
    "body_only_advises": Ground(Rest.LAW, 4),
    "too_few_failed_rounds": Ground(Rest.LAW, 4, None, "open_call"),
    "last_round_on_other_text": Ground(Rest.LAW, 4, None, "open_call"),
    "statement_missing": Ground(Rest.LAW, 4, None, "state_disagreement"),
    "too_few_sides_request": Ground(Rest.LAW, 4, None, "request_vote"),
    "text_already_voted_down": Ground(Rest.LAW, 4, None, "amend_proposal"),
    "vote_in_writing": Ground(Rest.LAW, 4),
    "written_not_allowed": Ground(Rest.LAW, 4),
    "written_deadline_too_short": Ground(Rest.LAW, 6),
    "meeting_demanded": Ground(Rest.LAW, 6, None, "call_meeting"),
    "meeting_not_open": Ground(Rest.ORDER, 5, None, "open_meeting"),
    "seat_not_counted": Ground(Rest.LAW, 7),
    "holder_may_not_speak": Ground(Rest.LAW, 7),
    "seat_already_spoken_for": Ground(Rest.LAW, 7),
    "reason_missing": Ground(Rest.LAW, 8),
    "ground_missing": Ground(Rest.LAW, 4),
    "ground_unknown": Ground(Rest.LAW, 4),
    "side_speaks_for_itself": Ground(Rest.LAW, 1, None, "agree_side"),
    "vote_is_not_agreement": Ground(Rest.LAW, 1, None, "agree_side"),
    # why a call came out as it did: said of outcomes, never an obstacle of an act
    "quorum_of_seats": Ground(Rest.LAW, 7),
    "side_absent": Ground(Rest.CHARTER, 3),
    "side_conflicted": Ground(Rest.CHARTER, 7, None, "grant_exception"),
    "blocked": Ground(Rest.LAW, 4),
    "too_few_agrees": Ground(Rest.LAW, 4),
    "too_many_stand_asides": Ground(Rest.LAW, 4),
    "side_without_agree": Ground(Rest.LAW, 1),
    "too_few_yes": Ground(Rest.LAW, 4),
    "side_without_yes": Ground(Rest.LAW, 1),
    # meetings
    "invitation_late": Ground(Rest.CHARTER, 5, None, "call_meeting"),
    "meeting_not_announced": Ground(Rest.CHARTER, 5, None, "call_meeting"),
    "meeting_over": Ground(Rest.ORDER),
    "process_record_missing": Ground(Rest.CHARTER, 8, None, "publish_minutes"),
    # posting and comments
    "hearing_missing": Ground(Rest.CHARTER, 5, None, "call_meeting"),
    "hearing_too_soon": Ground(Rest.CHARTER, 5, None, "call_meeting"),
    "window_too_short": Ground(Rest.CHARTER, 5),
    "closes_too_soon_after_hearing": Ground(Rest.CHARTER, 5, None, "extend_comments"),
    "window_not_open": Ground(Rest.ORDER, 6),
    "window_still_open": Ground(Rest.CHARTER, 6),
    "shortening": Ground(Rest.LAW, 6),
    "comments_refused": Ground(Rest.ORDER, 6),
    "channel_unknown": Ground(Rest.ORDER, 2),
    "matter_covered": Ground(Rest.ORDER, 2, None, "release_matter"),
    "lane_not_open": Ground(Rest.ORDER, 4, None, "open_lane"),
    "not_answered_yet": Ground(Rest.ORDER, 8, None, "settle_matter"),
    "recording_missing": Ground(Rest.ORDER),
    "judge_in_own_cause": Ground(Rest.LAW, 2, None, "uphold_hiding"),
    "stands_for_others": Ground(Rest.ORDER),
    "insisting_not_offered": Ground(Rest.ORDER, 6),
    "refusal_without_ground": Ground(Rest.LAW, 2),
    # settling
    "matter_settled": Ground(Rest.ORDER, 8, None, "reopen_matter"),
    "matter_open": Ground(Rest.LAW, 8, None, "settle_matter"),
    "late_matter_open": Ground(Rest.LAW, 6, None, "carry_matters"),
    "change_missing": Ground(Rest.LAW, 8, None, "write_section"),
    "destination_missing": Ground(Rest.LAW, 2),
    "duplicate_of_itself": Ground(Rest.ORDER, 8),
    "no_funds_alone": Ground(Rest.CHARTER, 11),
    "not_late": Ground(Rest.LAW, 6, None, "settle_matter"),
    "dispute_open": Ground(Rest.LAW, 1, None, "settle_dispute"),
    "not_disputed": Ground(Rest.ORDER),
    # councils
    "counts_do_not_add_up": Ground(Rest.LAW, None, P87, "record_council_result"),
    "annex_missing": Ground(Rest.LAW, 5, P95),
    "resolution_used": Ground(Rest.LAW, None, P95, "record_council_result"),
    "board_first": Ground(Rest.CHARTER, 8, None, "record_council_result"),
    "already_approved": Ground(Rest.ORDER, None, P87),
    "council_not_decided": Ground(Rest.LAW, 4, P87, "record_council_result"),
    "council_rejected": Ground(Rest.LAW, 4, P87, "return_from_councils"),
    "council_still_asked": Ground(Rest.LAW, 4, P87, "record_council_result"),
    "nothing_to_return": Ground(Rest.ORDER),
    "not_yet_in_period": Ground(Rest.ORDER),
    "support_too_low": Ground(Rest.CHARTER, 1, None, "check_support"),
    # programme
    "programme_over": Ground(Rest.ORDER, 8),
    "wrong_standing": Ground(Rest.ORDER, 8),
    "not_joined": Ground(Rest.ORDER, 1, None, "join_town"),
    "file_missing": Ground(Rest.LAW, 8),
    "gate_not_reached": Ground(Rest.ORDER, 8, None, "count_town"),
    "earlier_gate_open": Ground(Rest.ORDER, 8, None, "pass_gate"),
    "target_missed": Ground(Rest.ORDER, 8, None, "abandon_programme"),
    "book_unknown": Ground(Rest.ORDER, 8, None, "count_external"),
    "reference_forged": Ground(Rest.LAW, 8),
    "reference_does_not_fit": Ground(Rest.ORDER, 8),
    "sources_missing": Ground(Rest.CHARTER, 8, None, "include_source"),
    # keeping
    "charter_guard_unknown": Ground(Rest.LAW, 8),
    "entry_unknown": Ground(Rest.ORDER, 8),
}

LIFTABLE = frozenset(code for code, ground in GROUNDS.items() if ground.rest is Rest.CHARTER)


def missing(code: str, **facts: str | int | None) -> Obstacle:
    """The obstacle with this code, with what it rests on looked up."""
    ground = GROUNDS[code]
    return Obstacle(code, ground.principle, ground.law, plain(facts))


def by_charter(reasons: Iterable[Reason]) -> Iterator[Obstacle]:
    """Reasons of the charter as obstacles; the article is one of the facts."""
    for reason in reasons:
        yield missing(reason.code, article=reason.article, **dict(reason.facts))
