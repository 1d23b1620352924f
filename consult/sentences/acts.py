"""Every act in words: its button, what it does, and the pens the acts are listed by."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from consult.sentences.tables import DEEDS
from consult.sentences.telling import Lazy
from workflow.rules.act import ACTS
from workflow.rules.acts import PENS

PEN_TITLES: Mapping[str, Lazy] = {
    "founding": _("Founding"),
    "members": _("Municipalities of the territory"),
    "plans": _("Plans"),
    "history": _("Plans from before the book"),
    "bodies": _("Groups and their members"),
    "joining": _("Joining a group"),
    "preparing": _("Preparation and care for people"),
    "needs": _("Needs, aims and measures"),
    "priorities": _("Priorities and means"),
    "drafting": _("Writing the draft"),
    "deciding": _("Questions to decide"),
    "positions": _("Positions"),
    "disagreeing": _("Ways on from disagreement"),
    "emergency": _("Voting as the last resort"),
    "agenda": _("Agreeing to many answers at once"),
    "steering": _("The steering group decides"),
    "agreeing": _("Agreement of the sides"),
    "meetings": _("Meetings"),
    "posting": _("The posted draft"),
    "commenting": _("Comments and suggestions"),
    "speaking": _("Around a comment"),
    "moderating": _("Holding back and hiding"),
    "grouping": _("Comments that say the same"),
    "answering": _("Answering"),
    "settling": _("Settling comments"),
    "submitting": _("Submitting to the councils"),
    "councils": _("Councils"),
    "cycle": _("Fulfilling the plan"),
    "fulfilling": _("Promises and years"),
    "programme": _("Common project of towns"),
    "counting": _("Counting for the common project"),
    "calendar": _("Calendar of the common project"),
    "keeping": _("Keeping the record"),
}


@dataclass(frozen=True, slots=True)
class ActGroup:
    """The acts of one pen: its name in the rules, its title, and the names of its acts in the order of the rules."""

    pen: str
    title: str
    acts: tuple[str, ...]


def act_label(act: str) -> str:
    """The act as a button says it: "Put a question to decide". An act nobody has worded is called by its name."""
    return str(DEEDS[act].label) if act in DEEDS else act


def act_about(act: str) -> str:
    """What the act does, in a sentence."""
    return str(DEEDS[act].about) if act in DEEDS else ""


def pen_of(act: str) -> str:
    """The pen an act belongs to, as the files of the rules have it. Errors: KeyError for an act there is not."""
    return ACTS[act].__module__.rsplit(".", 1)[-1]


def act_groups() -> list[ActGroup]:
    """All acts by pen, in the order of the rules."""
    return [
        ActGroup(pen, str(PEN_TITLES.get(pen, pen)), tuple(act for act in ACTS if pen_of(act) == pen)) for pen in PENS
    ]
