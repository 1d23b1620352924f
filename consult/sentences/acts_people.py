"""Acts in words: founding, groups and their members, preparation, needs.

Source strings, in English; the Czech ones stand in the catalogue.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from consult.sentences.telling import Deed, Line

PEOPLE: Mapping[str, Deed] = {
    # founding
    "found_territory": Deed(
        _("Found the territory"),
        _("Begins the record book of the territory, with the fingerprint of the key that confirms it."),
        (Line(_("The record book of “%(territory)s” was begun.")),),
    ),
    "seat_first_clerk": Deed(
        _("Seat the first clerk"),
        _("Seats the town's first clerk; from then on the town acts for itself."),
        (
            Line(_("The first clerk was seated in the office: %(office_name)s.")),
            Line(_("The first clerk was seated in the office.")),
        ),
    ),
    "rotate_key": Deed(
        _("Replace the key of the book"),
        _("Announces a new key in the book while the old one still confirms it."),
        (Line(_("The key that confirms the book was replaced; the new one has the fingerprint %(log_key)s.")),),
    ),
    "establish_body": Deed(
        _("Establish a group or council"),
        _("Names a group, board or council; councils of other municipalities come in as guests."),
        (
            Line(_("Established: %(title)s (%(kind)s).")),
            Line(_("Established: %(body)s (%(kind)s).")),
        ),
        tails=(
            Line(_("It has %(members_total)s members by law.")),
            Line(_("It takes part as a guest."), "guest"),
        ),
    ),
    "create_plan": Deed(
        _("Create a plan"),
        _("Begins one cycle of planning under one process file, which the plan keeps."),
        (
            Line(_("The plan “%(title)s” for %(from_year)s–%(to_year)s was created.")),
            Line(_("A plan for %(from_year)s–%(to_year)s was created.")),
        ),
        tails=(Line(_("It follows the plan “%(predecessor)s”.")),),
    ),
    "amend_process": Deed(
        _("Change the rules of the process"),
        _("A running plan takes a new version of its process file, as the steering group decided."),
        (
            Line(
                _(
                    "The plan now runs under a new process file, as the steering group decided "
                    "(fingerprint %(process)s)."
                )
            ),
        ),
    ),
    # bodies
    "fill_seat": Deed(
        _("Fill a seat"),
        _("A person takes a seat, for the side the person declared; without a side the seat has no vote."),
        (
            Line(_("%(body)s: a seat was filled for %(for_side)s (%(role)s).")),
            Line(_("%(body)s: a seat was filled without a vote (%(role)s).")),
        ),
        tails=(Line(_("The term runs %(till_until)s.")),),
    ),
    "end_seat": Deed(
        _("End a seat"),
        _("The seat falls vacant; from then on it counts no more, in open rounds too."),
        (Line(_("The seat “%(seat)s” fell vacant (%(ending)s).")),),
    ),
    "name_substitute": Deed(
        _("Name a substitute"),
        _("Names the one person who stands in for the holder, for the same side."),
        (Line(_("A substitute was named for the seat “%(seat)s”.")),),
    ),
    "constitute_body": Deed(
        _("Constitute the group"),
        _("From now on the group meets and decides; every side it needs must be seated."),
        (Line(_("Constituted: %(body)s.")),),
    ),
    "adopt_procedure": Deed(
        _("Adopt rules of procedure"),
        _("The group meets under rules of procedure and a schedule set in advance."),
        (Line(_("%(body)s: rules of procedure and a schedule of meetings were adopted.")),),
    ),
    "declare_interest": Deed(
        _("Say what you expect"),
        _("You say openly from the beginning what you or your organisation expect to gain."),
        (
            Line(_("The member for %(of_by_side)s said what they expect from the planning: “%(gain)s”.")),
            Line(_("A member said openly what they expect from the planning.")),
        ),
    ),
    "declare_conflict": Deed(
        _("Declare a conflict of interest"),
        _("You may speak on the question, but take no position; your substitute counts instead."),
        (Line(_("A conflict of interest was declared on “%(proposal)s”.")),),
    ),
    "withdraw_conflict": Deed(
        _("Withdraw a conflict of interest"),
        _("The conflict no longer holds; the declaration stays in the book."),
        (Line(_("The conflict of interest on “%(proposal)s” no longer holds.")),),
    ),
    # joining
    "apply_to_join": Deed(
        _("Ask to join a group"),
        _("Anybody may ask to work in an open group, without a mandate or an organisation."),
        (Line(_("%(body)s: somebody asked to join, for %(for_side)s.")),),
    ),
    "admit_applicant": Deed(
        _("Admit an applicant"),
        _("The applicant becomes a member: speaks at once, takes positions from the next meeting."),
        (
            Line(
                _(
                    "The application “%(application)s” was accepted; the new member speaks at once and "
                    "takes positions from the next meeting."
                )
            ),
        ),
    ),
    "refuse_applicant": Deed(
        _("Refuse an applicant"),
        _("Only on a ground everybody can read, so that there is something to appeal against."),
        (Line(_("The application “%(application)s” was refused.")),),
        tails=(Line(_("Ground: “%(ground)s”.")),),
    ),
    "contest_side": Deed(
        _("Doubt a member's side"),
        _("Says publicly that a member may not speak for the side they declared; the steering group decides."),
        (Line(_("It was doubted for which side the seat “%(seat)s” speaks.")),),
        tails=(Line(_("Reason: “%(reason)s”.")),),
    ),
    "confirm_side": Deed(
        _("Confirm a member's side"),
        _("Records for which side a doubted seat speaks, as the steering group decided."),
        (Line(_("The steering group decided: the seat “%(seat)s” speaks for %(for_side)s.")),),
    ),
    # preparing
    "record_mandate": Deed(
        _("Record the political mandate"),
        _("Which body resolved that the plan be made, under which number and on which day."),
        (Line(_("The mandate was recorded: %(body)s, resolution no. %(resolution)s of %(short_day)s.")),),
    ),
    "record_stakeholder": Deed(
        _("Record whom the plan concerns"),
        _("Whom the problem touches or who can help, whether invited, and what they answered."),
        (
            Line(_("It was recorded whom the plan concerns: %(who)s (%(side)s; %(reply)s).")),
            Line(_("It was recorded whom the plan concerns (%(side)s; %(reply)s).")),
        ),
    ),
    "deliver": Deed(
        _("Hand in a piece of work"),
        _("An analysis, survey or catalogue the process file asks for."),
        (Line(_("Handed in: %(deliverable)s.")),),
    ),
    "approve_deliverable": Deed(
        _("Approve a piece of work"),
        _("Records that the body named in the process file approved it, on this very file."),
        (Line(_("Approved: %(deliverable)s.")),),
    ),
    "record_survey": Deed(
        _("Record a survey"),
        _("How many questionnaires went out, how many came back, and what they say in short."),
        (Line(_("Questionnaire survey: %(sent)s went out, %(returned)s came back.")),),
        tails=(Line(_("“%(summary)s”.")),),
    ),
    "plan_review": Deed(
        _("Set when the plan is reviewed"),
        _("The day the plan will be looked at again, and who sees to it."),
        (
            Line(_("The plan will be reviewed %(on_on)s; responsible: %(who)s.")),
            Line(_("The plan will be reviewed %(on_on)s.")),
        ),
    ),
    "offer_assistance": Deed(
        _("Record help offered"),
        _("Transport, a companion, an interpreter and the like, so that people take part as equals."),
        (Line(_("Help was offered: %(kind)s; offered %(offered)s times, used %(used)s times.")),),
    ),
    "publish_news": Deed(
        _("Publish news"),
        _("Tells the public how the planning goes."),
        (
            Line(_("News was published: “%(news)s”.")),
            Line(_("News was published.")),
        ),
    ),
    # needs
    "record_need": Deed(
        _("Record a need"),
        _("What people in the territory need, and where that was found out."),
        (
            Line(_("A need was recorded (%(source)s): “%(told)s”.")),
            Line(_("A need was recorded (%(source)s).")),
        ),
    ),
    "record_aim": Deed(
        _("Record a priority, goal or measure"),
        _("With the needs it answers, where they are known."),
        (
            Line(_("Recorded: %(kind)s “%(told)s”.")),
            Line(_("Recorded: %(kind)s “%(aim)s”.")),
        ),
    ),
    "trace_aim": Deed(
        _("Link an aim to needs"),
        _("Says which recorded needs a priority, goal or measure answers."),
        (
            Line(_("“%(aim)s” was linked to the needs it answers: %(needs)s.")),
            Line(_("“%(aim)s” was linked to needs.")),
        ),
    ),
    "resource_measure": Deed(
        _("Give a measure its means"),
        _("Who answers for it, what it costs a year, and how far the money is."),
        (
            Line(
                _(
                    "The measure “%(aim)s” got its means: %(amount)s thousand crowns a year "
                    "(%(funding)s); responsible: %(owner)s."
                )
            ),
            Line(_("The measure “%(aim)s” got its means: %(amount)s thousand crowns a year (%(funding)s).")),
        ),
    ),
}
