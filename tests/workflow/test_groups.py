"""A scenario in several books: groups, marks, people with a number in each territory, entries of another book."""

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.towns import raw_file
from tests.workflow.test_rehearsal import rehearse
from workflow.rehearsal import load_scenario, play
from workflow.rules.process_mistakes import ProcessError
from workflow.scenarios.groups import GROUP_KEYS
from workflow.scenarios.reader import ACT_KEYS, HEADER_KEYS, PERSON_KEYS
from workflow.store import Rows

README = Path(__file__).resolve().parents[2] / "workflow" / "processes" / "README.md"

HEAD = """
process = "klatovy.toml"
territory = "kraj"
plan = "{territory}-plan"
starts = 2020-09-01
[[group]]
name = "obce"
territories = ["lipova", "dolany", "vrbice"]
names = ["Lipová", "Dolany", "Vrbice"]
[[group]]
name = "dve"
territories = ["dolany", "lipova"]
[[person]]
name = "hana"
body = "office"
seat = "clerk"
role = "clerk"
[[person]]
name = "zapis"
body = "zastupitelstvo-{territory}"
seat = "zapis"
role = "clerk"
[[person]]
for = "obce"
name = "host-{each}"
body = "rada-{each}"
seat = "zapis"
role = "clerk"
"""
FOUNDING = """
[[act]]
step = "V1"
at = "0d"
territory = "obce"
by = "operator"
do = "found_territory"
[[act]]
by = "operator"
do = "found_territory"
[[act]]
territory = "obce"
by = "operator"
do = "seat_first_clerk"
with = {person = "hana", office_name = "Obecní úřad {name} ({territory})"}
[[act]]
by = "operator"
do = "seat_first_clerk"
with = {person = "hana", office_name = "Krajský úřad"}
"""
COUNCILS = """
[[act]]
step = "V2"
territory = "obce"
by = "hana"
do = "establish_body"
[act.with]
body = "zastupitelstvo-{each}"
kind = "council"
title = "Zastupitelstvo obce {name}"
admission = "appointed"
municipality = "{each}"
members_total = 9
[[act]]
territory = "obce"
by = "hana"
do = "fill_seat"
with = {person = "zapis"}
[[act]]
step = "V3"
at = "1d"
territory = "dve"
by = "hana"
do = "create_plan"
with = {title = "Plán {plan}", from_year = 2021, to_year = 2024}
[[act]]
territory = "lipova"
step = "V4"
by = "citizen"
do = "raise_matter"
with = {kind = "suggestion", told = "Chybí lavička.", channel = "web", side = "public"}
"""
GUESTS = """
[[act]]
for = "obce"
by = "hana"
do = "establish_body"
[act.with]
body = "rada-{each}"
kind = "executive_board"
title = "Rada obce {name}"
admission = "appointed"
municipality = "{each}"
members_total = 5
guest = true
[[act]]
for = "obce"
by = "hana"
do = "fill_seat"
with = {person = "host-{each}"}
[[act]]
territory = "obce"
step = "V5"
by = "hana"
do = "establish_body"
with = {body = ["ps-a", "ps-b"], kind = "working_group", title = "PS {each}", admission = "open"}
"""


DVE = 'territory = "dve"'


def check(words: str, more: str = "") -> str:
    return f'[[act]]\n{more}\ndo = "check"\nwith = {{{words}}}\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A scenario beside the process file it is played by."""
    (tmp_path / "klatovy.toml").write_bytes(raw_file("klatovy"))
    return tmp_path / "kraj.scenario.toml"


def written(file: Path, text: str, head: str = HEAD) -> Path:
    file.write_text(head + text, encoding="utf-8")
    return file


def mistakes(file: Path, text: str, head: str = HEAD) -> dict[str, str]:
    """The key of each mistake, and what is said of it."""
    with pytest.raises(ProcessError) as unfit:
        load_scenario(written(file, text, head))
    return {one.key: f"{one.wrong}; {one.fix}" for one in unfit.value.mistakes}


@pytest.mark.django_db
def test_one_act_is_one_entry_in_the_book_of_each(file: Path, tmp_path: Path) -> None:
    bundle = tmp_path / "kraj.zip"
    code, lines, said = rehearse(str(written(file, FOUNDING + COUNCILS + GUESTS)), "--bundle", str(bundle))
    assert code == 0, said
    numbers: dict[str, list[int]] = {}
    for line in lines:
        numbers.setdefault(line["territory"], []).append(line["n"])
    assert list(numbers) == ["lipova", "dolany", "vrbice", "kraj"]
    assert all(one == list(range(len(one))) for one in numbers.values())
    assert [len(one) for one in numbers.values()] == [8, 7, 6, 8]
    assert [line["by"]["body"] for line in lines if line["step"] == "V5"] == ["office"] * 6
    with zipfile.ZipFile(bundle) as archive:
        archive.extract("verify.py", tmp_path)
        books = {name.split("/")[1] for name in archive.namelist() if name.startswith("books/")}
        leaves = {name: archive.read(f"books/{name}/leaves.jsonl").splitlines() for name in books}
    assert {name: len(book) for name, book in leaves.items()} == {name: len(one) for name, one in numbers.items()}
    seated = [
        json.loads(leaf)["facts"]["person"] for book in leaves.values() for leaf in book if b"first_clerk" in leaf
    ]
    assert len(set(seated)) == 4, "the same name is somebody else in every territory"
    words = [sys.executable, "-I", "verify.py", str(bundle)]
    assert subprocess.run(words, cwd=tmp_path, env={}, capture_output=True).returncode == 0


@pytest.mark.django_db
def test_marks_are_filled_in_words_names_facts_and_the_plan(file: Path) -> None:
    office = 'row = "Body", key = "office", column = "name", says = "Obecní úřad'
    holds = (
        check(f'{office} Dolany (dolany)"', 'territory = "dolany"')
        + check(f'{office} {{name}} ({{each}})"', 'territory = "obce"')
        + check('row = "Body", key = "zastupitelstvo-{each}", column = "municipality", is = "{each}"', DVE)
        + check('row = "Seat", key = "rada-{each}/zapis", column = "filled", is = true', 'for = "obce"')
        + check('row = "Plan", key = "", column = "title", says = "Plán lipova-plan"', 'territory = "lipova"')
        + check('row = "Plan", key = "{each}-plan", column = "stage", is = "preparation"', DVE)
        + check('count = "Body", where = {kind = "working_group"}, is = 2', 'territory = "obce"')
        + check('entry = "V4", fact = "channel", is = "web"', 'territory = "lipova"')
        + check('receipt = "V5"', 'territory = "obce"')
        + check('book = "verifies"', 'territory = "obce"')
    )
    code, lines, said = rehearse(str(written(file, FOUNDING + COUNCILS + GUESTS + holds)))
    assert code == 0, said
    assert len([line for line in lines if line["act"] == "check"]) == 22


@pytest.mark.django_db
def test_the_number_of_an_entry_is_read_in_the_book_of_another_territory(file: Path) -> None:
    late = """
[[act]]
step = "V6"
territory = "dve"
by = "hana"
do = "correct_record"
with = {entry = {entry_of = "V4", territory = "lipova"}, reason = "Spletli jsme se."}
expect = {refused = ["not_your_pen"]}
"""
    scenario = load_scenario(written(file, FOUNDING + COUNCILS + late))
    asked: list[dict[str, Any]] = []
    played = play(scenario, on_line=lambda line: asked.append({"territory": line.territory, "step": line.step}))
    raised = next(line.n for line in played.lines if line.step == "V4")
    assert raised == 5
    refused = [line for line in played.lines if line.step == "V6"]
    assert [line.territory for line in refused] == ["dolany", "lipova"]
    assert "unknown" not in {one.code for line in refused for one in line.obstacles}
    assert asked[-1] == {"territory": "lipova", "step": "V6"}


@pytest.mark.django_db
def test_several_territories_play_under_other_names_and_their_plans_with_them(file: Path) -> None:
    scenario = load_scenario(written(file, FOUNDING + COUNCILS))
    played = play(scenario, territory={"kraj": "demo-kraj", "lipova": "demo-lipova"}, plan={"dolany-plan": "jiny"})
    assert played.met
    assert played.territories == ("demo-lipova", "dolany", "vrbice", "demo-kraj")
    assert played.plan == "demo-kraj-plan"
    made = [(line.territory, line.plan) for line in played.lines if line.act == "create_plan"]
    assert made == [("dolany", "jiny"), ("demo-lipova", "demo-lipova-plan")]
    assert played.cast is played.casts["demo-kraj"]
    assert Rows("demo-kraj").head.size == 2


@pytest.mark.django_db
def test_a_book_nobody_wrote_in_is_not_among_those_played(file: Path) -> None:
    early = """
[[act]]
step = "V0"
at = "0d"
territory = "dve"
by = "citizen"
do = "apply_to_join"
with = {body = "ps-a", application = "hana", person = "hana", side = "user"}
expect = {refused = ["no_territory", "unknown"]}
"""
    file = written(file, early + FOUNDING.replace('"obce"', '"vrbice"').replace("{name} ", ""))
    code, lines, said = rehearse(str(file), "--bundle", str(file.with_name("kraj.zip")))
    assert code == 0, said
    assert [line["territory"] for line in lines if line["refused"]] == ["dolany", "lipova"]
    assert {line["territory"] for line in lines if line["n"] is not None} == {"vrbice", "kraj"}


def test_every_mistake_about_groups_is_told_with_its_key_and_its_fix(file: Path) -> None:
    head = """
process = "klatovy.toml"
territory = "kraj"
plan = "{teritory}-plan"
starts = 2020-09-01
group = [
    {name = "obce", territories = ["lipova", "dolany"], colour = "red"},
    {name = "obce", territories = ["lipova"]},
    {name = "Obce!", territories = ["lipova"]},
    {name = "kraj", territories = ["lipova"]},
    {name = "prazdna", territories = []},
    {name = "dvojita", territories = ["lipova", "lipova", "Dolany"]},
    {name = "pojmenovana", territories = ["lipova", "dolany"], names = ["Lipová"]},
    {territories = "lipova"},
    {name = "dolany", territories = ["lipova"]},
]
[[person]]
name = "hana-{each}"
[[person]]
for = "nikde"
name = "jana"
"""
    told = mistakes(file, '[[act]]\nstep = "V1"\nat = "0d"\nby = "operator"\ndo = "found_territory"\n', head)
    assert told.keys() == {
        "plan", "group[0].colour", "group[1].name", "group[2].name", "group[3].name", "group[4].territories",
        "group[5].territories[1]", "group[5].territories[2]", "group[6].names", "group[7].name", "group[7].territories",
        "group[8].name", "person[0]", "person[1].for",
    }  # fmt: skip
    assert "taken" in told["group[1].name"] and "twice" in told["group[5].territories[1]"]
    assert "a list of 2 texts" in told["group[6].names"] and 'for = "GROUP"' in told["person[0]"]


def test_every_mistake_about_where_an_act_is_done_is_told_with_its_key_and_its_fix(file: Path) -> None:
    text = (
        FOUNDING
        + """
[[act]]
territory = "lipowa"
by = "hana"
do = "publish_news"
with = {news = "Začínáme."}
[[act]]
for = "obec"
by = "hana"
do = "publish_news"
with = {news = "V obci {each} začínáme."}
[[act]]
for = "obce"
territory = "dve"
by = "hana"
do = "publish_news"
with = {news = "Začínáme."}
[[act]]
by = "hana"
do = "publish_news"
with = {news = "V obci {each} začínáme."}
[[act]]
territory = "dve"
by = "hana"
do = "publish_news"
with = {news = "V obci {name} začínáme."}
[[act]]
for = "obce"
by = "hana"
plan = "{each}_plan"
do = "publish_news"
with = {news = "Začínáme.", titel = "{each}"}
[[act]]
step = "V2"
territory = "vrbice"
by = "hana-{territory}"
do = "correct_record"
with = {entry = {entry_of = "V9"}, reason = "Spletli jsme se."}
[[act]]
by = "hana"
do = "correct_record"
with = {entry = {entry_of = "V1", territory = "nikde"}, reason = "Spletli jsme se."}
[[act]]
by = "hana"
do = "correct_record"
with = {entry = {entry_of = "V2", territory = "lipova"}, reason = "Spletli jsme se."}
"""
    )
    told = mistakes(file, text)
    assert told.keys() == {
        "act[4].territory", "act[5].for", "act[6].for", "act[7]", "act[8]", "act[9].plan", "act[9].with.titel",
        "act[10].by", "act[10].with.entry", "act[11].with.entry", "act[12].with.entry",
    }  # fmt: skip
    assert 'did you mean "lipova"?' in told["act[4].territory"] and 'did you mean "obce"?' in told["act[5].for"]
    assert "already repeated" in told["act[6].for"] and "add names to the group" in told["act[8]"]
    assert "before this one in lipova" in told["act[12].with.entry"]


def test_the_page_about_scenarios_explains_every_key() -> None:
    page = README.read_text(encoding="utf-8").split("# Scenarios", 1)[1]
    parts = dict(zip(("top", "[[group]]", "[[person]]", "[[act]]"), page.split("\n## ")[1:], strict=False))
    shapes = {"top": HEADER_KEYS[:4], "[[group]]": GROUP_KEYS, "[[person]]": (*PERSON_KEYS, "for"), "[[act]]": ACT_KEYS}
    for part, keys in shapes.items():
        table = parts[part].partition("| key |")[2].partition("\n\n")[0]
        told = {name for line in table.splitlines()[2:] for name in re.findall(r"`(\w+)`", line.split("|")[1])}
        assert told == set(keys), part
