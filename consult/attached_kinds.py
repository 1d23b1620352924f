"""What a file is, told from its bytes: the name and the browser's word for it may say anything.

Signatures as in the formats' own standards: PDF (ISO 32000-1 7.5.2), PNG (W3C PNG 5.2), JPEG (ITU T.81 B.1), ISO base
media (ISO 14496-12 4.3), Ogg (RFC 3533 6), Matroska and WebM (RFC 8794 11.2), RIFF WAVE, MPEG audio (ISO 11172-3 2.4).
"""

import struct
from collections.abc import Iterator

from consult.models import FileRefusedError

PDF, ODT = "application/pdf", "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV, TEXT = "text/csv", "text/plain"
PNG, JPEG = "image/png", "image/jpeg"
MP3, M4A, OGG, WEBM, WAV = "audio/mpeg", "audio/mp4", "audio/ogg", "audio/webm", "audio/wav"
AUDIO = frozenset({MP3, M4A, OGG, WEBM, WAV})
ZIPPED = "zip"  # an archive: what kind of document it is stands inside

PNG_MARK, JPEG_MARK = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
MOST_PIXELS = 120_000_000  # an A3 sheet scanned at 600 dots an inch has 70 million
MARKUP = ("<", "{\\rtf", "#!", "%!PS")
CONTROLS = frozenset(map(chr, (*range(9), 11, *range(14, 32), 127)))


def media_of(data: bytes, name: str = "") -> str:
    """The media type of the bytes, or `ZIPPED`. Raises `FileRefusedError` ("media", "damaged", "bomb").

    `name` only tells a table from a text, which are the same bytes.
    """
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return ZIPPED
    if data.startswith(PNG_MARK):
        return _png(data)
    if data.startswith(JPEG_MARK):
        return _jpeg(data)
    return _sound(data) or _text(data, name)


def _png(data: bytes) -> str:
    """A PNG whose chunks lead to its end."""
    at, last = len(PNG_MARK), b""
    while at + 12 <= len(data) and last != b"IEND":
        length, last = struct.unpack_from(">I4s", data, at)
        if last == b"IHDR" and length >= 8:
            _not_too_many_pixels(*struct.unpack_from(">II", data, at + 8))
        at += 12 + length
    if last != b"IEND" or at > len(data):
        raise FileRefusedError("damaged")
    return PNG


def _jpeg(data: bytes) -> str:
    """A JPEG whose segments lead to a picture, and that has an end."""
    at = 2
    while at + 9 < len(data):
        if data[at] != 0xFF:
            break
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            _not_too_many_pixels(*struct.unpack_from(">HH", data, at + 5))
            if data.find(b"\xff\xd9", at) != -1:
                return JPEG
        at += 1 if marker == 0xFF else 2 + length
    raise FileRefusedError("damaged")


def _not_too_many_pixels(one: int, other: int) -> None:
    if one * other > MOST_PIXELS:
        raise FileRefusedError("bomb")


def _sound(data: bytes) -> str:
    """The kind of a recording; "" if it is none. A film is not taken: a voice is all that is asked for."""
    if data.startswith(b"ID3") or _mpeg_frame(data[:4]):
        return MP3
    if data.startswith(b"RIFF") and data[8:12] == b"WAVE":
        return WAV
    if data.startswith(b"OggS"):
        return _only(OGG, any(mark in data[:400] for mark in (b"OpusHead", b"\x01vorbis", b"Speex   ", b"fLaC")))
    if data.startswith(b"\x1aE\xdf\xa3"):
        head = data[:65536]
        return _only(WEBM, b"webm" in head[:80] and not any(mark in head for mark in (b"V_VP", b"V_AV1", b"V_MPEG")))
    if data[4:8] == b"ftyp":
        handlers = set(_handlers(data))
        return _only(M4A, b"soun" in handlers and b"vide" not in handlers)
    return ""


def _only(media: str, fits: bool) -> str:
    if not fits:
        raise FileRefusedError("media")
    return media


def _mpeg_frame(head: bytes) -> bool:
    """Whether these four bytes are a header of MPEG layer III: its sync word, and no value that is reserved."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    version, layer, rate, sampling = head[1] >> 3 & 3, head[1] >> 1 & 3, head[2] >> 4, head[2] >> 2 & 3
    return version != 1 and layer == 1 and rate not in (0, 15) and sampling != 3


def _handlers(data: bytes, start: int = 0, end: int | None = None) -> Iterator[bytes]:
    """What the tracks of an ISO media file are handled as: `soun`, `vide`, …"""
    at, end = start, len(data) if end is None else end
    while at + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1 and at + 16 <= end:
            size, head = struct.unpack_from(">Q", data, at + 8)[0], 16
        size = size or end - at
        if size < head or at + size > end:
            raise FileRefusedError("damaged")
        if kind in (b"moov", b"trak", b"mdia"):
            yield from _handlers(data, at + head, at + size)
        elif kind == b"hdlr":
            yield data[at + head + 8 : at + head + 12]
        at += size


def _text(data: bytes, name: str) -> str:
    """A text or a table in letters; markup, programs and anything with control characters is neither."""
    words = text_of(data)
    if words is None or words.lstrip().startswith(MARKUP):
        raise FileRefusedError("media")
    return CSV if name.lower().endswith(".csv") else TEXT


def text_of(data: bytes) -> str | None:
    """The bytes as text: UTF-8, with or without its mark, UTF-16 with its mark, else Windows-1250; None if no text."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1250"):
        try:
            words = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if CONTROLS.intersection(words) else words
    return None
