"""A list that was brought, kept row by row until each is recorded or left out: nothing in it has to be typed twice.

It lies among the drafts of whoever brought it, is forgotten like them after 30 days, and is nobody else's to see.
"""

import time
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from consult.acting.desk import Desk
from consult.acting.values import panel_of
from consult.comments import CommentDeclinedError
from consult.intake.entry import AlreadyEnteredError, enter, mark_of, numbers_of
from consult.intake.form import IntakeForm
from consult.models import DRAFTS_KEPT, Draft
from consult.who import now, owner_of
from workflow.perform import RefusedError
from workflow.rules.act import FactsError

MOST_LISTS = 10
AT_ONCE, SECONDS_AT_ONCE = 500, 8  # rows recorded by one press of the button, and for how long at most


@dataclass(slots=True)
class Line:
    """One row: its line in the source, what stands in it as `IntakeForm` takes it, and what became of it.

    `mark` knows it again as it came, however it was mended; `wrong` are sentences that say what to mend.
    """

    line: int
    typed: dict[str, str]
    mark: str
    wrong: list[str] = field(default_factory=list)
    out: bool = False
    number: int = 0  # under which it is entered
    before: bool = False  # entered already when it was brought
    new: bool = False  # recorded by this list

    @property
    def state(self) -> str:
        """done | before | out | wrong | ready."""
        if self.number:
            return "before" if self.before else "done"
        return "out" if self.out else "wrong" if self.wrong else "ready"


@dataclass(slots=True)
class Batch:
    """The list: `unused` are columns nobody knew."""

    key: str
    source: str
    lines: list[Line]
    unused: list[str]

    @property
    def left(self) -> int:
        """How many rows are neither recorded nor left out."""
        counts = self.counts()
        return counts["ready"] + counts["wrong"]

    def counts(self) -> Counter[str]:
        """How many rows are in which state."""
        return Counter(line.state for line in self.lines)


def page_of(desk: Desk) -> str:
    """Under which name lists of this plan lie among the drafts."""
    return f"intake/{desk.territory}/{desk.plan}"


def begin(request: HttpRequest, desk: Desk, rows: Sequence[dict[str, str]], **about: Any) -> Batch:
    """Keep the rows of a list, each looked at. `about`: source, unused, lines (numbers of lines in the source)."""
    seen: Counter[str] = Counter()
    lines = []
    for typed, line in zip(rows, about.pop("lines", None) or range(1, len(rows) + 1), strict=True):
        first = mark_of(desk, typed)
        lines.append(Line(line, typed, mark_of(desk, typed, seen[first])))
        seen[first] += 1
    known = numbers_of(desk, [line.mark for line in lines])
    for line in lines:
        line.number = known.get(line.mark, 0)
        line.before = bool(line.number)
        look(desk, line)
    batch = Batch(str(uuid.uuid4()), about.get("source", ""), lines, list(about.get("unused", ())))
    Draft.objects.filter(kept_at__lt=timezone.now() - DRAFTS_KEPT).delete()
    fields = _fields(batch)
    Draft.objects.create(
        key=batch.key, owner=owner_of(request), page=page_of(desk), fields=fields, kept_at=timezone.now()
    )
    return batch


def find(request: HttpRequest, desk: Desk, key: str) -> Batch | None:
    """A list of one's own; None for any other."""
    draft = Draft.objects.filter(key=key, owner=owner_of(request), page=page_of(desk)).first()
    return _batch(draft) if draft else None


def unfinished(request: HttpRequest, desk: Desk) -> list[Batch]:
    """One's own lists in which something is left to do, newest first."""
    found = Draft.objects.filter(owner=owner_of(request), page=page_of(desk)).order_by("-kept_at")
    return [batch for batch in map(_batch, found[:MOST_LISTS]) if batch.left]


def save(batch: Batch) -> None:
    """Keep what became of its rows."""
    Draft.objects.filter(key=batch.key).update(fields=_fields(batch))


def forget(batch: Batch) -> None:
    """It is done with: what is not recorded is gone."""
    Draft.objects.filter(key=batch.key).delete()


def form_of(desk: Desk, line: Line) -> IntakeForm:
    """The row as the form it has to fit."""
    assert desk.here is not None
    return IntakeForm(desk.here, at=now(), rows=True, data=line.typed)


def look(desk: Desk, line: Line) -> IntakeForm:
    """Say what has to be mended in a row."""
    form = form_of(desk, line)
    line.wrong = [
        f"{form.fields[name].label}: {error}" if name in form.fields else str(error)
        for name, errors in form.errors.items()
        for error in errors
    ]
    return form


def record(desk: Desk, batch: Batch) -> int:
    """Record the next rows that are ready, each in a transaction of its own; gives how many were recorded.

    Stops after `AT_ONCE` rows or `SECONDS_AT_ONCE`; whatever happens in between, no row is recorded twice.
    """
    until, recorded = time.monotonic() + SECONDS_AT_ONCE, 0
    for line in _ready(batch.lines):
        if recorded >= AT_ONCE or time.monotonic() > until:
            break
        recorded += record_line(desk, line)
    save(batch)
    return recorded


def _ready(lines: Iterable[Line]) -> Iterable[Line]:
    return (line for line in lines if line.state == "ready")


def record_line(desk: Desk, line: Line) -> bool:
    """Record one row; what is in the way stands in `wrong` afterwards. True if it was recorded now."""
    form = look(desk, line)
    if line.wrong:
        return False
    try:
        line.number = enter(desk, form.cleaned_data, line.mark).number
        line.new = True
        line.typed.pop("mail", None)  # it is with the letters now, or nowhere
    except AlreadyEnteredError as known:
        line.number, line.before = known.number, True
    except RefusedError as refusal:
        line.wrong = [obstacle["sentence"] for obstacle in panel_of(desk, refusal.obstacles)["obstacles"]]
    except FactsError as error:
        line.wrong = [f"{flaw.field}: {flaw.fix}" for flaw in error.flaws]
    except ValidationError:
        line.wrong = [_("This is no e-mail address.")]
    except CommentDeclinedError:
        line.wrong = [_("The comment was not taken. The town's office will help you.")]
    return line.new


def _fields(batch: Batch) -> dict[str, Any]:
    return {"source": batch.source, "unused": batch.unused, "lines": [asdict(line) for line in batch.lines]}


def _batch(draft: Draft) -> Batch:
    fields = draft.fields
    return Batch(str(draft.key), fields["source"], [Line(**line) for line in fields["lines"]], fields["unused"])
