"""The letters of the demo, read back from the files they were written to (Django's file backend)."""

import re
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

MOST = 50
LONGEST_FILE = 1_000_000  # bytes
BETWEEN = re.compile(rb"^-{79}$", re.MULTILINE)  # what the file backend writes after each letter


class Piece(NamedTuple):
    """Some text of a letter; with an address, a link of this site."""

    text: str
    url: str = ""


class Sent(NamedTuple):
    """A letter as it left: whom to, what about, when, its text in pieces."""

    to: str
    subject: str
    date: datetime | None
    pieces: list[Piece]


def letters_sent(folder: Path) -> list[Sent]:
    """The newest letters first; what is no letter is passed over."""
    files = sorted(folder.glob("*.log"), key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
    found: list[Sent] = []
    for path in files[:MOST]:
        if path.stat().st_size <= LONGEST_FILE:
            found += [_read(part) for part in reversed(BETWEEN.split(path.read_bytes())) if part.strip()]
    return found[:MOST]


def _read(raw: bytes) -> Sent:
    message = message_from_bytes(raw.lstrip(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain",))
    text = str(body.get_content()) if body is not None else ""
    to, subject = (str(message[name] or "").strip() for name in ("To", "Subject"))
    return Sent(to, subject, _moment(str(message["Date"] or "")), pieces_of(text))


def _moment(said: str) -> datetime | None:
    try:
        return parsedate_to_datetime(said).replace(tzinfo=UTC)  # Django writes the time of UTC
    except ValueError:
        return None


def pieces_of(text: str) -> list[Piece]:
    """Text and the links of this site in it; other addresses stay text."""
    ours = re.compile(rf"({re.escape(settings.PUBLIC_URL)}/[^\s<>\"]*[^\s<>\".,;:)])")
    return [Piece(part, part if ours.fullmatch(part) else "") for part in ours.split(text.strip()) if part]
