"""Acts in words: drafting and posting, meetings, fulfilling the plan, keeping the record.

Source strings, in English; the Czech ones stand in the catalogue.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from consult.sentences.telling import Deed, Line

TEXT: Mapping[str, Deed] = {
    # drafting
    "begin_drafting": Deed(
        _("Begin drafting"),
        _("The foundations are laid; the working groups begin to write."),
        (Line(_("Preparation ended and drafting began.")),),
    ),
    "write_section": Deed(
        _("Write a section"),
        _("Its first wording or the next; every wording is kept. An editorial change voids no approval."),
        (
            Line(_("The section “%(title)s” was changed in language only."), "editorial"),
            Line(_("The section “%(title)s” got a new wording.")),
            Line(_("The section “%(section)s” got a new wording.")),
        ),
        tails=(Line(_("The change follows from comment no. %(matter)s.")),),
    ),
    "withdraw_section": Deed(
        _("Take out a section"),
        _("The section leaves the draft; its wordings stay in the book."),
        (Line(_("The section “%(section)s” was taken out of the draft.")),),
        tails=(Line(_("Reason: “%(reason)s”.")),),
    ),
    "write_summary": Deed(
        _("Write a summary"),
        _("The part in plain language, for those who will not read the whole."),
        (Line(_("The part “%(part)s” got a summary in plain language.")),),
    ),
    "contest_editorial": Deed(
        _("Contest an editorial change"),
        _("Says that the change was more than one of language; approvals are then void."),
        (
            Line(
                _(
                    "A change of the section “%(section)s” was found to be more than one of language; "
                    "approvals of the earlier wording no longer hold."
                )
            ),
        ),
        tails=(Line(_("Reason: “%(reason)s”.")),),
    ),
    "submit_part": Deed(
        _("Submit a part"),
        _("The part goes to the steering group."),
        (Line(_("The part “%(part)s” was submitted to the steering group.")),),
    ),
    "enter_steering": Deed(
        _("Hand the draft to the steering group"),
        _("All parts are with the steering group; it takes over the whole draft."),
        (Line(_("The whole draft was handed to the steering group.")),),
    ),
    # posting
    "post_draft": Deed(
        _("Post the draft"),
        _("The approved draft is there for everybody; until when one may comment is announced."),
        (
            Line(_("The draft was posted (edition %(edition)s); comments may be made %(till_closes_at)s.")),
            Line(_("The draft was posted; comments may be made %(till_closes_on)s.")),
        ),
    ),
    "repost": Deed(
        _("Post the changed draft"),
        _("Comments changed the substance; people are asked again, for a shorter time."),
        (
            Line(_("The changed draft was posted (edition %(edition)s); comments may be made %(till_closes_at)s.")),
            Line(_("The changed draft was posted; comments may be made %(till_closes_on)s.")),
        ),
    ),
    "open_comments": Deed(_("Open comments"), _("The comment period begins."), (Line(_("The comment period began.")),)),
    "extend_comments": Deed(
        _("Give more time for comments"),
        _("People get more time; a period is never shortened."),
        (
            Line(_("The comment period was extended: comments may be made %(till_closes_at)s.")),
            Line(_("The comment period was extended: comments may be made %(till_closes_on)s.")),
        ),
    ),
    "close_comments": Deed(
        _("Close comments"),
        _("The period is over; what comes now is late, but numbered and shown."),
        (Line(_("The comment period ended; the comments are being settled.")),),
    ),
    # meetings
    "call_meeting": Deed(
        _("Call a meeting"),
        _("Announces a meeting to members and to the public, with place and programme."),
        (
            Line(_("%(body)s: a meeting was called (%(kind)s) %(on_starts_at)s, %(place)s.")),
            Line(_("%(body)s: a meeting was called (%(kind)s) %(on_starts_at)s.")),
            Line(_("A meeting was called (%(kind)s) %(on_starts_at)s, %(place)s.")),
            Line(_("A meeting was called (%(kind)s) %(on_starts_at)s.")),
        ),
        tails=(Line(_("The invitation went out later than it should."), "not duly"),),
    ),
    "cancel_meeting": Deed(
        _("Cancel a meeting"),
        _("The meeting will not be held."),
        (Line(_("The meeting “%(meeting)s” was cancelled.")),),
        tails=(Line(_("Reason: “%(reason)s”.")),),
    ),
    "open_meeting": Deed(
        _("Open the meeting"), _("The meeting begins."), (Line(_("The meeting “%(meeting)s” began.")),)
    ),
    "record_attendance": Deed(
        _("Record who is present"),
        _("Which members and substitutes are here, and how many guests."),
        (
            Line(
                _(
                    "Present at “%(meeting)s”: members %(count_seats)s, substitutes "
                    "%(count_substitutes)s, guests %(guests)s."
                )
            ),
        ),
    ),
    "close_meeting": Deed(
        _("End the meeting"), _("The meeting ends; its minutes follow."), (Line(_("The meeting “%(meeting)s” ended.")),)
    ),
    "publish_minutes": Deed(
        _("Publish the minutes"),
        _("Everybody can read what was dealt with and agreed."),
        (Line(_("The minutes of “%(meeting)s” were published.")),),
    ),
    "approve_minutes": Deed(
        _("Approve the minutes"),
        _("The group confirms the minutes of its meeting."),
        (Line(_("The minutes of “%(meeting)s” were approved.")),),
    ),
    # cycle
    "publish_guide": Deed(
        _("Publish a guide or catalogue"),
        _("Edition, copies, whom it reaches, and the electronic version."),
        (Line(_("Published: %(kind)s, %(year)s, %(copies)s copies (%(distribution)s).")),),
    ),
    "report_measure": Deed(
        _("Report on a measure"),
        _("How a measure fares, with evidence or a reason."),
        (Line(_("The measure “%(aim)s”: %(status)s.")),),
        tails=(Line(_("“%(evidence)s”.")),),
    ),
    "change_measure": Deed(
        _("Change a measure"),
        _("A decision, not an edit; the first wording stays in the book."),
        (
            Line(_("The steering group changed the measure “%(aim)s”: “%(told)s”.")),
            Line(_("The steering group changed the measure “%(aim)s”.")),
        ),
    ),
    "carry_over": Deed(
        _("Decide on something left open"),
        _("The new cycle says what it does with one thing the last one left open, and why."),
        (Line(_("Left open by the previous plan, “%(origin)s”: %(inheritance)s.")),),
        tails=(Line(_("Reason: “%(reason)s”.")),),
    ),
    "supersede": Deed(
        _("End the plan: the next one is in force"),
        _("The next plan is in force; this one ends."),
        (Line(_("The plan ended; “%(successor)s” is in force instead.")),),
    ),
    # keeping
    "correct_record": Deed(
        _("Correct an entry"),
        _("Says that an entry is wrong, and why; the wrong one stays visible."),
        (Line(_("Entry %(entry)s is wrong.")),),
        tails=(Line(_("Reason: “%(reason)s”.")),),
    ),
    "suspend": Deed(
        _("Suspend work on the plan"),
        _("Nothing but resuming or withdrawing is possible until then."),
        (Line(_("Work on the plan was suspended.")),),
        tails=(Line(_("Reason: “%(reason)s”.")),),
    ),
    "resume": Deed(
        _("Resume work on the plan"),
        _("Work on the plan goes on."),
        (Line(_("Work on the plan was resumed.")),),
        tails=(Line(_("Reason: “%(reason)s”.")),),
    ),
    "withdraw_plan": Deed(
        _("Give up the plan"),
        _("With a reason; everything that happened stays in the book."),
        (Line(_("The plan was given up.")),),
        tails=(Line(_("Reason: “%(reason)s”.")),),
    ),
}
