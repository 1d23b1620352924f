"""The text of a plan on paper: a PDF made once for each wording and language, kept as a file that can be made again.

The library that sets pages is slow and needs libraries of the system: it is imported only when a PDF is asked for, and
the worker does the work. It fetches nothing, neither from the network nor from this machine.
"""

import contextlib
import hashlib
import os
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django_tasks import task

from consult.addresses import whole_address
from consult.bookcode import newest_code
from consult.places import Here, here_of, said
from consult.reading import Chapter, edition_row, part_read
from consult.text import html_of
from consult.visible import opened
from workflow.models import model_of
from workflow.rules import rows
from workflow.store import process_file

SHEET = settings.BASE_DIR / "templates" / "export" / "draft_pdf.css"
LAYOUT = 2  # grows when the same words are to be set differently
AWAITED = 180  # seconds after which a PDF that did not come is asked for once more
MOST_KEPT = 200  # files; the oldest make room
BEHIND = -50  # letters go first


class State(StrEnum):
    """Where a PDF is."""

    READY = "ready"
    BEING_MADE = "being_made"
    LATE = "late"  # asked for some time ago and still not there
    IMPOSSIBLE = "impossible"  # this machine has no library to set pages


@dataclass(frozen=True, slots=True)
class Leafed:
    """One part of the text as it is set."""

    number: int
    title: str
    summary: str
    chapters: Sequence[Chapter]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A PDF of an edition (0: today's text); `path` is where it lies once it is made, by everything that is in it."""

    here: Here
    edition: Any
    parts: Sequence[Leafed]
    language: str
    path: Path


def wanted(here: Here, edition: Any, language: str) -> Wanted:
    """The PDF of an edition (its row; None for today's text), with the words anybody may read now."""
    parts = []
    for place, rule in enumerate(here.process.parts, start=1):
        chapters, summary = part_read(here, rule.id, edition)
        parts.append(Leafed(place, said(rule.title), summary, chapters))
    digest = hashlib.sha256(repr((LAYOUT, language, here.title, edition and edition.number, parts)).encode())
    path = settings.VAR / "pdf" / here.territory / f"{here.slug}.{digest.hexdigest()}.pdf"
    return Wanted(here, edition, parts, language, path)


def state_of(one: Wanted) -> State:
    """Where it is now; asked for here, if nobody has asked before."""
    if one.path.exists():
        return State.READY
    if library() is None:
        return State.IMPOSSIBLE
    asked = one.path.with_suffix(".asked")
    since = time.time() - asked.stat().st_mtime if asked.exists() else None
    if since is None or since > AWAITED:
        one.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        asked.touch()
        number = one.edition.number if one.edition else 0
        make.enqueue(one.here.territory, one.here.slug, number, one.language)
    if one.path.exists():  # where tasks are run at once
        return State.READY
    return State.LATE if since is not None and since > AWAITED else State.BEING_MADE


@lru_cache(maxsize=1)
def library() -> Any:
    """The library that sets pages; None where it or the system's part of it is not there."""
    try:
        import weasyprint
    except (ImportError, OSError):
        return None
    return weasyprint


@task(priority=BEHIND)
def make(territory: str, plan: str, edition: int, language: str) -> str:
    """Set the pages of an edition and keep them under the name of what is in them. What came of it, in a word."""
    if library() is None:
        return "impossible"
    with translation.override(language):
        row = model_of(rows.Plan).objects.filter(territory=territory, key=plan).first()
        process = process_file(row.process) if row else None
        if row is None or process is None:
            return "gone"
        here = here_of(row, process, opened(territory, [row.title]))
        one = wanted(here, edition_row(here, edition), language)
        if not one.path.exists():
            _keep(one.path, pages_of(one))
    return "made"


def pages_of(one: Wanted) -> bytes:
    """The PDF, tagged for screen readers (PDF/UA-1)."""
    context = {
        "here": one.here,
        "edition": one.edition,
        "parts": one.parts,
        "summaries": {part.number: html_of(part.summary) for part in one.parts},
        "code": newest_code(one.here.territory),
        "address": whole_address(one.here.address("draft")),
        "language": one.language,
    }
    weasyprint = library()
    nothing = _nothing_fetched(weasyprint)
    sheet = weasyprint.CSS(filename=SHEET, url_fetcher=nothing)
    document = weasyprint.HTML(string=render_to_string("export/draft_pdf.html", context), url_fetcher=nothing)
    return bytes(document.write_pdf(stylesheets=[sheet], pdf_variant="pdf/ua-1"))


def _nothing_fetched(weasyprint: Any) -> Any:
    """What the library asks for whatever a text points at; the answer is no."""

    def fetch(self: Any, url: str, headers: Any = None) -> NoReturn:
        raise ValueError("nothing is fetched for a PDF")

    return type("NothingFetched", (weasyprint.urls.URLFetcher,), {"fetch": fetch})()


def _keep(path: Path, data: bytes) -> None:
    """The whole file appears under its name in one step."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as fresh:
        fresh.write(data)
    os.replace(fresh.name, path)
    path.with_suffix(".asked").unlink(missing_ok=True)
    kept = sorted(path.parent.glob("*"), key=lambda one: one.stat().st_mtime)
    for old in kept[:-MOST_KEPT]:
        old.unlink(missing_ok=True)


def forget_printed(sender: Any, territory: str, act: str = "", **more: Any) -> None:
    """After a redaction no page that was set before stays, and no book packed up with the words; both are made again,
    without those words, when they are wanted."""
    if act == "redact":
        packed = (settings.VAR / "bundles").glob(f"{territory}.*.zip")
        for old in (*(settings.VAR / "pdf" / territory).glob("*"), *packed):
            with contextlib.suppress(OSError):
                old.unlink()
