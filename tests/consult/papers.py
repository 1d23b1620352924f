"""Files as people send them, made in memory: honest ones of every kind, and the parts bad ones are made of."""

import io
import struct
import zlib
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from openpyxl import Workbook

DOCX_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORDS = "<w:document xmlns:w='w'><w:p>Chybí zábradlí.</w:p></w:document>"
CONTENT = "<office:document-content xmlns:office='o'>Chybí zábradlí.</office:document-content>"


def zipped(parts: dict[str, str | bytes], *, first: str = "") -> bytes:
    """An archive of these parts; `first` stands stored at its beginning as `mimetype`, as ODF wants it."""
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        if first:
            archive.writestr("mimetype", first, ZIP_STORED)
        for name, data in parts.items():
            archive.writestr(name, data)
    return packed.getvalue()


def types(main: str = DOCX_MAIN) -> str:
    return f"<Types><Override PartName='/word/document.xml' ContentType='{main}'/></Types>"


def docx(**more: str | bytes) -> bytes:
    parts: dict[str, str | bytes] = {"[Content_Types].xml": types(), "word/document.xml": WORDS}
    return zipped(parts | {name.replace("__", "/").replace("_dot_", "."): data for name, data in more.items()})


def docx_with(name: str, data: str | bytes) -> bytes:
    return zipped({"[Content_Types].xml": types(), "word/document.xml": WORDS, name: data})


def odt_with(name: str = "styles.xml", data: str | bytes = "<styles/>", *, kind: str = "text") -> bytes:
    return zipped(
        {"content.xml": CONTENT, "META-INF/manifest.xml": "<manifest/>", name: data},
        first=f"application/vnd.oasis.opendocument.{kind}",
    )


def xlsx(rows: list[list[object]]) -> bytes:
    """A table as a spreadsheet program writes it."""
    book, kept = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(kept)
    return kept.getvalue()


def png(width: int = 3, height: int = 2, *, padding: int = 0) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    picture = chunk(b"IDAT", zlib.compress(b"\0" * (height * (3 * min(width, 9) + 1)))) + chunk(b"tEXt", bytes(padding))
    return b"\x89PNG\r\n\x1a\n" + head + picture + chunk(b"IEND", b"")


def jpeg(width: int = 3, height: int = 2, *, padding: int = 0) -> bytes:
    head = b"\xff\xd8\xff\xe0\x00\x10JFIF\0\1\1\0\0\1\0\1\0\0"
    frame = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\1\1\x11\0"
    return head + frame + b"\xff\xda\x00\x08\1\1\0\0\x3f\0" + b"\x55" * padding + b"\xff\xd9"


def box(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data) + 8) + kind + data


def m4a(*handlers: bytes) -> bytes:
    tracks = [box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + kind + bytes(13)))) for kind in handlers or (b"soun",)]
    return box(b"ftyp", b"M4A \0\0\0\0isom") + box(b"mdat", bytes(40)) + box(b"moov", b"".join(tracks))


MP3 = b"\xff\xfb\x90\x64" + bytes(400)
MP3_TAGGED = b"ID3\x04\0\0\0\0\0\x0a" + bytes(10) + MP3
WAV = b"RIFF" + struct.pack("<I", 44) + b"WAVEfmt " + bytes(36)
OGG = b"OggS\0\2" + bytes(22) + b"OpusHead" + bytes(40)
OGG_FILM = b"OggS\0\2" + bytes(22) + b"\x80theora" + bytes(40)
WEBM = b"\x1aE\xdf\xa3\x9fB\x82\x84webm" + b"\x86\x85A_OPUS" + bytes(40)
WEBM_FILM = b"\x1aE\xdf\xa3\x9fB\x82\x84webm" + b"\x86\x85V_VP8" + bytes(40)
PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF\n"
