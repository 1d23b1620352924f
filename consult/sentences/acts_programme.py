"""Acts in words: a common project of several towns, its calendar, and what is counted out of their books.

Source strings, in English; the Czech ones stand in the catalogue.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from consult.sentences.telling import Deed, Line

PROGRAMME: Mapping[str, Deed] = {
    # towns
    "start_programme": Deed(
        _("Start a common project"),
        _("Several towns go one way under one process file; the days of the calendar follow from the start."),
        (
            Line(
                _(
                    "The common project “%(programme)s” starts on %(short_starts_on)s; "
                    "its calendar follows from that day."
                )
            ),
        ),
    ),
    "invite_town": Deed(
        _("Invite a town"),
        _("Asks a town to take part in the common project; one that declined or left may be asked again."),
        (Line(_("%(town)s was invited to take part in the common project “%(programme)s”.")),),
    ),
    "record_reply": Deed(
        _("Record a town's answer"),
        _("Whether a town that was invited is interested; it may change its mind until it joins."),
        (
            Line(_("%(town)s is interested in the common project."), "reply=interested"),
            Line(_("%(town)s does not want to take part in the common project."), "reply=declined"),
        ),
    ),
    "join_town": Deed(
        _("Record a partnership agreement"),
        _("From now on the town is a member of the common project, and what it does counts."),
        (Line(_("%(town)s joined the common project: partnership agreement, resolution no. %(resolution)s.")),),
        tails=(Line(_("It was resolved on %(short_day)s.")),),
    ),
    "leave_programme": Deed(
        _("Record that a town leaves"),
        _("What the town added no longer counts for what is still ahead; stages that ended stay ended."),
        (
            Line(_("%(town)s left the common project. Reason: “%(reason)s”.")),
            Line(_("%(town)s left the common project.")),
        ),
    ),
    "place_external": Deed(
        _("Record a plan kept elsewhere"),
        _("A town keeps its plan in files of its own; it tells how far it is and attaches them."),
        (
            Line(_("%(town)s keeps its plan elsewhere; it is in the stage “%(stage)s”: “%(told)s”.")),
            Line(_("%(town)s keeps its plan elsewhere; it is in the stage “%(stage)s”.")),
        ),
        tails=(Line(_("Files attached: %(count_files)s.")),),
    ),
    # counting
    "count_town": Deed(
        _("Count an entry of a town's book"),
        _("An entry of a town's own book counts for the common project; it is compared with that book."),
        (
            Line(_("%(town)s counts for “%(need)s” by entry %(n)s of its own book (it adds %(value)s).")),
            Line(_("%(town)s counts for “%(need)s” by entry %(n)s of its own book.")),
        ),
    ),
    "count_external": Deed(
        _("Count a town by its files"),
        _("A town that keeps its plan elsewhere counts for the common project by a file it shows."),
        (
            Line(_("%(town)s counts for “%(need)s” by an attached file: “%(told)s” (it adds %(value)s).")),
            Line(_("%(town)s counts for “%(need)s” by an attached file (it adds %(value)s).")),
        ),
    ),
    "take_back_count": Deed(
        _("Take back a count"),
        _("A town was counted by mistake, or corrected the entry itself; it no longer counts."),
        (
            Line(_("%(town)s no longer counts for “%(need)s”. Reason: “%(reason)s”.")),
            Line(_("%(town)s no longer counts for “%(need)s”.")),
        ),
    ),
    "count_participants": Deed(
        _("Count the participants"),
        _("How many people ever sat in the working groups for some side; each counts once."),
        (
            Line(_("People who have taken part in the working groups so far, each counted once: %(people)s.")),
            Line(_("The people who have taken part in the working groups were counted.")),
        ),
    ),
    "record_training": Deed(
        _("Record a training"),
        _("A training or seminar took place, and who came; each person counts once in all of them."),
        (
            Line(_("A training took place on %(short_day)s (people: %(count_people)s): “%(topic)s”.")),
            Line(_("A training took place on %(short_day)s (people: %(count_people)s).")),
        ),
    ),
    "include_source": Deed(
        _("Take up a town's plan"),
        _("The regional plan is made from plans that towns have approved; the approval is compared with their books."),
        (Line(_("The plan “%(slug)s” of %(town)s, approved by entry %(n)s of its book, is one of the sources.")),),
    ),
    # calendar
    "pass_gate": Deed(
        _("End a stage of the common project"),
        _("Enough towns have come so far, not necessarily all; how many there were is recorded."),
        (Line(_("The stage “%(gate)s” of the common project ended: enough towns have come so far.")),),
    ),
    "move_milestone": Deed(
        _("Move a milestone"),
        _("It is due on another day; the public calendar says why."),
        (
            Line(_("The milestone “%(milestone)s” was moved; it is due on %(short_due_on)s. Reason: “%(reason)s”.")),
            Line(_("The milestone “%(milestone)s” was moved; it is due on %(short_due_on)s.")),
        ),
    ),
    "reach_milestone": Deed(
        _("Record a milestone as reached"),
        _("Says what was done and, where there is something to show, attaches it."),
        (
            Line(_("The milestone “%(milestone)s” was reached: “%(told)s”.")),
            Line(_("The milestone “%(milestone)s” was reached.")),
        ),
    ),
    "close_programme": Deed(
        _("Close the common project"),
        _("Everything it set out to reach is reached; its report is public."),
        (
            Line(_("The common project “%(programme)s” was closed with its report: “%(told)s”.")),
            Line(_("The common project “%(programme)s” was closed with its report.")),
        ),
    ),
    "abandon_programme": Deed(
        _("Give up the common project"),
        _("It ends without having reached what it set out to, and says why; the towns' own plans go on."),
        (
            Line(_("The common project “%(programme)s” was given up. Reason: “%(reason)s”.")),
            Line(_("The common project “%(programme)s” was given up.")),
        ),
    ),
}
