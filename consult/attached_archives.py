"""Documents that are archives (ODF, OOXML): looked through before any program opens them.

What may lie in wait there: an archive that unpacks to terabytes, small programs that start when it is opened (macros),
XML that makes its reader fetch other files (XXE) or doubles itself (entities), names that lead out of a folder. Sizes
an archive declares may lie, so what counts is what really comes out, read in pieces and thrown away.
"""

import io
import re
import zlib
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from zipfile import BadZipFile, ZipFile, ZipInfo

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser

from consult.attached_kinds import DOCX, ODS, ODT, XLSX
from consult.models import FileRefusedError

MOST_ENTRIES = 2_000
MOST_UNPACKED = 120 * 1024 * 1024  # bytes of everything inside
MOST_XML = 16 * 1024 * 1024  # bytes of everything that has to be parsed, under a second: some 80,000 rows of a table
MOST_TIMES = 200  # how many times larger than the file; text seldom shrinks to less than a fiftieth
SMALL = 4 * 1024 * 1024  # below this nobody is harmed, however well it was packed
A_PIECE = 64 * 1024

LOCKED = 0x1  # bit of the general purpose flag: encrypted (APPNOTE 4.4.4)
MACROS = re.compile(
    r"vbaproject\.bin|vbadata\.xml|(^|/)(macrosheets|activex|ctrlprops)/|oleobject[^/]*\.bin$"
    r"|\.(docm|dotm|xlsm|xlsb|xltm|xlam|pptm|exe|dll|js|vbs|bat|cmd|ps1|jar|lnk)$"
    r"|^(scripts|dialogs)/|^basic/(?!script-l[bc]\.xml$|[^/]+/script-l[bc]\.xml$|[^/]+/dialog-l[bc]\.xml$|.*/$|$)",
    re.IGNORECASE,
)
PARSED = (".xml", ".rels", ".rdf", ".vml", ".svg")
ODF = {ODT: ODT, ODS: ODS}
OOXML = {f"{DOCX}.main+xml": DOCX, f"{XLSX}.main+xml": XLSX}
LISTENER = "event-listener"  # ODF: something is to run when something happens


class _Looker(ContentHandler):
    """What an XML part says that matters here: parts with their types, and listeners that would start a program."""

    def __init__(self) -> None:
        super().__init__()
        self.types: set[str] = set()

    def startElement(self, name: str, attrs: object) -> None:
        if name.endswith(LISTENER):
            raise FileRefusedError("macros")
        if name in ("Override", "Default"):
            self.types.add(attrs.get("ContentType", ""))  # type: ignore[attr-defined]


def document_of(data: bytes) -> str:
    """The media type of a document that is an archive. Raises `FileRefusedError`.

    Codes: damaged, bomb, macros, entities, locked, and media for an archive that is no document we take.
    """
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            return _looked_through(archive, len(data))
    except (BadZipFile, EOFError, OSError, NotImplementedError, UnicodeDecodeError, ValueError, zlib.error) as error:
        if isinstance(error, FileRefusedError):
            raise
        raise FileRefusedError("damaged") from error


def _looked_through(archive: ZipFile, packed: int) -> str:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise FileRefusedError("bomb")
    _names_in_order(entries)
    most = max(SMALL, min(MOST_UNPACKED, packed * MOST_TIMES))
    if sum(entry.file_size for entry in entries) > most:
        raise FileRefusedError("bomb")
    media = ODF.get(_mimetype(archive, entries), "")
    unpacked = parsed = 0
    for entry in entries:
        with archive.open(entry) as inside:
            looker = _Looker() if _is_xml(entry) else None
            size = _read(inside, looker, most - unpacked, MOST_XML - parsed)
        unpacked, parsed = unpacked + size, parsed + (size if looker else 0)
        if looker and entry.filename == "[Content_Types].xml":
            media = _of_types(looker.types)
    if not media:
        raise FileRefusedError("media")
    return media


def _names_in_order(entries: list[ZipInfo]) -> None:
    """No name twice, none that leads elsewhere, none of a program, nothing locked."""
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        raise FileRefusedError("damaged")
    for entry in entries:
        if entry.flag_bits & LOCKED:
            raise FileRefusedError("locked")
        if ".." in entry.filename.split("/") or entry.filename.startswith("/") or "\\" in entry.filename:
            raise FileRefusedError("damaged")
        if MACROS.search(entry.filename):
            raise FileRefusedError("macros")


def _mimetype(archive: ZipFile, entries: list[ZipInfo]) -> str:
    """What ODF says of itself: the entry `mimetype`, first and short (ODF 1.3 part 2, 3.3)."""
    if not entries or entries[0].filename != "mimetype" or entries[0].file_size > 200:
        return ""
    return archive.read(entries[0]).decode("ascii", "replace").strip()


def _is_xml(entry: ZipInfo) -> bool:
    return entry.filename.lower().endswith(PARSED)


def _of_types(types: set[str]) -> str:
    """What OOXML says of itself: the type of its main part (ECMA-376 part 2, 7.2.3)."""
    if any("macroenabled" in kind.lower() or "vbaproject" in kind.lower() for kind in types):
        raise FileRefusedError("macros")
    return next((media for kind, media in OOXML.items() if kind in types), "")


def _read(inside: Any, looker: _Looker | None, most: int, most_xml: int) -> int:
    """Read an entry to its end, which also holds its checksum against it, and give its size in bytes."""
    parser = _parser(inside.name, looker) if looker else None
    size = 0
    try:
        while piece := inside.read(A_PIECE):
            size += len(piece)
            if size > most or (parser and size > most_xml):
                raise FileRefusedError("bomb")
            if parser:
                parser.feed(piece)
        if parser and size:
            parser.close()
    except DefusedXmlException as error:
        raise FileRefusedError("entities") from error
    except SAXException as error:
        raise FileRefusedError("damaged") from error
    return size


def _parser(name: str, looker: _Looker) -> Any:
    """A reader of XML that knows no entities; a document type stands in pictures and old lists of contents alone."""
    parser = make_parser()
    parser.forbid_dtd = not name.endswith((".svg", "/manifest.xml"))
    parser.reset()
    parser.setContentHandler(looker)
    return parser
