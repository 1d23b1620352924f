"""Council votes in a CSV file, judged row by row (the contract of `manage.py tally`).

The file is UTF-8 with or without a byte order mark, separated by `,` or `;`; columns other than `TALLY_COLUMNS` are
ignored. Nothing in it is ever changed: counts that cannot be and recorded results that contradict them are flagged.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workflow.rules.council import CouncilOutcome, CouncilResult, contradicts, council_result, majority, quorate

COUNT_COLUMNS = ("members_total", "present", "yes", "no", "abstain", "not_voting", "absent")
TALLY_COLUMNS = ("event_id", *COUNT_COLUMNS, "recorded_result")

WHOLE_NUMBER = re.compile(r"-?[0-9]{1,4000}")  # longer ones `int` refuses to read
END_OF_FILE = "\x1aend of file"


class TallyError(Exception):
    """The file cannot be read as council votes; the message names the file and the columns or the line."""


@dataclass(frozen=True, slots=True)
class TallyRow:
    """One row of the file: the identifier and the counts as written; `stray` if it has more cells than columns."""

    event_id: str
    counts: Mapping[str, str]
    recorded_result: str
    stray: bool = False


@dataclass(frozen=True, slots=True)
class TallyLine:
    """One row judged: the result by law, and whether the recorded one contradicts it."""

    event_id: str
    result: CouncilResult
    contradiction: bool

    def as_json(self) -> dict[str, object]:
        """The object `manage.py tally` prints for the row."""
        return {
            "event_id": self.event_id,
            "majority": self.result.majority,
            "quorate": self.result.quorate,
            "result": self.result.outcome.value,
            "contradiction": self.contradiction,
            "problems": list(self.result.problems),
        }


def tally(raw: bytes | str, *, file: str) -> tuple[TallyLine, ...]:
    """Every row of the file judged, in its order; raises `TallyError`."""
    return tuple(judge_row(row) for row in read_votes(raw, file=file))


def read_votes(raw: bytes | str, *, file: str) -> tuple[TallyRow, ...]:
    """The rows of the file as written; raises `TallyError` if it is not text, not CSV, or lacks a column."""
    text = _text(raw, file)
    separator = max((",", ";"), key=lambda mark: len(set(_header(text, mark, file)) & set(TALLY_COLUMNS)))
    header = _header(text, separator, file)
    missing = [column for column in TALLY_COLUMNS if column not in header]
    doubled = [column for column in TALLY_COLUMNS if header.count(column) > 1]
    if missing:
        raise TallyError(f"{file}: column missing: {', '.join(missing)}")
    if doubled:
        raise TallyError(f"{file}: column given twice: {', '.join(doubled)}")
    _, *rows = _rows(text, separator, file)
    return tuple(_row(header, row) for row in rows)


def judge_row(row: TallyRow) -> TallyLine:
    """The row by paragraph 87. Cells that are no counts make it invalid, with a code that names the column."""
    problems = ["too_many_cells"] if row.stray else []
    counts: dict[str, int] = {}
    for column in COUNT_COLUMNS:
        written = row.counts[column].strip()
        if WHOLE_NUMBER.fullmatch(written):
            counts[column] = int(written)
        else:
            problems.append(f"{column}_not_a_whole_number" if written else f"{column}_missing")
    if problems:
        problems += [f"{column}_negative" for column, count in counts.items() if count < 0]
        result = _unreadable_counts(counts, problems)
    else:
        result = council_result(**counts)
    return TallyLine(row.event_id, result, contradicts(row.recorded_result.strip(), result.outcome))


def _unreadable_counts(counts: Mapping[str, int], problems: list[str]) -> CouncilResult:
    members, present = counts.get("members_total", -1), counts.get("present", -1)
    return CouncilResult(
        CouncilOutcome.INVALID,
        majority(members) if members >= 0 else None,
        quorate(members, present) if members >= 0 and present >= 0 else None,
        tuple(problems),
    )


def _text(raw: bytes | str, file: str) -> str:
    if isinstance(raw, str):
        return raw.removeprefix("\ufeff")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TallyError(f"{file}: not UTF-8 (byte {error.start}); save it as CSV UTF-8") from error


def _header(text: str, separator: str, file: str) -> list[str]:
    return [name.strip() for name in next(_rows(text, separator, file), [])]


def _rows(text: str, separator: str, file: str) -> Iterator[list[str]]:
    """The non-empty rows. A mark put after the last line shows whether a quote was left open and swallowed lines."""
    ending = "" if text.endswith(("\n", "\r")) else "\n"
    reader = csv.reader(io.StringIO(f"{text}{ending}{END_OF_FILE}", newline=""), delimiter=separator)
    last: list[str] = []
    try:
        for row in reader:
            if last:
                yield last
            last = row
    except csv.Error as error:
        raise TallyError(f"{file}: line {reader.line_num}: {error}") from error
    if last != [END_OF_FILE]:
        raise TallyError(f"{file}: a quotation mark is never closed, the last rows cannot be told apart")


def _row(header: list[str], row: list[str]) -> TallyRow:
    cell = dict(zip(header, row, strict=False))
    return TallyRow(
        event_id=cell.get("event_id", ""),
        counts={column: cell.get(column, "") for column in COUNT_COLUMNS},
        recorded_result=cell.get("recorded_result", ""),
        stray=any(extra.strip() for extra in row[len(header) :]),
    )
