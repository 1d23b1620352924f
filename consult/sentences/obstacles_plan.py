"""Obstacles in words: the plan itself: its foundations, its text, the posted draft, comments and their answers.

Source strings, in English; the Czech ones stand in the catalogue.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from consult.sentences.telling import Lack

PLAN: Mapping[str, Lack] = {
    # foundations of the plan
    "no_mandate": Lack((_("There is no political mandate for the plan yet"),), _("Record the resolution: who adopted it, its number and day.")),
    "no_charter": Lack((_("The charter is not adopted yet"),), _("Let the steering group decide on its text, then record the adoption.")),
    "no_stakeholders": Lack((_("It is not recorded whom the plan concerns"),), _("Record whom to invite and what they answered.")),
    "no_steering_group": Lack((_("The steering group is not constituted (%(body)s)"), _("The steering group is not constituted"),), _("Fill its seats and constitute it.")),
    "no_working_group": Lack((_("A working group is not constituted (%(body)s)"), _("A working group is not constituted"),), _("Fill its seats and constitute it.")),
    "deliverable_missing": Lack((_("The stage “%(stage)s” cannot end without: %(deliverable)s"), _("A required piece of work is missing"),), _("Hand in the file.")),
    "deliverable_not_approved": Lack((_("“%(deliverable)s” is not approved (by: %(body)s)"), _("A required piece of work is not approved"),), _("Put it to the body that approves it.")),
    "need_missing": Lack((_("No need is named for “%(aim)s”"), _("No need is named"),), _("Choose at least one recorded need.")),
    "aim_untraced": Lack((_("“%(aim)s” (%(kind)s) is not traced to any need"), _("A priority or measure is not traced to any need"),), _("Link it to the needs it answers.")),
    "measure_without_means": Lack((_("The measure “%(aim)s” has no estimate of means"), _("A measure has no estimate of means"),), _("Give the amount and how far the money is; “none yet” is an answer, too.")),
    "measure_without_owner": Lack((_("Nobody answers for the measure “%(aim)s”"), _("Nobody answers for a measure"),), _("Name who takes it on.")),
    "no_review_plan": Lack((_("It is not set when the plan will be reviewed, and by whom"),), _("Set the day and the person.")),
    "side_agreement_missing": Lack((_("The agreement of %(of_side)s %(with_scope)s is missing"), _("The agreement of one of the sides is missing"),), _("A member seated for that side gives it, to the text as it stands.")),
    "periods_overlap": Lack((_("The period overlaps the plan “%(plan)s” (%(from_year)s–%(to_year)s)"), _("The period overlaps another plan"),), _("Choose other years.")),
    "period_gap": Lack((_("A gap would remain after the plan “%(plan)s”, which ends in %(to_year)s"), _("A gap would remain after the previous plan"),), _("Begin with the year that follows.")),
    "not_carried_over": Lack((_("Left open by the previous plan: %(origin)s (%(of)s in all)"), _("Something left open by the previous plan is not decided"),), _("Say whether it is carried over, changed or dropped, and why.")),
    # text and sign-off
    "part_unknown": Lack((_("The plan has no part “%(part)s”"), _("The plan has no such part"),), _("Choose a part the process file names.")),
    "part_empty": Lack((_("There is no text in the part “%(part)s” yet"), _("There is no text in the part yet"),), _("Write at least one section.")),
    "part_not_open": Lack((_("The part “%(part)s” is not with its writers (%(status)s)"), _("The part is not with its writers"),), _("It need not be submitted again unless the steering group returns it.")),
    "part_not_submitted": Lack((_("The part “%(part)s” is not before the steering group (%(status)s)"), _("The part “%(part)s” is not before the steering group"), _("A part is not before the steering group"),), _("Its writers submit it.")),
    "part_not_approved": Lack((_("The part “%(part)s” is not approved as it stands"), _("A part is not approved as it stands"),), _("The steering group decides on it.")),
    "earlier_part_not_approved": Lack((_("The part “%(earlier)s” must be approved before “%(part)s”"), _("An earlier part must be approved first"),), _("The steering group decides on the earlier part first.")),
    "summary_missing": Lack((_("The part “%(part)s” has no summary in plain language"), _("A part has no summary in plain language"),), _("Write one, so that everybody can read what it is about.")),
    "remark_unanswered": Lack((_("The steering group's remark no. %(matter)s on “%(part)s” is not answered"), _("A remark of the steering group is not answered"),), _("Answer it with a reason.")),
    "stage_not_approved": Lack((_("The steering group has not approved what came out of “%(stage)s”, as it stands"), _("The steering group has not approved what came out of the stage"),), _("Put it to the steering group.")),
    "no_users_in_group": Lack((_("%(body)s: no user has a seat there"), _("There is a working group in which no user has a seat"),), _("Invite users of services, and offer the help they need to come.")),
    # posting and comments
    "no_public_notice": Lack((_("The public has not been told"),), _("Publish it first.")),
    "hearing_missing": Lack((_("The public hearing of the draft is missing"),), _("Call it and hold it.")),
    "hearing_too_soon": Lack((_("From posting to the hearing there would be %(days)s, at least %(needed_days)s are " "needed; the earliest day is %(earliest)s"), _("The hearing comes too soon after posting"),), _("Call the hearing for a later day.")),
    "window_too_short": Lack((_("Comments would be open for %(days)s, at least %(needed_days)s are needed; the " "earliest end is %(earliest)s"), _("The comment period is too short"),), _("Choose a later end.")),
    "closes_too_soon_after_hearing": Lack((_("After the hearing comments would be open for %(days)s, at least %(needed_days)s are " "needed; the earliest end is %(earliest)s"), _("The comment period ends too soon after the hearing"),), _("Choose a later end.")),
    "window_not_open": Lack((_("Comments open %(on_opens_at)s"), _("There is no posted draft to comment on yet (stage “%(stage)s”)"), _("Comments are not open yet"),), _("Until then you can send a suggestion.")),
    "window_still_open": Lack((_("Comments may still come %(till_closes_at)s"), _("Comments may still come"),), _("Wait until the period is over.")),
    "shortening": Lack((_("Comments were promised to be open %(till_closes_at)s; a period is never shortened"), _("A comment period is never shortened"),), _("Choose a later end.")),
    "comments_refused": Lack((_("Comments are no longer taken in the stage “%(stage)s”"), _("Comments are no longer taken"),), _("Keep your text and send it as a suggestion for the next plan.")),
    "channel_unknown": Lack((_("Comments are not taken this way here: %(channel)s"), _("Comments are not taken this way here"),), _("Choose another way.")),
    "insisting_not_offered": Lack((_("The rules of this process do not offer insisting on a comment"),), _("It will be answered with a reason like every other.")),
    "refusal_without_ground": Lack((_("Hiding comment no. %(matter)s needs a ground and a reason"), _("%(body)s: a refusal needs a ground"), _("A refusal needs a ground and a reason"),), _("Give them, so that there is something to appeal against.")),
    # settling
    "matter_settled": Lack((_("Comment no. %(matter)s is already settled (%(disposition)s)"), _("Comment no. %(matter)s is already settled"), _("The comment is already settled"),), _("To answer it again, reopen it with a reason.")),
    "matter_open": Lack((_("Comment no. %(matter)s is not settled (%(of)s in all)"), _("Comment no. %(matter)s is not settled"), _("A comment is not settled"),), _("The group decides on an answer with a reason.")),
    "late_matter_open": Lack((_("Late comments and suggestions still open: %(count)s"), _("Late comments and suggestions are still open"),), _("Settle them, or carry them over to the next plan with a reason.")),
    "change_missing": Lack((_("The linked change belongs to comment no. %(other)s, not to no. %(matter)s"), _("Comment no. %(matter)s: the change of the text is missing (%(disposition)s)"), _("The change of the text is missing"),), _("Change the section and link the new wording.")),
    "destination_missing": Lack((_("It is not said where comment no. %(matter)s was passed on"), _("It is not said where the comment was passed on"),), _("Say who received it.")),
    "duplicate_of_itself": Lack((_("Comment no. %(matter)s cannot have the same answer as itself or as another copy"), _("A comment cannot have the same answer as itself or as another copy"),), _("Choose the first comment of the kind.")),
    "disposition_unknown": Lack((_("There is no such way to settle a comment"),), _("Choose from the list.")),
    "no_funds_alone": Lack((_("Lack of money alone is no reason to refuse comment no. %(matter)s"), _("Lack of money alone is no reason to refuse"),), _("Give another ground, or accept the measure without money for now.")),
    "not_late": Lack((_("Comment no. %(matter)s came in time and cannot be carried over"), _("The comment came in time and cannot be carried over"),), _("Settle it in this plan.")),
    "dispute_open": Lack((_("Its author insists on comment no. %(matter)s and the steering group has not decided"), _("An author insists on a comment and the steering group has not decided"),), _("The steering group decides on it explicitly.")),
    "not_disputed": Lack((_("Nobody insists on comment no. %(matter)s"), _("Nobody insists on this comment"),), _("There is nothing to decide.")),
}
