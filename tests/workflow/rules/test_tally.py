"""Council votes from a file: the contract of `manage.py tally`."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.rules.tally import TALLY_COLUMNS, TallyError, tally

ROOT = Path(__file__).parents[3]
BRNO = ROOT / "tests" / "data" / "council_votes_brno.csv"
BRNO_ROWS = list(csv.DictReader(BRNO.read_text(encoding="utf-8").splitlines()))
HEADER = ",".join(TALLY_COLUMNS)


def judged(*rows: str, header: str = HEADER) -> list[dict[str, object]]:
    return [line.as_json() for line in tally("\n".join((header, *rows)), file="votes.csv")]


def test_all_1113_votes_of_a_real_council_come_out_as_recorded() -> None:
    lines = tally(BRNO.read_bytes(), file="brno")
    recorded = [row["recorded_result"] for row in BRNO_ROWS]
    assert len(lines) == 1113
    assert [line.result.outcome for line in lines] == recorded
    assert [line for line in lines if line.contradiction or line.result.problems] == []
    assert {line.result.majority for line in lines} == {28}


def test_more_yes_than_no_would_have_got_36_of_them_wrong() -> None:
    naive = ["pass" if int(row["yes"]) > int(row["no"]) else "fail" for row in BRNO_ROWS]
    by_law = [line.result.outcome for line in tally(BRNO.read_bytes(), file="brno")]
    assert sum(a != b for a, b in zip(naive, by_law, strict=True)) == 36


def test_a_line_has_the_six_names_of_the_contract() -> None:
    assert judged("Z9/12,27,25,13,0,0,12,2,pass") == [
        {
            "event_id": "Z9/12",
            "majority": 14,
            "quorate": True,
            "result": "fail",
            "contradiction": True,
            "problems": [],
        }
    ]


@pytest.mark.parametrize(
    ("row", "result", "contradiction"),
    [
        ("a,9,5,5,0,0,0,4,pass", "pass", False),
        ("b,9,5,5,0,0,0,4,fail", "pass", True),
        ("c,9,5,5,0,0,0,4,", "pass", False),
        ("d,9,5,5,0,0,0,4,adopted", "pass", False),
        ("e,9,4,4,0,0,0,5,pass", "inquorate", True),
        ("f,9,5,9,0,0,0,4,pass", "invalid", False),
        ("g,9,5, 5 ,0,0,0,4, pass ", "pass", False),
    ],
)
def test_recorded_results_are_flagged_never_changed(row: str, result: str, contradiction: bool) -> None:
    (line,) = judged(row)
    assert (line["result"], line["contradiction"]) == (result, contradiction)


@pytest.mark.parametrize(
    ("row", "problems", "majority", "quorate"),
    [
        ("a,nine,5,5,0,0,0,4,pass", ["members_total_not_a_whole_number"], None, None),
        ("b,9,5.0,5,0,0,0,4,pass", ["present_not_a_whole_number"], 5, None),
        ("c,9,5,,0,0,0,4,pass", ["yes_missing"], 5, True),
        ("d,9,5,6,-1,0,0,4,pass", ["no_negative"], 5, True),
        ("e,9,5,5,0,0,0", ["absent_missing"], 5, True),
        ("f,9,5,5,0,0,0,4,pass,tail", ["too_many_cells"], 5, True),
        ("g,9,5,\u0665,0,0,0,4,pass", ["yes_not_a_whole_number"], 5, True),
        ("h,9,5,4,0,0,0,4,pass", ["votes_do_not_add_up_to_present"], 5, True),
        ("i,9,5,5,0,0,0,3,pass", ["present_and_absent_do_not_add_up_to_members"], 5, True),
        ("j,-9,x,5,0,0,0,4,pass", ["present_not_a_whole_number", "members_total_negative"], None, None),
    ],
)
def test_counts_that_cannot_be_name_their_column(
    row: str, problems: list[str], majority: int | None, quorate: bool | None
) -> None:
    (line,) = judged(row)
    assert line == {
        "event_id": row[0],
        "majority": majority,
        "quorate": quorate,
        "result": "invalid",
        "contradiction": False,
        "problems": problems,
    }


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_byte_order_mark_separator_and_line_ends_do_not_matter(mark: str, separator: str, ending: str) -> None:
    rows = ("note," + HEADER, "shelter,  Z 1 ,9,5,5,0,0,0,4,pass", "", "park,Z 2,9,5,4,1,0,0,4,fail", "")
    raw = (mark + ending.join(rows).replace(",", separator)).encode()
    lines = tally(raw, file="votes.csv")
    assert [(line.event_id, str(line.result.outcome)) for line in lines] == [("  Z 1 ", "pass"), ("Z 2", "fail")]


def test_an_ignored_column_may_hold_separators_quotes_and_lines() -> None:
    header = HEADER + ",title"
    rows = ('a,9,5,5,0,0,0,4,pass,"Shelter, ""Nest""\nand kitchen"', 'b,9,5,5,0,0,0,4,pass,a 5" pipe')
    assert [line["event_id"] for line in judged(*rows, header=header)] == ["a", "b"]


def test_a_file_without_votes_is_read() -> None:
    assert judged() == []


def test_missing_columns_are_all_named() -> None:
    with pytest.raises(TallyError, match=r"votes\.csv: column missing: yes, absent"):
        judged(header="event_id;members_total;present;no;abstain;not_voting;recorded_result")
    with pytest.raises(TallyError, match="column missing: event_id, members_total"):
        tally(b"", file="empty.csv")


def test_a_column_given_twice_is_not_guessed_at() -> None:
    with pytest.raises(TallyError, match="column given twice: yes"):
        judged(header=HEADER + ",yes")


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (HEADER.encode() + b"\n\xe8", "not UTF-8"),
        (f'{HEADER}\n"a,9,5,5,0,0,0,4,pass\nb,9,5,5,0,0,0,4,pass'.encode(), "never closed"),
        (f"{HEADER}\n{'9' * 200_000}".encode(), "line 2"),
    ],
)
def test_what_cannot_be_read_says_why(raw: bytes, why: str) -> None:
    with pytest.raises(TallyError, match=why):
        tally(raw, file="votes.csv")


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=12), max_size=12))
def test_no_cell_whatever_is_in_it_stops_the_file(cells: list[str]) -> None:
    quoted = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    lines = tally(f"{HEADER}\n{quoted}\na,9,5,5,0,0,0,4,pass\n", file="votes.csv")
    assert lines[-1].result.outcome == "pass"
    assert len(lines) == (2 if cells else 1)


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "tally", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_the_command_prints_an_object_a_line() -> None:
    done = command(str(BRNO))
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, len(lines), done.stderr) == (0, 1113, "")
    assert lines[0]["event_id"] == "2023-11-14-077"


def test_the_command_names_the_missing_column_and_the_missing_file(tmp_path: Path) -> None:
    broken = tmp_path / "votes.csv"
    broken.write_text("event_id,yes\na,1\n")
    calls = {(str(broken),): "members_total", (str(tmp_path / "none.csv"),): "none.csv", (): "FILE"}
    for arguments, named in calls.items():
        done = command(*arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert named in done.stderr
