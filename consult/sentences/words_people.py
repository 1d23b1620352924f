"""Words for the closed lists about people, groups and how they decide.

Source strings, in English; the Czech ones stand in the catalogue.
"""

from collections.abc import Mapping

from django.utils.translation import pgettext_lazy

from consult.sentences.telling import Lazy

OF_PEOPLE: Mapping[str, Mapping[str, Lazy]] = {
    "side": {
        "user": pgettext_lazy("side", "users"),
        "provider": pgettext_lazy("side", "providers"),
        "commissioner": pgettext_lazy("side", "commissioners"),
        "public": pgettext_lazy("side", "the public"),
    },
    "side of": {
        "user": pgettext_lazy("side of", "users"),
        "provider": pgettext_lazy("side of", "providers"),
        "commissioner": pgettext_lazy("side of", "commissioners"),
        "public": pgettext_lazy("side of", "the public"),
    },
    "side for": {
        "user": pgettext_lazy("side for", "users"),
        "provider": pgettext_lazy("side for", "providers"),
        "commissioner": pgettext_lazy("side for", "commissioners"),
        "public": pgettext_lazy("side for", "the public"),
    },
    "position": {
        "agree": pgettext_lazy("position", "I agree"),
        "agree_with_reservations": pgettext_lazy("position", "I agree with reservations"),
        "stand_aside": pgettext_lazy("position", "I do not agree, but I do not stand in the way"),
        "block": pgettext_lazy("position", "I block adoption"),
    },
    "position told": {
        "agree": pgettext_lazy("position told", "agree"),
        "agree_with_reservations": pgettext_lazy("position told", "agree with reservations"),
        "stand_aside": pgettext_lazy("position told", "do not agree, but do not stand in the way"),
        "block": pgettext_lazy("position told", "block"),
        "yes": pgettext_lazy("position told", "for"),
        "no": pgettext_lazy("position told", "against"),
        "abstain": pgettext_lazy("position told", "abstained"),
        "silent": pgettext_lazy("position told", "took no position"),
        "absent": pgettext_lazy("position told", "absent"),
    },
    "ballot": {
        "yes": pgettext_lazy("ballot", "for"),
        "no": pgettext_lazy("ballot", "against"),
        "abstain": pgettext_lazy("ballot", "I abstain"),
    },
    "block ground": {
        "violates_charter": pgettext_lazy("block ground", "It breaks the charter"),
        "harms_target_group": pgettext_lazy("block ground", "It harms those it is for"),
        "unlawful": pgettext_lazy("block ground", "It is against the law"),
        "unfeasible": pgettext_lazy("block ground", "It cannot be done"),
        "other": pgettext_lazy("block ground", "something else"),
    },
    "outcome": {
        "done": pgettext_lazy("outcome", "done"),
        "consensus": pgettext_lazy("outcome", "adopted by agreement"),
        "no_consensus": pgettext_lazy("outcome", "no agreement"),
        "inconclusive": pgettext_lazy("outcome", "does not count"),
        "pass": pgettext_lazy("outcome", "adopted by vote"),
        "fail": pgettext_lazy("outcome", "not adopted in a vote"),
        "inquorate": pgettext_lazy("outcome", "too few to decide"),
        "refused": pgettext_lazy("outcome", "refused"),
    },
    "method": {
        "consensus": pgettext_lazy("method", "by agreement"),
        "vote": pgettext_lazy("method", "by vote"),
        "none": pgettext_lazy("method", "without a decision of a group"),
    },
    "scope": {
        "aims": pgettext_lazy("scope", "the aims"),
        "implementation": pgettext_lazy("scope", "the way they are carried out"),
    },
    "scope with": {
        "aims": pgettext_lazy("scope with", "with the aims"),
        "implementation": pgettext_lazy("scope with", "with the way the aims are carried out"),
    },
    "question": {
        "adopt_charter": pgettext_lazy("question", "adopt the charter"),
        "sign_off_part": pgettext_lazy("question", "approve a part of the plan"),
        "sign_off_stage": pgettext_lazy("question", "approve what came out of a stage"),
        "settle_matter": pgettext_lazy("question", "settle a comment"),
        "settle_dispute": pgettext_lazy("question", "decide on a comment insisted on"),
        "grant_exception": pgettext_lazy("question", "grant an exception"),
        "amend_process": pgettext_lazy("question", "change the rules of the process"),
        "approve_deliverable": pgettext_lazy("question", "approve a piece of work"),
        "change_measure": pgettext_lazy("question", "change a measure"),
        "action_plan": pgettext_lazy("question", "adopt the action plan of a year"),
        "confirm_side": pgettext_lazy("question", "confirm for whom a member speaks"),
        "other": pgettext_lazy("question", "something else"),
    },
    "founded body": {
        "steering_group": pgettext_lazy("founded body", "steering group"),
        "working_group": pgettext_lazy("founded body", "working group"),
        "consultative_group": pgettext_lazy("founded body", "consultative group"),
        "delivery_team": pgettext_lazy("founded body", "delivery team"),
        "executive_board": pgettext_lazy("founded body", "executive board"),
        "council": pgettext_lazy("founded body", "council"),
    },
    "body": {
        "steering_group": pgettext_lazy("body", "steering group"),
        "working_group": pgettext_lazy("body", "working group"),
        "consultative_group": pgettext_lazy("body", "consultative group"),
        "delivery_team": pgettext_lazy("body", "delivery team"),
        "executive_board": pgettext_lazy("body", "executive board"),
        "council": pgettext_lazy("body", "council"),
        "office": pgettext_lazy("body", "office"),
    },
    "admission": {
        "open": pgettext_lazy("admission", "open to everybody"),
        "appointed": pgettext_lazy("admission", "by appointment"),
        "derived": pgettext_lazy("admission", "from members of other groups"),
    },
    "role": {
        "member": pgettext_lazy("role", "member"),
        "lead": pgettext_lazy("role", "lead of the group"),
        "facilitator": pgettext_lazy("role", "facilitator"),
        "minute_taker": pgettext_lazy("role", "minute-taker"),
        "coordinator": pgettext_lazy("role", "coordinator"),
        "methodologist": pgettext_lazy("role", "methodologist"),
        "project_manager": pgettext_lazy("role", "project manager"),
        "town_contact": pgettext_lazy("role", "contact person of the town"),
        "clerk": pgettext_lazy("role", "clerk of the office"),
    },
    "ending": {
        "resignation": pgettext_lazy("ending", "resignation"),
        "death": pgettext_lazy("ending", "death"),
        "end_of_term": pgettext_lazy("ending", "end of the term"),
        "removal": pgettext_lazy("ending", "removal"),
    },
    "attempt": {
        "amend": pgettext_lazy("attempt", "changing the text"),
        "mediate": pgettext_lazy("attempt", "mediation"),
        "refer": pgettext_lazy("attempt", "referring it elsewhere"),
        "split": pgettext_lazy("attempt", "splitting it"),
        "park": pgettext_lazy("attempt", "putting it aside"),
    },
    "proposal status": {
        "open": pgettext_lazy("proposal status", "open"),
        "agreed": pgettext_lazy("proposal status", "agreed"),
        "adopted_by_vote": pgettext_lazy("proposal status", "adopted by vote"),
        "failed": pgettext_lazy("proposal status", "not adopted"),
        "withdrawn": pgettext_lazy("proposal status", "withdrawn"),
        "parked": pgettext_lazy("proposal status", "put aside"),
        "referred": pgettext_lazy("proposal status", "referred elsewhere"),
        "split": pgettext_lazy("proposal status", "split"),
    },
    "application status": {
        "open": pgettext_lazy("application status", "waiting"),
        "admitted": pgettext_lazy("application status", "accepted"),
        "refused": pgettext_lazy("application status", "refused"),
    },
    "call": {
        "consensus": pgettext_lazy("call", "round of agreement"),
        "vote": pgettext_lazy("call", "vote"),
        "consent": pgettext_lazy("call", "summary approval"),
    },
    "decides": {
        "consensus_first": pgettext_lazy("decides", "looks for agreement first"),
        "vote_only": pgettext_lazy("decides", "decides by vote"),
        "advisory": pgettext_lazy("decides", "advises"),
    },
    "empty side": {
        "vacancy": pgettext_lazy("empty side", "nobody is seated for it"),
        "absence": pgettext_lazy("empty side", "stayed away"),
        "conflict": pgettext_lazy("empty side", "conflict of interest"),
        "exception": pgettext_lazy("empty side", "exception granted"),
    },
    "pen": {
        "operator": pgettext_lazy("pen", "whoever runs this site"),
        "clock": pgettext_lazy("pen", "the calendar by itself"),
        "anyone": pgettext_lazy("pen", "anybody, without an account"),
        "clerk": pgettext_lazy("pen", "the clerk of the office"),
        "team": pgettext_lazy("pen", "the coordinator (or another lead) of the delivery team"),
        "chair": pgettext_lazy("pen", "the facilitator (or lead) of the group"),
        "scribe": pgettext_lazy("pen", "the minute-taker"),
        "member": pgettext_lazy("pen", "any voting member of the group that decides"),
        "steering": pgettext_lazy("pen", "whoever leads the steering group or takes its minutes"),
        "group": pgettext_lazy("pen", "any member of a working group"),
        "council_clerk": pgettext_lazy("pen", "the clerk of that council"),
        "holder": pgettext_lazy("pen", "any member, for themselves"),
    },
    "flag": {
        "yes": pgettext_lazy("flag", "yes"),
        "no": pgettext_lazy("flag", "no"),
    },
}
