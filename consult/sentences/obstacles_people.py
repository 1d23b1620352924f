"""Obstacles in words: who may act, when and where, and who sits in which body.

Source strings, in English; the Czech ones stand in the catalogue.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from consult.sentences.telling import Lack

PEOPLE: Mapping[str, Lack] = {
    # who acts
    "seat_unknown": Lack(
        (
            _("There is no seat “%(seat)s”"),
            _("There is no such seat"),
        ),
        _("Ask the town's office to fill it first."),
    ),
    "seat_vacant": Lack(
        (
            _("The seat “%(seat)s” is vacant"),
            _("The seat is vacant"),
        ),
        _("It must be filled before anybody acts for it."),
    ),
    "seat_lapsed": Lack(
        (
            _("The term of the seat “%(seat)s” ended %(on_until)s"),
            _("The term of the seat has ended"),
        ),
        _("It must be filled for a new term."),
    ),
    "not_the_holder": Lack(
        (
            _("The seat “%(seat)s” belongs to somebody else"),
            _("Comment no. %(matter)s was made by somebody else"),
            _("This belongs to somebody else"),
        ),
        _("Everybody acts for themselves alone; ask the person concerned."),
    ),
    "not_your_pen": Lack(
        (
            _("“%(act)s” may be done by: %(pens)s"),
            _("“%(act)s” is not yours to do"),
            _("This is not yours to do"),
        ),
        _("Ask those whose task it is."),
    ),
    # when and where
    "clock_went_back": Lack(
        (
            _("The last entry of the book is later: %(last)s"),
            _("The book already holds a later entry"),
        ),
        _("Check the server's clock; for something that happened earlier, say when it happened."),
    ),
    "happened_later": Lack(
        (
            _("This has not come yet: %(value)s"),
            _("The day or time given has not come yet"),
        ),
        _("Only what has already happened can be recorded."),
    ),
    "no_territory": Lack(
        (
            _("The territory “%(territory)s” has no record book yet"),
            _("The territory has no record book yet"),
        ),
        _("Whoever runs this site must found it."),
    ),
    "already_founded": Lack(
        (
            _("The territory “%(territory)s” already has its record book"),
            _("The territory already has its record book"),
        ),
        _("There is nothing to do."),
    ),
    "plan_needed": Lack(
        (
            _("“%(act)s” belongs to a plan, and none was named"),
            _("This belongs to a plan, and none was named"),
        ),
        _("Open the plan and begin there."),
    ),
    "plan_unknown": Lack(
        (
            _("There is no plan “%(plan)s” here"),
            _("There is no such plan here"),
        ),
        _("Check its address, or create the plan."),
    ),
    "no_plan_wanted": Lack(
        (
            _("“%(act)s” belongs to the whole territory, not to one plan"),
            _("This belongs to the whole territory, not to one plan"),
        ),
        _("Do it without naming a plan."),
    ),
    "process_unknown": Lack(
        (
            _("The process file with the fingerprint %(process)s is not kept here"),
            _("The process file is not kept here"),
        ),
        _("Store the file first, then name it by its fingerprint."),
    ),
    "wrong_stage": Lack(
        (
            _("“%(act)s” belongs to: %(stages)s; the plan is now in “%(stage)s”"),
            _("“%(act)s” cannot be done in the stage “%(stage)s”"),
            _("This cannot be done in the present stage of the plan"),
        ),
        _("The page of the plan shows what is needed to move on."),
    ),
    "suspended": Lack(
        (
            _("Work on the plan “%(plan)s” is suspended"),
            _("Work on the plan is suspended"),
        ),
        _("Somebody must resume it first."),
    ),
    "not_suspended": Lack((_("Work on the plan is not suspended"),), _("There is nothing to resume.")),
    "stale": Lack(
        (
            _("Somebody has changed this in the meantime: %(field)s"),
            _("Somebody has changed this in the meantime"),
        ),
        _("Read the present state and decide again; what you wrote is still here."),
    ),
    "unknown": Lack(
        (
            _("“%(value)s” is not known here (%(field)s)"),
            _("It is not said which one is meant: %(field)s"),
            _("What is meant is not here"),
        ),
        _("Choose from the list."),
    ),
    "taken": Lack(
        (
            _("The name “%(value)s” is already taken (%(field)s)"),
            _("The name is already taken"),
        ),
        _("Choose another one."),
    ),
    "facts_do_not_fit": Lack(
        (
            _("“%(field)s” does not fit: %(fix)s"),
            _("“%(field)s” does not fit"),
            _("Something that was given does not fit"),
        ),
        _("Mend it and try again."),
    ),
    "not_in_process": Lack(
        (
            _("The process file knows no “%(value)s” (%(field)s)"),
            _("The process file does not know this"),
        ),
        _("Choose what it names, or let the steering group amend it."),
    ),
    "no_change": Lack(
        (
            _("Nothing would change: %(field)s"),
            _("Nothing would change"),
        ),
        _("There is nothing to record."),
    ),
    "already_ended": Lack(
        (
            _("“%(value)s” has already ended (%(field)s)"),
            _("This has already ended"),
        ),
        _("What has ended stays in the book; begin anew if need be."),
    ),
    "out_of_range": Lack(
        (
            _("%(value)s is less than %(least)s (%(field)s)"),
            _("%(value)s does not fit, the most allowed is %(most)s (%(field)s)"),
            _("“%(value)s” is not possible here (%(field)s)"),
            _("A number or a day is not possible here"),
        ),
        _("Correct it."),
    ),
    "extract_missing": Lack(
        (
            _("A result entered on behalf of somebody else (%(council)s) needs the attached extract of the resolution"),
            _("A result entered on behalf of a council needs the attached extract of the resolution"),
        ),
        _("Attach the extract."),
    ),
    # bodies
    "side_missing": Lack(
        (
            _("%(body)s: seats filled for %(for_side)s are %(have)s, at least %(need)s needed"),
            _("A side has too few seats filled"),
        ),
        _("Invite and seat somebody who speaks for that side."),
    ),
    "already_constituted": Lack(
        (
            _("%(body)s: constituted already"),
            _("The body is already constituted"),
        ),
        _("There is nothing to do."),
    ),
    "not_constituted": Lack(
        (
            _("%(body)s: not constituted yet"),
            _("The body is not constituted yet"),
        ),
        _("Fill its seats and constitute it."),
    ),
    "person_has_seat": Lack(
        (
            _("%(body)s: this person already has a seat there"),
            _("This person already has a seat in the body"),
        ),
        _("One person holds one seat and has one voice in a body; choose somebody else."),
    ),
    "seat_filled": Lack(
        (
            _("The seat “%(seat)s” is filled"),
            _("The seat is filled"),
        ),
        _("Choose another one, or end this one first."),
    ),
    "members_missing": Lack(
        (
            _("%(body)s: the statutory number of members is missing"),
            _("The statutory number of members is missing"),
        ),
        _("Give the number of all members, vacant seats included."),
    ),
    "not_in_working_group": Lack(
        (
            _("%(body)s: its members come from the working groups, and this person is in none"),
            _("Members come from the working groups, and this person is in none"),
        ),
        _("Seat the person in a working group first."),
    ),
    "group_not_represented": Lack(
        (
            _("%(body)s: nobody from “%(group)s” sits there"),
            _("A working group is not represented"),
        ),
        _("Seat somebody from that group."),
    ),
    "open_group": Lack(
        (
            _("%(body)s: open to everybody who wants to work there"),
            _("The group is open to everybody who wants to work there"),
        ),
        _("Refuse somebody only on a ground that everybody can read."),
    ),
    "procedure_missing": Lack(
        (
            _("%(body)s: rules of procedure and a schedule of meetings are missing"),
            _("Rules of procedure and a schedule of meetings are missing"),
        ),
        _("Adopt both."),
    ),
    "council_body_missing": Lack(
        (
            _("%(council)s: not entered yet"),
            _("A council is not entered yet"),
        ),
        _("Establish it with its statutory number of members."),
    ),
}
