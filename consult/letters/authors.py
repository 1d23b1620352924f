"""Whether a follower is the one who spoke."""

from consult.models import Follower
from workflow.models import model_of
from workflow.rules import rows


def author_of(follower: Follower) -> bool:
    """Whether the comment followed was said by this very person; somebody who joined it only agreed."""
    if not follower.person or follower.number is None:
        return False
    key = f"{follower.plan}/{follower.number}"
    matters = model_of(rows.Matter).objects.filter(territory=follower.territory, key=key)
    return bool(matters.filter(person=follower.person).exists())
