"""Obstacles in words: how a body decides: questions, rounds and votes, and why they come out as they do.

Source strings, in English; the Czech ones stand in the catalogue.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from consult.sentences.telling import Lack

DECIDING: Mapping[str, Lack] = {
    # deciding
    "not_decided": Lack(
        (
            _("“%(proposal)s” is not decided (%(status)s)"),
            _("“%(proposal)s” is not decided"),
            _("Nothing is decided on this yet"),
        ),
        _("Put the question, open a round and close it."),
    ),
    "decided_on_another_text": Lack(
        (
            _("The decision “%(proposal)s” is about another wording"),
            _("The decision is about another wording"),
        ),
        _("Put the present wording to the body."),
    ),
    "wrong_question": Lack(
        (
            _("The decision “%(proposal)s” does not belong here; it was made by: %(body)s"),
            _("The decision “%(proposal)s” answers another question"),
            _("“%(call)s” is of another kind: %(kind)s"),
            _("“%(aim)s” is not a measure"),
            _("This is the answer to another question"),
        ),
        _("Choose the one that belongs here, or put the right question."),
    ),
    "proposal_not_open": Lack(
        (
            _("“%(proposal)s” is not open (%(status)s)"),
            _("The question is not open"),
        ),
        _("Resume it if it was put aside, or put a new question."),
    ),
    "call_open": Lack(
        (
            _("The round or vote “%(call)s” is still open"),
            _("A round or a vote is still open"),
        ),
        _("Close it first."),
    ),
    "call_closed": Lack(
        (
            _("The round or vote “%(call)s” is closed"),
            _("The round or the vote is closed"),
        ),
        _("You can take a position in the next one."),
    ),
    "call_not_over": Lack(
        (
            _("Answers in writing may come %(till_until)s"),
            _("Answers in writing may still come"),
        ),
        _("Wait for the end or for the last answer."),
    ),
    "attempt_missing": Lack(
        (
            _("After failed round %(round)s no attempt at agreement is recorded"),
            _("No attempt at agreement is recorded since the failed round"),
        ),
        _("Amend, mediate, refer, split or put aside, and record it."),
    ),
    "body_votes_only": Lack(
        (
            _("This body decides by vote alone (%(kind)s)"),
            _("Councils and boards decide by vote alone"),
        ),
        _("Record the result of its vote."),
    ),
    "body_only_advises": Lack(
        (
            _("This body advises and does not decide (%(kind)s)"),
            _("This body advises and does not decide"),
        ),
        _("Put the question to a working group or to the steering group."),
    ),
    "too_few_failed_rounds": Lack(
        (
            _("There can be no vote yet: failed rounds so far %(failed)s, needed %(needed)s"),
            _("There can be no vote yet: agreement has not been sought enough"),
        ),
        _("Open another round and look for agreement."),
    ),
    "last_round_on_other_text": Lack(
        (_("The last failed round was about another wording"),), _("Hold a round on the present wording.")
    ),
    "statement_missing": Lack(
        (_("The facilitator has not said what was tried, which objections remain and why it cannot wait"),),
        _("The facilitator states it for the record."),
    ),
    "too_few_sides_request": Lack(
        (
            _("Sides that ask for a vote: %(sides)s, needed are %(needed)s"),
            _("Too few sides ask for a vote"),
        ),
        _("Members for two of the three sides must ask for it."),
    ),
    "text_already_voted_down": Lack(
        (_("This very wording has already failed in a vote"),), _("Change it and look for agreement again.")
    ),
    "vote_in_writing": Lack((_("Nobody votes in writing"),), _("Vote at a meeting.")),
    "written_not_allowed": Lack(
        (
            _("This body may not decide in writing (%(kind)s)"),
            _("This body may not decide in writing"),
        ),
        _("Decide at a meeting."),
    ),
    "written_deadline_too_short": Lack(
        (
            _("Everybody needs at least %(working_days)s to answer in writing; the earliest end is %(earliest)s"),
            _("The time to answer in writing is too short"),
        ),
        _("Choose a later day."),
    ),
    "meeting_demanded": Lack(
        (_("A member demands a meeting"),), _("Call a meeting; the round in writing does not count.")
    ),
    "meeting_not_open": Lack(
        (
            _("The meeting “%(meeting)s” is not in progress, or has not ended yet"),
            _("%(body)s: no meeting is open"),
            _("No meeting is open"),
        ),
        _("Open the meeting; minutes are published when it has ended."),
    ),
    "seat_not_counted": Lack(
        (
            _("The seat “%(seat)s” does not count in this decision"),
            _("This seat does not count in this decision"),
        ),
        _("You may speak; newcomers take positions from the next meeting, others through a substitute."),
    ),
    "holder_may_not_speak": Lack(
        (
            _("For the seat “%(seat)s” only the substitute may take a position on this"),
            _("Only the substitute may take a position on this"),
        ),
        _("Ask the substitute."),
    ),
    "seat_already_spoken_for": Lack(
        (
            _("For the seat “%(seat)s” the other of the two, holder or substitute, has already spoken in this round"),
            _("The other of the two, holder or substitute, has already spoken in this round"),
        ),
        _("Whoever spoke first goes on until the round closes."),
    ),
    "reason_missing": Lack(
        (
            _("“%(position)s” needs a reason"),
            _("The answer to comment no. %(matter)s (%(disposition)s) needs a reason"),
            _("The answer to comment no. %(matter)s needs a reason"),
            _("A reason is missing"),
        ),
        _("Say why in a sentence."),
    ),
    "ground_missing": Lack((_("Whoever blocks names a ground from the list"),), _("Choose one; nobody judges it.")),
    "ground_unknown": Lack(
        (
            _("“%(ground)s” is not on the list of grounds"),
            _("The ground is not on the list"),
        ),
        _("Choose from the list."),
    ),
    "side_speaks_for_itself": Lack(
        (
            _("It is in doubt for which side the seat “%(contested)s” speaks"),
            _("Only a member for one of the three sides gives a side's agreement, not: %(given_by)s"),
            _("Only a side's own member gives its agreement"),
        ),
        _("A member seated for that side, and not in doubt, must give it."),
    ),
    "vote_is_not_agreement": Lack(
        (
            _("What was voted is not the agreement of %(of_side)s"),
            _("What was voted is not a side's agreement"),
        ),
        _("The side itself must agree."),
    ),
    "not_on_agenda": Lack(
        (
            _("Comment no. %(matter)s is not on the agenda “%(call)s”, or was pulled out"),
            _("This item is not on the agenda, or was pulled out"),
        ),
        _("Decide on it by itself."),
    ),
    # why a call came out as it did
    "quorum_of_seats": Lack(
        (
            _("Present: %(present)s of %(of_counted)s, needed are %(needed)s"),
            _("Too few members are present"),
        ),
        _("Call the members again."),
    ),
    "side_absent": Lack(
        (
            _("Nobody is present for %(for_side)s"),
            _("One of the three sides is not present"),
        ),
        _("Call again, and ask what would help them to come."),
    ),
    "side_conflicted": Lack(
        (
            _("Everybody who speaks for %(for_side)s has a conflict of interest or leads the meeting"),
            _("Everybody of one side has a conflict of interest or leads the meeting"),
        ),
        _("Name a substitute or another facilitator, refer the question, or ask the steering group for an exception."),
    ),
    "blocked": Lack(
        (
            _("Members who block: %(blocks)s"),
            _("Somebody blocks"),
        ),
        _("Hear the reason and change the proposal."),
    ),
    "too_few_agrees": Lack(
        (
            _("%(agrees)s of %(of_present)s present agree, needed are %(needed)s"),
            _("Too few of those present agree"),
        ),
        _("Look for a wording more can agree with."),
    ),
    "too_many_stand_asides": Lack(
        (
            _(
                "%(stand_asides)s of %(of_present)s present do not agree but do not stand in the "
                "way, at most %(allowed)s may"
            ),
            _("Too many do not agree but do not stand in the way"),
        ),
        _("Ask what they miss and change the proposal."),
    ),
    "side_without_agree": Lack(
        (
            _("Nobody for %(of_side)s agrees"),
            _("One of the three sides does not agree"),
        ),
        _("Find out what that side needs."),
    ),
    "too_few_yes": Lack(
        (
            _("For are %(yes)s of %(of_counted)s, needed are %(needed)s"),
            _("Too few vote for"),
        ),
        _("Change the proposal and look for agreement again."),
    ),
    "side_without_yes": Lack(
        (
            _("Nobody for %(of_side)s votes for"),
            _("One of the three sides has nobody who votes for"),
        ),
        _("Change the proposal and look for agreement again."),
    ),
}
