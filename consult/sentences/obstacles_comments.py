"""Obstacles in words: the posted draft, comments, and their answers.

Source strings, in English; the Czech ones stand in the catalogue.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from consult.sentences.telling import Lack

COMMENTS: Mapping[str, Lack] = {
    # posting and comments
    "hearing_missing": Lack((_("The public hearing of the draft is missing"),), _("Call it and hold it.")),
    "hearing_too_soon": Lack(
        (
            _(
                "From posting to the hearing there would be %(days)s, at least %(needed_days)s are "
                "needed; the earliest day is %(earliest)s"
            ),
            _("The hearing comes too soon after posting"),
        ),
        _("Call the hearing for a later day."),
    ),
    "window_too_short": Lack(
        (
            _(
                "Comments would be open for %(days)s, at least %(needed_days)s are needed; the "
                "earliest end is %(earliest)s"
            ),
            _("The comment period is too short"),
        ),
        _("Choose a later end."),
    ),
    "closes_too_soon_after_hearing": Lack(
        (
            _(
                "After the hearing comments would be open for %(days)s, at least %(needed_days)s are "
                "needed; the earliest end is %(earliest)s"
            ),
            _("The comment period ends too soon after the hearing"),
        ),
        _("Choose a later end."),
    ),
    "window_not_open": Lack(
        (
            _("Comments open %(on_opens_at)s"),
            _("There is no posted draft to comment on yet (stage “%(stage)s”)"),
            _("Comments are not open yet"),
        ),
        _("Until then you can send a suggestion."),
    ),
    "window_still_open": Lack(
        (
            _("Comments may still come %(till_closes_at)s"),
            _("Comments may still come"),
        ),
        _("Wait until the period is over."),
    ),
    "shortening": Lack(
        (
            _("Comments were promised to be open %(till_closes_at)s; a period is never shortened"),
            _("A comment period is never shortened"),
        ),
        _("Choose a later end."),
    ),
    "comments_refused": Lack(
        (
            _("Comments are no longer taken in the stage “%(stage)s”"),
            _("Comments are no longer taken"),
        ),
        _("Keep your text and send it as a suggestion for the next plan."),
    ),
    "channel_unknown": Lack(
        (
            _("Comments are not taken this way here: %(channel)s"),
            _("Comments are not taken this way here"),
        ),
        _("Choose another way."),
    ),
    "insisting_not_offered": Lack(
        (_("The rules of this process do not offer insisting on a comment"),),
        _("It will be answered with a reason like every other."),
    ),
    # around a comment
    "matter_covered": Lack(
        (
            _("Comment no. %(matter)s is not shown now, so nobody could read what you join or reply to"),
            _("The comment is not shown now"),
        ),
        _("You can ask for a second look at it; once it is shown, join it or reply."),
    ),
    "lane_not_open": Lack(
        (
            _("Arguments on comment no. %(matter)s are not gathered separately"),
            _("Arguments are not gathered separately here"),
        ),
        _("Write it as a plain reply."),
    ),
    "not_answered_yet": Lack(
        (_("Comment no. %(matter)s is not answered yet"), _("The comment is not answered yet")),
        _("Once the answer is there, say whether it satisfies you."),
    ),
    "recording_missing": Lack(
        (_("There is no voice recording with comment no. %(matter)s"), _("There is no voice recording")),
        _("Choose a comment that came as a recording."),
    ),
    "stands_for_others": Lack(
        (
            _("Comment no. %(matter)s stands for others that say the same"),
            _("The comment stands for others that say the same"),
        ),
        _("Take all of them out at once, or leave this one in the group."),
    ),
    "judge_in_own_cause": Lack(
        (
            _("The appeal about comment no. %(matter)s is not heard by whoever hid it or held it back"),
            _("An appeal is not heard by whoever hid the words or held them back"),
        ),
        _("Somebody else of the steering group hears it, or you show the words again."),
    ),
    "refusal_without_ground": Lack(
        (
            _("Hiding comment no. %(matter)s needs a ground and a reason"),
            _("%(body)s: a refusal needs a ground"),
            _("A refusal needs a ground and a reason"),
        ),
        _("Give them, so that there is something to appeal against."),
    ),
    # settling
    "matter_settled": Lack(
        (
            _("Comment no. %(matter)s is already settled (%(disposition)s)"),
            _("Comment no. %(matter)s is already settled"),
            _("The comment is already settled"),
        ),
        _("To answer it again, reopen it with a reason."),
    ),
    "matter_open": Lack(
        (
            _("Comment no. %(matter)s is not settled (%(of)s in all)"),
            _("Comment no. %(matter)s is not settled"),
            _("A comment is not settled"),
        ),
        _("The group decides on an answer with a reason."),
    ),
    "late_matter_open": Lack(
        (
            _("Late comments and suggestions still open: %(count)s"),
            _("Late comments and suggestions are still open"),
        ),
        _("Settle them, or carry them over to the next plan with a reason."),
    ),
    "change_missing": Lack(
        (
            _("The linked change belongs to comment no. %(other)s, not to no. %(matter)s"),
            _("Comment no. %(matter)s: the change of the text is missing (%(disposition)s)"),
            _("The change of the text is missing"),
        ),
        _("Change the section and link the new wording."),
    ),
    "destination_missing": Lack(
        (
            _("It is not said where comment no. %(matter)s was passed on"),
            _("It is not said where the comment was passed on"),
        ),
        _("Say who received it."),
    ),
    "duplicate_of_itself": Lack(
        (
            _("Comment no. %(matter)s cannot have the same answer as itself or as another copy"),
            _("A comment cannot have the same answer as itself or as another copy"),
        ),
        _("Choose the first comment of the kind."),
    ),
    "no_funds_alone": Lack(
        (
            _("Lack of money alone is no reason to refuse comment no. %(matter)s"),
            _("Lack of money alone is no reason to refuse"),
        ),
        _("Give another ground, or accept the measure without money for now."),
    ),
    "not_late": Lack(
        (
            _("Comment no. %(matter)s came in time and cannot be carried over"),
            _("The comment came in time and cannot be carried over"),
        ),
        _("Settle it in this plan."),
    ),
    "dispute_open": Lack(
        (
            _("Its author insists on comment no. %(matter)s and the steering group has not decided"),
            _("An author insists on a comment and the steering group has not decided"),
        ),
        _("The steering group decides on it explicitly."),
    ),
    "not_disputed": Lack(
        (
            _("Nobody insists on comment no. %(matter)s"),
            _("Nobody insists on this comment"),
        ),
        _("There is nothing to decide."),
    ),
}
