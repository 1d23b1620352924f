"""Acts in words: how a group decides, and what the steering group and the sides say.

Source strings, in English; the Czech ones stand in the catalogue.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from consult.sentences.telling import Deed, Line

DECIDING: Mapping[str, Deed] = {
    # deciding
    "propose": Deed(
        _("Put a question to decide"),
        _("A body is asked to decide, on exactly the present text."),
        (
            Line(_("%(body)s: a question was put: %(kind)s (%(about)s).")),
            Line(_("%(body)s: a question was put: %(kind)s.")),
        ),
        tails=(Line(_("“%(question)s”.")),),
    ),
    "open_call": Deed(
        _("Open a round of agreement"),
        _("Positions are taken; who counts is fixed at this moment."),
        (
            Line(
                _(
                    "Round %(round)s on “%(proposal)s” opened in writing, answers may come "
                    "%(till_deadline)s; seats that count: %(count_counted)s."
                )
            ),
            Line(_("Round %(round)s on “%(proposal)s” opened; seats that count: %(count_counted)s.")),
            Line(_("A round on “%(proposal)s” opened.")),
        ),
    ),
    # positions
    "take_position": Deed(
        _("Take a position"),
        _(
            "Agree, agree with reservations, do not agree but do not stand in the way, or block; "
            "you may change it until the round closes."
        ),
        (
            Line(_("Position for %(for_by_side)s: %(position)s.")),
            Line(_("Position: %(position)s.")),
        ),
        tails=(
            Line(_("Why: %(ground)s.")),
            Line(_("Reason: “%(reason)s”.")),
        ),
    ),
    "demand_meeting": Deed(
        _("Demand a meeting"),
        _("A round in writing then ends without counting, and the question waits for a meeting."),
        (Line(_("A member demands that “%(call)s” be dealt with at a meeting.")),),
    ),
    "close_call": Deed(
        _("Close the round"),
        _("The charter says what the positions amount to, and why."),
        (
            Line(_("Adopted by agreement (%(tally)s)."), "result=consensus"),
            Line(_("Adopted by agreement."), "result=consensus"),
            Line(_("There was no agreement: %(why)s."), "result=no_consensus"),
            Line(_("There was no agreement."), "result=no_consensus"),
            Line(_("The round does not count: %(why)s.")),
            Line(_("The round does not count.")),
        ),
        tails=(Line(_("The decision is preparatory until these agree: %(sides_missing)s."), "preparatory"),),
    ),
    # disagreeing
    "record_attempt": Deed(
        _("Record an attempt at agreement"),
        _("What was tried after a round without agreement."),
        (Line(_("An attempt at agreement on “%(proposal)s” was recorded: %(attempt)s.")),),
        tails=(Line(_("“%(told)s”.")),),
    ),
    "amend_proposal": Deed(
        _("Amend the proposal"),
        _("The text in question changes to find agreement; failed rounds are not forgotten."),
        (Line(_("The wording of “%(proposal)s” was changed to find agreement.")),),
        tails=(Line(_("“%(told)s”.")),),
    ),
    "withdraw_proposal": Deed(
        _("Withdraw the proposal"),
        _("The question leaves the table undecided."),
        (Line(_("“%(proposal)s” was withdrawn.")),),
        tails=(Line(_("Reason: “%(reason)s”.")),),
    ),
    "park_proposal": Deed(
        _("Put the proposal aside"),
        _("The question waits; it may be taken up again."),
        (Line(_("“%(proposal)s” was put aside for now.")),),
        tails=(Line(_("Reason: “%(reason)s”.")),),
    ),
    "refer_proposal": Deed(
        _("Refer the proposal"),
        _("The question goes to the steering group or another body, which is asked anew."),
        (Line(_("“%(proposal)s” was referred to another body.")),),
        tails=(Line(_("Reason: “%(reason)s”.")),),
    ),
    "split_proposal": Deed(
        _("Split the proposal"),
        _("Each part is put as its own question, with its rounds from the beginning."),
        (Line(_("“%(proposal)s” was split; its parts are put one by one.")),),
        tails=(Line(_("Reason: “%(reason)s”.")),),
    ),
    "resume_proposal": Deed(
        _("Take up a proposal again"),
        _("A proposal put aside is open again, its failed rounds remembered."),
        (Line(_("“%(proposal)s” was taken up again.")),),
    ),
    "state_disagreement": Deed(
        _("State why there is no agreement"),
        _("The facilitator says what was tried, which objections remain, and why it cannot wait."),
        (
            Line(_("The facilitator stated why there is no agreement on “%(proposal)s”: “%(statement)s”.")),
            Line(_("The facilitator stated why there is no agreement on “%(proposal)s”.")),
        ),
    ),
    "request_vote": Deed(
        _("Ask for a vote"),
        _("Members for two of the three sides must ask; a vote is the last resort."),
        (
            Line(_("A member for %(of_by_side)s asks for a vote on “%(proposal)s”.")),
            Line(_("A vote on “%(proposal)s” was asked for.")),
        ),
    ),
    # emergency
    "open_vote": Deed(
        _("Open a vote"),
        _("Only after a recorded, failed search for agreement; who counts is fixed anew."),
        (
            Line(
                _("Agreement on “%(proposal)s” was not found and a vote opened; seats that count: %(count_counted)s.")
            ),
            Line(_("Agreement on “%(proposal)s” was not found and a vote opened.")),
        ),
    ),
    "cast_ballot": Deed(
        _("Cast a vote"),
        _("For, against, or abstain; your last vote counts until the vote closes."),
        (
            Line(_("Vote for %(for_by_side)s: %(ballot)s.")),
            Line(_("Vote: %(ballot)s.")),
        ),
        tails=(Line(_("Reason: “%(reason)s”.")),),
    ),
    "close_vote": Deed(
        _("Close the vote"),
        _("What is adopted by vote is recorded as voted, with those against."),
        (
            Line(_("Adopted by vote %(after_failed_rounds)s (%(tally)s)."), "result=pass"),
            Line(_("Adopted by vote."), "result=pass"),
            Line(_("Not adopted in a vote: %(why)s."), "result=fail"),
            Line(_("Not adopted in a vote."), "result=fail"),
            Line(_("The vote does not count: %(why)s.")),
            Line(_("The vote does not count.")),
        ),
        tails=(Line(_("The decision is preparatory until these agree: %(sides_missing)s."), "preparatory"),),
    ),
    # agenda
    "open_agenda": Deed(
        _("Open a summary approval"),
        _("Many prepared answers in one round; any member may pull one out."),
        (
            Line(_("%(body)s: a summary approval of prepared answers opened; answers: %(count_items)s.")),
            Line(_("%(body)s: a summary approval of prepared answers opened.")),
        ),
    ),
    "pull_out": Deed(
        _("Pull out an item"),
        _("The item leaves the summary approval unharmed and is decided by itself."),
        (Line(_("Comment no. %(matter)s was pulled out of the summary approval and will be decided by itself.")),),
    ),
    "close_agenda": Deed(
        _("Close the summary approval"),
        _("Each member's one position stands for every item nobody pulled out."),
        (
            Line(_("The summary approval closed; agreed items: %(agreed_items)s of %(of_all_items)s.")),
            Line(_("The summary approval closed.")),
        ),
    ),
    # steering
    "adopt_charter": Deed(
        _("Adopt the charter"),
        _("Records that the steering group adopted the charter, on this very text."),
        (Line(_("The steering group adopted the charter (fingerprint %(charter)s).")),),
    ),
    "sign_off_part": Deed(
        _("Approve a part"),
        _("Records that the steering group approved the part as it stands; a later change voids it."),
        (
            Line(_("The steering group approved the part “%(part)s” %(how)s.")),
            Line(_("The steering group approved the part “%(part)s”.")),
        ),
        tails=(Line(_("The approval is preparatory: not all sides took part."), "preparatory"),),
    ),
    "return_part": Deed(
        _("Return a part"),
        _("The part goes back to its writers, with a reason."),
        (Line(_("The steering group returned the part “%(part)s” to its writers.")),),
        tails=(Line(_("Reason: “%(reason)s”.")),),
    ),
    "sign_off_stage": Deed(
        _("Approve what came out of a stage"),
        _("Records that the steering group approved it; a later change voids the approval."),
        (
            Line(_("The steering group approved what came out of the stage “%(of)s” %(how)s.")),
            Line(_("The steering group approved what came out of the stage “%(of)s”.")),
        ),
        tails=(Line(_("The approval is preparatory: not all sides took part."), "preparatory"),),
    ),
    "return_to_drafting": Deed(
        _("Return the draft"),
        _("The draft goes back to the working groups, with a reason."),
        (Line(_("The steering group returned the draft to the working groups.")),),
        tails=(Line(_("Reason: “%(reason)s”.")),),
    ),
    "return_to_resolving": Deed(
        _("Return to settling comments"),
        _("The steering group finds comments not settled well; the groups take them up again."),
        (Line(_("The steering group returned the plan to the settling of comments.")),),
        tails=(Line(_("Reason: “%(reason)s”.")),),
    ),
    "grant_exception": Deed(
        _("Grant an exception"),
        _("The plan goes on without one rule of the charter; the exception stays visible for ever."),
        (Line(_("The steering group granted an exception: the plan may go on although this is so: %(guard)s.")),),
        tails=(Line(_("Reason: “%(reason)s”.")),),
    ),
    # agreeing
    "agree_side": Deed(
        _("Agree for your side"),
        _("Your side binds itself to the aims, or to the way they are carried out, on the present text."),
        (
            Line(_("Agreement for %(for_by_side)s %(with_scope)s was given to the text as it stands.")),
            Line(_("A side gave its agreement to the text as it stands.")),
        ),
    ),
    "withdraw_agreement": Deed(
        _("Withdraw your side's agreement"),
        _("Your side no longer agrees, with a reason."),
        (
            Line(_("Agreement for %(for_by_side)s %(with_scope)s was withdrawn.")),
            Line(_("A side withdrew its agreement.")),
        ),
        tails=(Line(_("Reason: “%(reason)s”.")),),
    ),
    "check_support": Deed(
        _("Record support for the result"),
        _("How many participants accept the result; a fact beside agreement, not a vote."),
        (Line(_("Participants asked: %(asked)s; the result is accepted by %(accept)s.")),),
    ),
}
