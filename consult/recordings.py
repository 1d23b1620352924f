"""Voice recordings: which wait to be written down, and where each may be heard."""

from typing import Any

from consult.acting.desk import Desk
from consult.places import Here
from consult.visible import files_given
from workflow.rules import rows


def waiting_recordings(here: Here) -> Any:
    """Matters said by voice that nobody has written down yet, oldest first, as a query set."""
    found = here.rows(rows.Matter).filter(recording__isnull=False, transcript=None, point="")
    return found.order_by("number")


def player_url(desk: Desk, row: Any, *, author: bool = False) -> str:
    """Where the recording of a matter can be heard by whoever sits here; "" for those it is not confided to."""
    if desk.here is None or not row.recording:
        return ""
    given = files_given(desk, row, author=author)
    return desk.here.address("matter_file", row.number, given["recording"]) if "recording" in given else ""
