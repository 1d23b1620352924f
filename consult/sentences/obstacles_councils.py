"""Obstacles in words: meetings, councils, exceptions and corrections.

Source strings, in English; the Czech ones stand in the catalogue.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from consult.sentences.telling import Lack

COUNCILS: Mapping[str, Lack] = {
    # meetings
    "invitation_late": Lack(
        (
            _("The invitation goes out %(days)s ahead, at least %(need_days)s are needed"),
            _("The invitation goes out too late"),
        ),
        _("Choose a later day."),
    ),
    "meeting_not_announced": Lack(
        (
            _("The public would be told %(days)s ahead, at least %(need_days)s are needed"),
            _("The public would be told too late"),
        ),
        _("Choose a later day."),
    ),
    "meeting_over": Lack(
        (
            _("The meeting “%(meeting)s” was already opened or cancelled"),
            _("The meeting was already opened or cancelled"),
        ),
        _("Call a new one if need be."),
    ),
    "process_record_missing": Lack(
        (
            _("The minutes of the meeting “%(meeting)s” are not published"),
            _("The minutes of a meeting are not published"),
        ),
        _("Publish who was there and what was agreed."),
    ),
    # councils
    "counts_do_not_add_up": Lack(
        (
            _("The counts do not add up to the %(members_total)s members (%(council)s)"),
            _("The counts do not add up to the number of members"),
        ),
        _("For, against, abstained and not voting must make those present; with the absent, all members."),
    ),
    "resolution_used": Lack(
        (
            _("Resolution no. %(resolution)s is already recorded (%(council)s)"),
            _("The number of the resolution is already recorded"),
        ),
        _("Check the number; a wrong entry is mended by a correction."),
    ),
    "board_first": Lack(
        (
            _("%(board)s must recommend it first, then decides: %(council)s"),
            _("The board must recommend it before the council decides"),
        ),
        _("Record the board's result first."),
    ),
    "already_approved": Lack(
        (
            _("%(council)s: the plan is approved there already"),
            _("The plan is already approved there"),
        ),
        _("There is nothing to record."),
    ),
    "council_not_decided": Lack(
        (
            _("%(council)s: no decision yet"),
            _("A council has not decided yet"),
        ),
        _("Its clerk records the result when it has voted."),
    ),
    "council_rejected": Lack(
        (
            _("%(council)s: the plan is not approved, for it were %(yes)s of %(of_members_total)s"),
            _("%(council)s: the plan is not approved"),
            _("No council has approved the plan"),
        ),
        _("Return it to drafting for everybody, or withdraw it."),
    ),
    "nothing_to_return": Lack(
        (_("No council has rejected the plan or asked for changes"),), _("There is nothing to return for.")
    ),
    "not_yet_in_period": Lack(
        (
            _("The plan is for years from %(from_year)s on"),
            _("The plan “%(plan)s” is not in force yet (%(stage)s)"),
            _("Its time has not come yet"),
        ),
        _("Wait until then."),
    ),
    "support_too_low": Lack(
        (
            _("Participants asked: %(asked)s; the result is accepted by %(accept)s"),
            _("Too few participants accept the result"),
        ),
        _("Find out why, change what is needed and ask again."),
    ),
    # keeping
    "charter_guard_unknown": Lack(
        (
            _("No exception can be granted from “%(guard)s”"),
            _("No exception can be granted from this"),
        ),
        _("Exceptions exist from the charter alone, never from law and order."),
    ),
    "entry_unknown": Lack(
        (
            _("There is no entry %(entry)s; the book has %(size)s"),
            _("There is no such entry in the book"),
        ),
        _("Check the number."),
    ),
}
