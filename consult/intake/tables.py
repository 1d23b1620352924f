"""Tables people bring, read as rows of text: XLSX, ODS, CSV. Looked through first; bounded in rows, columns, letters.

XLSX by openpyxl in its reading mode (formulas as they were last worked out, never run), ODS by its one XML part, both
through the parser that refuses entities; CSV as Czech and other spreadsheets save it.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any
from zipfile import BadZipFile, ZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from consult.acting.typed import day_shown
from consult.attached import Upload
from consult.attached_kinds import CSV, ODS, TEXT, XLSX, text_of
from consult.models import FileRefusedError

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 2_000, 60, 20_000
ABOVE = 20  # rows above the headings: a title, a date
MOST_SHEETS = 20

Table = list[list[str]]

TABLE_NS = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE_NS = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT_NS = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
UNREADABLE = (
    BadZipFile, DefusedXmlException, InvalidFileException, ParseError, KeyError, ValueError, TypeError, AttributeError,
    IndexError, OSError, EOFError, OverflowError,
)  # fmt: skip


def table_of(upload: Upload) -> Table:
    """The rows of the first sheet that has any, blank ones left out, each as long as it is filled.

    Raises `FileRefusedError`: `table` for what is no table, `damaged`, `rows` for more than `MOST_ROWS`.
    """
    readers = {XLSX: _xlsx, ODS: _ods, CSV: _csv, TEXT: _csv}
    reader = readers.get(upload.media)
    if reader is None:
        raise FileRefusedError("table")
    try:
        found = list(islice(_filled(reader(upload.data)), MOST_ROWS + ABOVE + 1))
    except FileRefusedError:
        raise
    except UNREADABLE as error:
        raise FileRefusedError("damaged") from error
    if len(found) > MOST_ROWS + ABOVE:
        raise FileRefusedError("rows")
    return found


def _filled(rows: Iterable[Iterable[Any]]) -> Iterator[list[str]]:
    for row in rows:
        cells = [_cell(value) for value in islice(row, MOST_COLUMNS)]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield cells


def _cell(value: Any) -> str:
    """A cell as somebody would type it: days as Czech ones, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return day_shown(value.date().isoformat())
    if isinstance(value, date):
        return day_shown(value.isoformat())
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).replace("_x000D_", "").replace("\r\n", "\n").replace("\x00", "").strip()[: LONGEST_CELL + 1]


def _xlsx(data: bytes) -> Iterator[Iterable[Any]]:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        for sheet in book.worksheets[:MOST_SHEETS]:
            sheet.reset_dimensions()  # what the sheet says of its own size may be a lie
            empty = True
            for row in sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS):
                empty = empty and not any(row)
                yield row
            if not empty:
                return
    finally:
        book.close()


def _ods(data: bytes) -> Iterator[list[str]]:
    with ZipFile(io.BytesIO(data)) as archive, archive.open("content.xml") as content:
        empty = True
        for _event, element in iterparse(content, events=("end",)):
            if element.tag == f"{TABLE_NS}table-row":
                cells = list(_ods_cells(element))
                empty = empty and not any(cells)
                times = 1 if not any(cells) else _times(element, "number-rows-repeated", MOST_ROWS)
                yield from [cells] * times
                element.clear()
            elif element.tag == f"{TABLE_NS}table":
                if not empty:
                    return
                element.clear()


def _ods_cells(row: Any) -> Iterator[str]:
    for cell in row:
        if cell.tag not in (f"{TABLE_NS}table-cell", f"{TABLE_NS}covered-table-cell"):
            continue
        day = cell.get(f"{OFFICE_NS}date-value", "")[:10]
        value = day_shown(day) if len(day) == 10 else "\n".join(_ods_words(p) for p in cell.iter(f"{TEXT_NS}p"))
        yield from [value] * _times(cell, "number-columns-repeated", MOST_COLUMNS)


def _ods_words(paragraph: Any) -> str:
    """The words of a paragraph; blanks and line ends are elements there."""
    words = [paragraph.text or ""]
    for part in paragraph.iter():
        if part is not paragraph:
            words.append({f"{TEXT_NS}s": " ", f"{TEXT_NS}line-break": "\n", f"{TEXT_NS}tab": " "}.get(part.tag, ""))
            words += [part.text or "", part.tail or ""]
    return "".join(words)


def _times(element: Any, name: str, most: int) -> int:
    said = element.get(f"{TABLE_NS}{name}", "1")
    return min(int(said), most) if said.isascii() and said.isdigit() and len(said) < 10 else 1


def _csv(data: bytes) -> Iterator[list[str]]:
    words = text_of(data)
    if words is None:
        raise FileRefusedError("table")
    beginning = words[:10_000]
    marks = {mark: beginning.count(mark) for mark in (";", "\t", ",")}
    mark = ";" if marks[";"] else max(marks, key=lambda each: marks[each])
    try:
        yield from csv.reader(io.StringIO(words, newline=""), delimiter=mark)
    except csv.Error as error:
        raise FileRefusedError("damaged") from error
