"""Acts in words: comments and their answers, and the councils.

Source strings, in English; the Czech ones stand in the catalogue.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from consult.sentences.telling import Deed, Line

COMMENTS: Mapping[str, Deed] = {
    # commenting
    "raise_matter": Deed(
        _("Send a comment or suggestion"),
        _("Whoever you are, it gets a number at once and will be answered with a reason."),
        (
            Line(_("Comment no. %(number)s was received (%(channel)s)."), "kind=comment"),
            Line(_("Suggestion no. %(number)s was received (%(channel)s)."), "kind=suggestion"),
            Line(_("Question no. %(number)s was received (%(channel)s)."), "kind=question"),
            Line(_("The steering group made remark no. %(number)s."), "kind=steering_remark"),
            Line(_("A comment or suggestion was received.")),
        ),
        tails=(
            Line(_("Somebody who helps its author sent it."), "voice=helper"),
            Line(_("It is said for an organisation."), "voice=organisation"),
            Line(_("It is said for a group; people in it: %(voices)s."), "voice=group"),
            Line(_("It is a sheet of signatures; people who signed: %(voices)s."), "voice=signatures"),
            Line(_("It points at these words: “%(quote)s”.")),
            Line(_("A voice recording is kept with it."), "recording"),
            Line(_("Its author insists on it."), "insisted"),
            Line(_("It came after the period."), "late"),
        ),
    ),
    "hold_matter": Deed(
        _("Hold back a comment"),
        _("It waits before it is shown; it keeps its number and is not lost."),
        (Line(_("Comment no. %(matter)s waits before it is shown (%(ground)s).")),),
    ),
    "release_matter": Deed(
        _("Show a comment held back"),
        _("The comment is shown."),
        (Line(_("Comment no. %(matter)s, held back before, is shown.")),),
    ),
    "hide_matter": Deed(
        _("Hide the words of a comment"),
        _("On a ground and with a reason; its place and number stay."),
        (
            Line(_("The words of comment no. %(matter)s are hidden (%(ground)s).")),
            Line(_("The words of comment no. %(matter)s are hidden.")),
        ),
        tails=(Line(_("Reason: “%(reason)s”.")),),
    ),
    "show_matter": Deed(
        _("Show a hidden comment again"),
        _("An appeal was heard."),
        (Line(_("The words of comment no. %(matter)s are shown again.")),),
        tails=(Line(_("Reason: “%(reason)s”.")),),
    ),
    "insist": Deed(
        _("Insist on a comment"),
        _("If it is not accepted, the steering group decides on it explicitly."),
        (Line(_("Its author insists on comment no. %(matter)s.")),),
        tails=(Line(_("Reason: “%(reason)s”.")),),
    ),
    "redact": Deed(
        _("Take words from the public"),
        _("On a legal ground; the book can still be verified."),
        (
            Line(_("Words were taken from the public record on a legal ground: “%(ground)s”.")),
            Line(_("Words were taken from the public record on a legal ground.")),
        ),
    ),
    # answering
    "draft_answer": Deed(
        _("Prepare an answer"),
        _("How to settle the comment, why, and which change of text follows; nothing is decided by it yet."),
        (Line(_("An answer to comment no. %(matter)s was prepared: %(disposition)s.")),),
        tails=(Line(_("Reason: “%(reason)s”.")),),
    ),
    "split_matter": Deed(
        _("Split a comment into points"),
        _("Each point gets its own answer: 12a, 12b."),
        (Line(_("Comment no. %(matter)s was split; points: %(points)s.")),),
    ),
    # settling
    "settle_matter": Deed(
        _("Settle a comment"),
        _("Records the answer the group decided on."),
        (
            Line(_("Comment no. %(matter)s was settled %(how)s: %(disposition)s.")),
            Line(_("Comment no. %(matter)s was settled.")),
        ),
    ),
    "settle_many": Deed(
        _("Settle the comments agreed at once"),
        _("All comments of a summary approval on which the group agreed, in one entry."),
        (
            Line(_("Comments settled by agreement at once: %(count_settled)s.")),
            Line(_("The comments agreed at once were settled.")),
        ),
    ),
    "reopen_matter": Deed(
        _("Reopen a comment"),
        _("It is answered again, with a reason; the earlier answer stays in the book."),
        (Line(_("Comment no. %(matter)s was reopened.")),),
        tails=(Line(_("Reason: “%(reason)s”.")),),
    ),
    "settle_dispute": Deed(
        _("Decide on a comment insisted on"),
        _("The steering group decides explicitly; the councils will see it."),
        (Line(_("The steering group decided on comment no. %(matter)s, on which its author insists: %(ruling)s.")),),
        tails=(Line(_("Reason: “%(reason)s”.")),),
    ),
    "carry_matters": Deed(
        _("Carry comments over"),
        _("Late comments, suggestions and questions go to the next plan, listed to the councils."),
        (Line(_("Carried over to the next plan: no. %(matters)s.")),),
        tails=(Line(_("Reason: “%(reason)s”.")),),
    ),
    # submitting
    "finish_resolving": Deed(
        _("End the settling of comments"),
        _("Every comment has its answer; the text goes to the steering group for its last word."),
        (Line(_("Every comment is settled; the steering group has the last word.")),),
    ),
    "submit_to_councils": Deed(
        _("Submit the plan to the councils"),
        _("With a report; late comments still open are carried over and listed."),
        (
            Line(_("The plan was submitted to the councils (fingerprint of the text %(text)s).")),
            Line(_("The plan was submitted to the councils.")),
        ),
        tails=(
            Line(_("Carried over to the next plan were %(count_carried)s late comments and suggestions."), "carried"),
        ),
    ),
    # councils
    "record_council_result": Deed(
        _("Record a council's result"),
        _("The counts of the vote; the law says what they amount to."),
        (
            Line(
                _(
                    "%(council)s: the plan was approved by resolution no. %(resolution)s of "
                    "%(short_day)s (for %(yes)s, against %(no)s, abstained %(abstain)s, not voting "
                    "%(not_voting)s, absent %(absent)s; needed %(needed)s of %(of_members_total)s)."
                ),
                "result=pass",
            ),
            Line(
                _(
                    "%(council)s: the plan was not approved on %(short_day)s, no. %(resolution)s (for "
                    "%(yes)s, against %(no)s, abstained %(abstain)s, not voting %(not_voting)s, absent "
                    "%(absent)s; needed %(needed)s of %(of_members_total)s)."
                ),
                "result=fail",
            ),
            Line(
                _(
                    "%(council)s: too few members were present to decide, no. %(resolution)s of "
                    "%(short_day)s (present %(present)s of %(of_members_total)s)."
                ),
                "result=inquorate",
            ),
            Line(_("%(council)s: a result was recorded.")),
        ),
        tails=(
            Line(_("It was approved with an annex for its own territory."), "conditions=annex"),
            Line(_("It asks for changes for everybody."), "conditions=return"),
            Line(_("The result announced at the session (%(announced)s) contradicts the counts."), "contradiction"),
        ),
    ),
    "return_from_councils": Deed(
        _("Return the plan from the councils"),
        _("A council rejected it or asks for changes: it goes back to drafting for everybody."),
        (Line(_("The plan came back from the councils to drafting.")),),
        tails=(Line(_("Reason: “%(reason)s”.")),),
    ),
    "adopt": Deed(
        _("Record that the plan is adopted"),
        _("The councils have decided as the process file asks."),
        (Line(_("The plan is adopted: the councils have decided.")),),
    ),
    "take_effect": Deed(
        _("Put the plan in force"), _("The plan's period begins."), (Line(_("The plan is in force.")),)
    ),
}
