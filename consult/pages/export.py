"""The register of comments as a file for spreadsheets: every row, streamed, as public as the pages are and no more."""

import csv
from collections.abc import AsyncIterator, Iterator
from io import StringIO
from typing import Any

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.api.matters import shapes
from consult.places import Here, plan_or_404
from workflow.rules import rows

AT_ONCE = 500
COLUMNS = (
    "number", "kind", "received_at", "late", "channel", "side", "section", "status", "published_as", "text",
    "proposed_wording", "disposition", "disposition_words", "reason", "settled_at", "entry", "url",
)  # fmt: skip
# What a spreadsheet would take for a formula (CWE-1236): such a cell is told to be text.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BEGIN_OF_FILE = "\ufeff"  # without it the most used spreadsheet reads diacritics wrong


@require_safe
def view(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """A header, then a line for each comment and point by number; commas, quotes as RFC 4180, UTF-8."""
    here = plan_or_404(request, slug)
    lines = lines_of(here)
    # A server of asynchronous requests would gather a synchronous answer whole before it sends the first byte.
    content: Any = _asynchronously(lines) if isinstance(request, ASGIRequest) else lines
    answer = StreamingHttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{here.slug}-{_("comments")}.csv"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def lines_of(here: Here) -> Iterator[str]:
    """The file in pieces of at most a few hundred rows."""
    yield BEGIN_OF_FILE + _written([COLUMNS])
    born, key = -1, ""
    while found := _next(here, born, key):
        born, key = found[-1].born, found[-1].key
        yield _written([[as_text(shape[column]) for column in COLUMNS] for shape in shapes(here, found)])


def _next(here: Here, born: int, key: str) -> list[Any]:
    """The rows behind the last one, in the order they came into the book; points stand where they were split off."""
    matters = here.rows(rows.Matter).filter(born__gte=born).order_by("born", "key")
    found = list(matters[: AT_ONCE + 27])  # a comment has at most 26 points, all of one entry
    return [row for row in found if (row.born, row.key) > (born, key)][:AT_ONCE]


def as_text(value: Any) -> str:
    """A cell no spreadsheet computes."""
    if isinstance(value, bool):
        return str(int(value))
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def _written(lines: Any) -> str:
    page = StringIO()
    csv.writer(page, lineterminator="\r\n").writerows(lines)
    return page.getvalue()


async def _asynchronously(lines: Iterator[str]) -> AsyncIterator[str]:
    def following() -> str | None:
        return next(lines, None)

    while (piece := await sync_to_async(following)()) is not None:
        yield piece
