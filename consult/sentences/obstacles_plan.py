"""Obstacles in words: the plan itself: its foundations, its text, and its approval.

Source strings, in English; the Czech ones stand in the catalogue.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from consult.sentences.telling import Lack

PLAN: Mapping[str, Lack] = {
    # foundations of the plan
    "no_mandate": Lack(
        (_("There is no political mandate for the plan yet"),),
        _("Record the resolution: who adopted it, its number and day."),
    ),
    "no_charter": Lack(
        (_("The charter is not adopted yet"),),
        _("Let the steering group decide on its text, then record the adoption."),
    ),
    "no_stakeholders": Lack(
        (_("It is not recorded whom the plan concerns"),), _("Record whom to invite and what they answered.")
    ),
    "no_steering_group": Lack(
        (
            _("%(body)s: not constituted yet"),
            _("The steering group is not constituted"),
        ),
        _("Fill its seats and constitute it."),
    ),
    "no_working_group": Lack(
        (
            _("%(body)s: not constituted yet"),
            _("A working group is not constituted"),
        ),
        _("Fill its seats and constitute it."),
    ),
    "deliverable_missing": Lack(
        (
            _("The stage “%(stage)s” cannot end without: %(deliverable)s"),
            _("A required piece of work is missing"),
        ),
        _("Hand in the file."),
    ),
    "deliverable_not_approved": Lack(
        (
            _("“%(deliverable)s” is not approved (by: %(body)s)"),
            _("A required piece of work is not approved"),
        ),
        _("Put it to the body that approves it."),
    ),
    "need_missing": Lack(
        (
            _("No need is named for “%(aim)s”"),
            _("No need is named"),
        ),
        _("Choose at least one recorded need."),
    ),
    "aim_untraced": Lack(
        (
            _("“%(aim)s” (%(kind)s) is not traced to any need"),
            _("A priority or measure is not traced to any need"),
        ),
        _("Link it to the needs it answers."),
    ),
    "measure_without_means": Lack(
        (
            _("The measure “%(aim)s” has no estimate of means"),
            _("A measure has no estimate of means"),
        ),
        _("Give the amount and how far the money is; “none yet” is an answer, too."),
    ),
    "measure_without_owner": Lack(
        (
            _("Nobody answers for the measure “%(aim)s”"),
            _("Nobody answers for a measure"),
        ),
        _("Name who takes it on."),
    ),
    "no_review_plan": Lack(
        (_("It is not set when the plan will be reviewed, and by whom"),), _("Set the day and the person.")
    ),
    "side_agreement_missing": Lack(
        (
            _("The agreement of %(of_side)s %(with_scope)s is missing"),
            _("The agreement of one of the sides is missing"),
        ),
        _("A member seated for that side gives it, to the text as it stands."),
    ),
    "periods_overlap": Lack(
        (
            _("The period overlaps the plan “%(plan)s” (%(from_year)s–%(to_year)s)"),
            _("The period overlaps another plan"),
        ),
        _("Choose other years."),
    ),
    "period_gap": Lack(
        (
            _("A gap would remain after the plan “%(plan)s”, which ends in %(to_year)s"),
            _("A gap would remain after the previous plan"),
        ),
        _("Begin with the year that follows."),
    ),
    "not_carried_over": Lack(
        (
            _("Left open by the previous plan: %(origin)s (%(of)s in all)"),
            _("Something left open by the previous plan is not decided"),
        ),
        _("Say whether it is carried over, changed or dropped, and why."),
    ),
    # text and sign-off
    "part_unknown": Lack(
        (
            _("The plan has no part “%(part)s”"),
            _("The plan has no such part"),
        ),
        _("Choose a part the process file names."),
    ),
    "part_empty": Lack(
        (
            _("There is no text in the part “%(part)s” yet"),
            _("There is no text in the part yet"),
        ),
        _("Write at least one section."),
    ),
    "part_not_open": Lack(
        (
            _("The part “%(part)s” is not with its writers (%(status)s)"),
            _("The part is not with its writers"),
        ),
        _("It need not be submitted again unless the steering group returns it."),
    ),
    "part_not_submitted": Lack(
        (
            _("The part “%(part)s” is not before the steering group (%(status)s)"),
            _("The part “%(part)s” is not before the steering group"),
            _("A part is not before the steering group"),
        ),
        _("Its writers submit it."),
    ),
    "part_not_approved": Lack(
        (
            _("The part “%(part)s” is not approved as it stands"),
            _("A part is not approved as it stands"),
        ),
        _("The steering group decides on it."),
    ),
    "earlier_part_not_approved": Lack(
        (
            _("The part “%(earlier)s” must be approved before “%(part)s”"),
            _("An earlier part must be approved first"),
        ),
        _("The steering group decides on the earlier part first."),
    ),
    "summary_missing": Lack(
        (
            _("The part “%(part)s” has no summary in plain language"),
            _("A part has no summary in plain language"),
        ),
        _("Write one, so that everybody can read what it is about."),
    ),
    "remark_unanswered": Lack(
        (
            _("The steering group's remark no. %(matter)s on “%(part)s” is not answered"),
            _("A remark of the steering group is not answered"),
        ),
        _("Answer it with a reason."),
    ),
    "stage_not_approved": Lack(
        (
            _("The steering group has not approved what came out of “%(stage)s”, as it stands"),
            _("The steering group has not approved what came out of the stage"),
        ),
        _("Put it to the steering group."),
    ),
    "no_users_in_group": Lack(
        (
            _("%(body)s: no user has a seat there"),
            _("There is a working group in which no user has a seat"),
        ),
        _("Invite users of services, and offer the help they need to come."),
    ),
}
