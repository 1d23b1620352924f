"""What a follower follows, as letters and pages name it: the plan, the comment, and where they are."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from consult.addresses import address, whole_address
from consult.letters.authors import author_of
from consult.models import Follower
from consult.places import Here, here_of
from consult.visible import opened
from workflow.models import model_of
from workflow.rules import rows
from workflow.store import process_file


class About(NamedTuple):
    """A comment or a whole plan: its name, and the whole address of its page."""

    name: str
    url: str


def here_for(territory: str, slug: str) -> Here | None:
    """The plan in the reader's language; None where there is no such plan any more."""
    plan = model_of(rows.Plan).objects.filter(territory=territory, key=slug).first()
    process = process_file(plan.process) if plan else None
    return here_of(plan, process, opened(territory, [plan.title])) if plan is not None and process else None


def about(follower: Follower) -> About:
    """What this follower follows, without the plan's name."""
    if follower.number is None:
        return About(_("the whole plan"), whole_address(address("plan", follower.plan)))
    told = _("Your comment no. %(number)s") if author_of(follower) else _("Comment no. %(number)s")
    return About(
        told % {"number": follower.number}, whole_address(address("matter", follower.plan, str(follower.number)))
    )


def plan_words(follower: Follower) -> dict[str, str]:
    """The names of plan and town."""
    here = here_for(follower.territory, follower.plan)
    return {"plan": here.title if here else follower.plan, "town": here.town.name if here else ""}
