"""Tables as Czech offices bring them, and tables that are traps: rows of text come out, or a refusal."""

import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from consult.attached import looked_through
from consult.intake.tables import MOST_ROWS, table_of
from consult.models import FileRefusedError
from tests.consult import papers
from tests.consult.papers import xlsx, zipped

NS = "urn:oasis:names:tc:opendocument:xmlns"
ODS = f"""<office:document-content
 xmlns:office="{NS}:office:1.0" xmlns:table="{NS}:table:1.0" xmlns:text="{NS}:text:1.0">
<table:table><table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row></table:table>
<table:table>%s</table:table>
<table:table><table:table-row><table:table-cell><text:p>jiný list</text:p>
</table:table-cell></table:table-row></table:table>
</office:document-content>"""
ROW = "<table:table-row%s>%s</table:table-row>"
CELL = "<table:table-cell%s><text:p>%s</text:p></table:table-cell>"


def ods(*rows: str) -> bytes:
    return zipped({"content.xml": ODS % "".join(rows)}, first="application/vnd.oasis.opendocument.spreadsheet")


def read(data: bytes, name: str = "") -> list[list[str]]:
    return table_of(looked_through(data, name=name))


def test_days_and_numbers_of_a_spreadsheet_read_as_people_write_them() -> None:
    rows = read(xlsx([["a", 12.0, 1.5, date(2026, 5, 14), datetime(2026, 5, 14, 16, 0), None, True], [None, None]]))
    assert rows == [["a", "12", "1.5", "14. 5. 2026", "14. 5. 2026", "", "True"]]


def test_the_first_sheet_with_anything_in_it_is_read() -> None:
    book, kept = Workbook(), io.BytesIO()
    book.create_sheet("druhý").append(["b"])
    book.create_sheet("třetí").append(["c"])
    book.save(kept)
    assert read(kept.getvalue()) == [["b"]]


def test_a_formula_is_read_as_it_was_last_worked_out_and_never_run() -> None:
    assert read(xlsx([['=WEBSERVICE("https://example.org")', "x"]])) == [["", "x"]]


def test_a_table_of_libreoffice_is_read_with_its_repeats_and_days() -> None:
    rows = ods(
        ROW % ("", CELL % ("", "Připomínka") + CELL % (' table:number-columns-repeated="2"', "Datum")),
        ROW % (
            ' table:number-rows-repeated="2"',
            CELL % ("", "Chybí<text:s/>lavička.<text:line-break/>Děkuji.")
            + CELL % (' office:date-value="2026-05-14T00:00:00"', "14.5."),
        ),
    )  # fmt: skip
    first, second, third = read(rows)
    assert first == ["Připomínka", "Datum", "Datum"]
    assert second == third == ["Chybí lavička.\nDěkuji.", "14. 5. 2026"]


@pytest.mark.parametrize("mark", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "utf-16"])
def test_text_tables_are_read_whatever_program_saved_them(mark: str, encoding: str) -> None:
    words = f'č.{mark}Připomínka\r\n1{mark}"Lavička{mark} strom\nu řeky"\r\n'
    assert read(words.encode(encoding), "a.csv") == [["č.", "Připomínka"], ["1", f"Lavička{mark} strom\nu řeky"]]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (papers.docx(), "table"),
        (papers.PDF, "table"),
        (xlsx([[n] for n in range(MOST_ROWS + 30)]), "rows"),
        (ods(ROW % (' table:number-rows-repeated="99999"', CELL % ("", "x"))) + b"", None),
        (zipped({"content.xml": ODS % "x", "a": "b"}, first="application/vnd.oasis.opendocument.spreadsheet"), None),
        (zipped({"a.xml": "<a/>"}, first="application/vnd.oasis.opendocument.spreadsheet"), "damaged"),
        (zipped({"[Content_Types].xml": papers.types(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")}), "damaged"),
        (('"' + "x" * 200_000).encode(), "damaged"),
    ],
)  # fmt: skip
def test_traps_are_refused_or_bounded(data: bytes, code: str | None) -> None:
    if code is None:
        assert len(read(data)) <= MOST_ROWS
        return
    with pytest.raises(FileRefusedError) as refused:
        read(data, "a.csv")
    assert refused.value.code == code


def test_a_cell_without_end_is_cut_and_then_refused_by_its_row() -> None:
    assert len(read(xlsx([["x" * 32_000]]))[0][0]) == 20_001
