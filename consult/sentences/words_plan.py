"""Words for the closed lists about plan, text, comments and councils.

Source strings, in English; the Czech ones stand in the catalogue.
"""

from collections.abc import Mapping

from django.utils.translation import pgettext_lazy

from consult.sentences.telling import Lazy

OF_PLANS: Mapping[str, Mapping[str, Lazy]] = {
    "stage": {
        "preparation": pgettext_lazy("stage", "preparation"),
        "drafting": pgettext_lazy("stage", "drafting"),
        "steering": pgettext_lazy("stage", "steering group"),
        "posted": pgettext_lazy("stage", "posted"),
        "commenting": pgettext_lazy("stage", "comments"),
        "resolving": pgettext_lazy("stage", "settling of comments"),
        "final_signoff": pgettext_lazy("stage", "final approval"),
        "councils": pgettext_lazy("stage", "councils"),
        "adopted": pgettext_lazy("stage", "adopted"),
        "in_force": pgettext_lazy("stage", "in force"),
        "withdrawn": pgettext_lazy("stage", "given up"),
        "superseded": pgettext_lazy("stage", "followed by the next plan"),
    },
    "matter": {
        "comment": pgettext_lazy("matter", "comment"),
        "suggestion": pgettext_lazy("matter", "suggestion"),
        "question": pgettext_lazy("matter", "question"),
        "steering_remark": pgettext_lazy("matter", "remark of the steering group"),
    },
    "disposition": {
        "accepted": pgettext_lazy("disposition", "accepted"),
        "accepted_in_part": pgettext_lazy("disposition", "accepted in part"),
        "not_accepted": pgettext_lazy("disposition", "not accepted"),
        "explained": pgettext_lazy("disposition", "explained"),
        "noted": pgettext_lazy("disposition", "noted"),
        "out_of_scope": pgettext_lazy("disposition", "outside the plan, passed on"),
        "duplicate_of": pgettext_lazy("disposition", "same as another one"),
    },
    "disposition more": {
        "carried": pgettext_lazy("disposition more", "carried over to the next plan"),
        "split": pgettext_lazy("disposition more", "split into points"),
    },
    "reason ground": {
        "contrary_to_need": pgettext_lazy("reason ground", "contrary to a need found"),
        "already_covered": pgettext_lazy("reason ground", "already in the plan"),
        "unlawful": pgettext_lazy("reason ground", "against the law"),
        "other_competence": pgettext_lazy("reason ground", "belongs to somebody else"),
        "not_agreed": pgettext_lazy("reason ground", "no agreement on it"),
        "no_funds": pgettext_lazy("reason ground", "no money"),
    },
    "reply": {
        "none": pgettext_lazy("reply", "no answer yet"),
        "comes": pgettext_lazy("reply", "takes part"),
        "declines": pgettext_lazy("reply", "does not take part"),
    },
    "help": {
        "transport": pgettext_lazy("help", "transport"),
        "companion": pgettext_lazy("help", "companion"),
        "interpreter": pgettext_lazy("help", "interpreter"),
        "easy_to_read": pgettext_lazy("help", "easy-to-read text"),
        "reimbursement": pgettext_lazy("help", "costs paid"),
    },
    "signed stage": {
        "preparation": pgettext_lazy("signed stage", "preparation"),
        "drafting": pgettext_lazy("signed stage", "drafting"),
        "resolving": pgettext_lazy("signed stage", "settling of comments"),
    },
    "ruling": {
        "stands": pgettext_lazy("ruling", "the answer stands"),
        "answer_again": pgettext_lazy("ruling", "the group answers again"),
    },
    "announced": {
        "pass": pgettext_lazy("announced", "adopted"),
        "fail": pgettext_lazy("announced", "not adopted"),
    },
    "conditions": {
        "none": pgettext_lazy("conditions", "as it stands"),
        "return": pgettext_lazy("conditions", "changes wanted for everybody"),
        "annex": pgettext_lazy("conditions", "with an annex for its own territory"),
    },
    "council result": {
        "pass": pgettext_lazy("council result", "approved"),
        "fail": pgettext_lazy("council result", "not approved"),
        "inquorate": pgettext_lazy("council result", "too few present to decide"),
        "invalid": pgettext_lazy("council result", "counts do not add up"),
    },
    "need source": {
        "survey": pgettext_lazy("need source", "questionnaire survey"),
        "working_group": pgettext_lazy("need source", "working group"),
        "hearing": pgettext_lazy("need source", "public meeting or hearing"),
        "comment": pgettext_lazy("need source", "comment or suggestion"),
        "analysis": pgettext_lazy("need source", "analysis"),
    },
    "aim": {
        "priority": pgettext_lazy("aim", "priority"),
        "goal": pgettext_lazy("aim", "goal"),
        "measure": pgettext_lazy("aim", "measure"),
    },
    "funding": {
        "secured": pgettext_lazy("funding", "secured"),
        "applied": pgettext_lazy("funding", "applied for"),
        "sought": pgettext_lazy("funding", "being sought"),
        "none": pgettext_lazy("funding", "none yet"),
    },
    "guide": {
        "guide": pgettext_lazy("guide", "guide"),
        "catalogue": pgettext_lazy("guide", "catalogue"),
    },
    "distribution": {
        "all_households": pgettext_lazy("distribution", "all households"),
        "offices": pgettext_lazy("distribution", "offices"),
        "electronic": pgettext_lazy("distribution", "electronic only"),
    },
    "measure status": {
        "in_progress": pgettext_lazy("measure status", "in progress"),
        "done": pgettext_lazy("measure status", "done"),
        "abandoned": pgettext_lazy("measure status", "abandoned"),
    },
    "town reply": {
        "interested": pgettext_lazy("town reply", "interested"),
        "declined": pgettext_lazy("town reply", "not interested"),
    },
    "town standing": {
        "invited": pgettext_lazy("town standing", "invited"),
        "interested": pgettext_lazy("town standing", "interested"),
        "declined": pgettext_lazy("town standing", "not interested"),
        "joined": pgettext_lazy("town standing", "joined"),
        "left": pgettext_lazy("town standing", "left"),
        "external": pgettext_lazy("town standing", "plan kept elsewhere"),
    },
    "promise status": {
        "kept": pgettext_lazy("promise status", "kept"),
        "released": pgettext_lazy("promise status", "taken back"),
    },
    "agreement": {
        "association": pgettext_lazy("agreement", "planning together"),
        "solidarity": pgettext_lazy("agreement", "sharing costs"),
        "network": pgettext_lazy("agreement", "minimal network of services"),
        "partnership": pgettext_lazy("agreement", "partnership in a project"),
    },
    "ranked by": {
        "agreement": pgettext_lazy("ranked by", "by agreement"),
        "dots": pgettext_lazy("ranked by", "by dots"),
        "points": pgettext_lazy("ranked by", "by points"),
        "pairs": pgettext_lazy("ranked by", "by comparing pairs"),
        "show_of_hands": pgettext_lazy("ranked by", "by a show of hands"),
    },
    "certainty": {
        "secured": pgettext_lazy("certainty", "secured"),
        "applied": pgettext_lazy("certainty", "applied for"),
        "expected": pgettext_lazy("certainty", "expected"),
    },
    "inheritance": {
        "carried": pgettext_lazy("inheritance", "carried over"),
        "changed": pgettext_lazy("inheritance", "changed"),
        "dropped": pgettext_lazy("inheritance", "dropped"),
    },
    "meeting": {
        "group": pgettext_lazy("meeting", "meeting of a group"),
        "joint": pgettext_lazy("meeting", "joint meeting"),
        "round_table": pgettext_lazy("meeting", "round table"),
        "public_meeting": pgettext_lazy("meeting", "public meeting"),
        "public_hearing": pgettext_lazy("meeting", "public hearing of the draft"),
        "conference": pgettext_lazy("meeting", "conference"),
    },
    "part status": {
        "open": pgettext_lazy("part status", "being written"),
        "submitted": pgettext_lazy("part status", "before the steering group"),
        "returned": pgettext_lazy("part status", "returned to its writers"),
        "approved": pgettext_lazy("part status", "approved"),
    },
    "aim status": {
        "proposed": pgettext_lazy("aim status", "proposed"),
        "in_progress": pgettext_lazy("aim status", "in progress"),
        "changed": pgettext_lazy("aim status", "changed"),
        "done": pgettext_lazy("aim status", "done"),
        "abandoned": pgettext_lazy("aim status", "abandoned"),
    },
    "part": {
        "analytic": pgettext_lazy("part", "analytic part"),
        "strategic": pgettext_lazy("part", "strategic part"),
        "implementation": pgettext_lazy("part", "implementation part"),
        "general": pgettext_lazy("part", "general part"),
        "annex": pgettext_lazy("part", "annex"),
    },
    "deliverable": {
        "analysis": pgettext_lazy("deliverable", "analysis"),
        "survey": pgettext_lazy("deliverable", "survey"),
        "catalogue": pgettext_lazy("deliverable", "catalogue"),
        "guide": pgettext_lazy("deliverable", "guide"),
        "other": pgettext_lazy("deliverable", "other"),
    },
    "plan": {
        "community": pgettext_lazy("plan", "community plan of social services"),
        "medium_term": pgettext_lazy("plan", "medium-term plan of social services"),
    },
    "final sign-off": {
        "none": pgettext_lazy("final sign-off", "not approved once more"),
        "if_changed": pgettext_lazy("final sign-off", "approved once more if the text changed"),
        "always": pgettext_lazy("final sign-off", "always approved once more"),
    },
    "council completion": {
        "all": pgettext_lazy("council completion", "each council approves"),
        "own_territory": pgettext_lazy("council completion", "each council approves for its own territory"),
        "lead_plus_ack": pgettext_lazy("council completion", "the leading council approves, the others take note"),
    },
}
