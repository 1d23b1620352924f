"""A move: one act as a small form on the page of the thing it is about, with what is known already filled in."""

from typing import Any
from urllib.parse import urlencode

from consult.acting.desk import Desk
from consult.acting.form import form_for
from consult.acting.standing import may_do
from consult.acting.steps import RECORD, acting_mark
from consult.acting.whose import whose_fields
from consult.sentences import act_about, act_label
from workflow.store import Rows

Move = dict[str, Any]


def move(
    desk: Desk, act: str, *, known: dict[str, Any], ask: tuple[str, ...] = (), table: str | None = None, back: str = "",
    at_once: bool = False, label: str = "", initial: dict[str, Any] | None = None, whose: bool = False,
    quiet: bool = False, mark: str = "",
) -> Move:  # fmt: skip
    """One act as `acting/move.html` takes it.

    `known` are facts that go without asking, `ask` those that are asked for, `table` the body it happens at. `at_once`
    records without a second look: only for what commits nobody but the speaker. `whose` asks whose word it is, `mark`
    tells several forms of one act on a page apart.
    """
    form = form_for(act, desk, only=ask, initial={**known, **(initial or {})}, auto_id=f"{act}{mark}-%s")
    if whose:
        form.fields |= {name: field for name, field in whose_fields(desk, act, known).items() if name == "by"}
    fixed = [(name, item) for name, value in known.items() for item in (value if isinstance(value, list) else [value])]
    hidden = [*fixed, ("as", acting_mark(desk)), ("next", back), ("step", RECORD if at_once else "")]
    return {
        "act": act,
        "form": form,
        "url": f"{desk.url(act)}?{urlencode([(name, value) for name, value in fixed if value])}",
        "hidden": [{"name": name, "value": value} for name, value in hidden if value not in (None, "")],
        "label": label or act_label(act),
        "about": act_about(act),
        "quiet": quiet,
        "files": any(field.widget.needs_multipart_form for field in form.fields.values()),
    }


def moves(desk: Desk, state: Rows, table: str | None, *wanted: tuple[str, dict[str, Any]]) -> list[Move]:
    """Those of the wanted moves this seat holds a pen for at the table."""
    return [move(desk, act, table=table, **more) for act, more in wanted if may_do(desk, act, state, table)]
