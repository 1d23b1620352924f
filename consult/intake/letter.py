"""A message that was dropped as a file (`.eml`, RFC 5322): its words, day, sender and attachments, to be looked over.

Nothing in it is trusted: headers may be wrong, parts nested without end, attachments are looked through like any file.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr
from html.parser import HTMLParser
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from consult.attached import Upload, looked_through
from consult.attached_kinds import AUDIO, CONTROLS
from consult.models import LONGEST_FILE, FileRefusedError
from workflow.rules.clock import local_date

LONGEST = 20_000  # characters of the words
MOST_PARTS, DEEPEST = 100, 20
HEADER = re.compile(rb"\A(?:[!-9;-~]{1,76}:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2,}")
BROKEN = (MessageError, LookupError, ValueError, TypeError, AttributeError, IndexError, RecursionError)


@dataclass(slots=True)
class Letter:
    """What a message says: `sent_on` is the day in Prague, "" if it has none; `refused` codes of files not taken."""

    subject: str = ""
    words: str = ""
    sender: str = ""
    mail: str = ""
    sent_on: str = ""
    attached: list[Upload] = field(default_factory=list)
    recordings: list[Upload] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    original: Upload | None = None

    @property
    def told(self) -> str:
        """The words with the subject above them, unless they begin with it."""
        if not self.subject or self.words.startswith(self.subject):
            return self.words
        return f"{self.subject}\n\n{self.words}".strip()


def read_letter(file: UploadedFile) -> Letter:
    """The message in a file. Raises `FileRefusedError`: `too_large`, `empty`, or `letter` for what is no message."""
    if (file.size or 0) > LONGEST_FILE:
        raise FileRefusedError("too_large")
    file.seek(0)
    return letter_of(file.read(LONGEST_FILE + 1))


def letter_of(data: bytes) -> Letter:
    """The same of bytes."""
    if not data.strip():
        raise FileRefusedError("empty")
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if not HEADER.match(data) or data.count(b"\nContent-Type:") > MOST_PARTS:
        raise FileRefusedError("letter")
    try:
        message = message_from_bytes(data, policy=policy.default)
        letter = _letter(message)
    except BROKEN as error:
        raise FileRefusedError("letter") from error
    letter.original = _looked_at(data, letter, name="letter.txt", tell=False)
    return letter


def _letter(message: EmailMessage) -> Letter:
    name, mail = parseaddr(_header(message, "From"))
    body = message.get_body(preferencelist=("plain", "html"))
    letter = Letter(
        subject=_clean(_header(message, "Subject"))[:300],
        words=_clean(_words(body))[:LONGEST] if body is not None else "",
        sender=_clean(name)[:300],
        mail=mail if "@" in mail and len(mail) <= 254 else "",
        sent_on=_day(message),
    )
    for part in list(message.iter_attachments())[:MOST_PARTS]:
        content = _bytes(part)
        if content and (upload := _looked_at(content, letter, name=_clean(part.get_filename() or ""))):
            (letter.recordings if upload.media in AUDIO else letter.attached).append(upload)
    return letter


def _header(message: EmailMessage, name: str) -> str:
    """A header as text; "" where it is missing or cannot be read."""
    try:
        return str(message[name] or "")
    except BROKEN:
        return ""


def _day(message: EmailMessage) -> str:
    try:
        sent: Any = message["Date"].datetime
    except BROKEN:
        return ""
    return local_date(sent).isoformat() if isinstance(sent, datetime) and sent.tzinfo is not None else ""


def _words(body: Any) -> str:
    """The words of the part that is read, out of HTML where there is nothing plainer."""
    try:
        words = str(body.get_content())
    except (LookupError, ValueError):  # a set of letters nobody knows
        words = (body.get_payload(decode=True) or b"").decode("utf-8", "replace")
    return plain(words) if body.get_content_subtype() == "html" else words


def _bytes(part: EmailMessage) -> bytes:
    if part.is_multipart():
        return b""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _looked_at(content: bytes, letter: Letter, *, name: str, tell: bool = True) -> Upload | None:
    try:
        return looked_through(content, name=name)
    except FileRefusedError as refusal:
        if tell:
            letter.refused.append(refusal.code)
        return None


def _clean(text: str) -> str:
    """Line ends as ours, no control characters, no surrogates."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (letter for letter in text if letter not in CONTROLS and not "\ud800" <= letter <= "\udfff")
    return re.sub(r"\n{3,}", "\n\n", "".join(kept)).strip()


class _Reader(HTMLParser):
    """The words of a page: no scripts, no styles; a new line where a block ends."""

    UNREAD = frozenset({"script", "style", "head", "title", "template"})
    BLOCKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "blockquote", "table", "ul", "ol"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.unread = 0
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        """A new line before a block; nothing inside what is not read."""
        self.unread += tag in self.UNREAD
        if tag in self.BLOCKS:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """A new line behind a block."""
        self.unread = max(0, self.unread - (tag in self.UNREAD))
        if tag in self.BLOCKS and tag != "br":
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        """Words."""
        if not self.unread:
            self.found.append(data)


def plain(page: str) -> str:
    """The words of HTML, a line for each block."""
    reader = _Reader()
    reader.feed(page[: 50 * LONGEST])
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.found).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
