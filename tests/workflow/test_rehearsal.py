"""A town's process is rehearsed to its end: what should happen happens, what should be refused is refused."""

import io
import json
import re
import subprocess
import sys
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from tests.towns import FOLDER, raw_file
from workflow.models import Book, Opening
from workflow.rehearsal import load_scenario, play, scenario_path, starting_day, throw_away_room
from workflow.rules.act import ACTS
from workflow.rules.clock import local_time, working_day
from workflow.rules.obstacles import GROUNDS
from workflow.rules.sides import Outcome
from workflow.scenarios.values import read_offset
from workflow.trail.canonical import parse_time

HOUSE = Path(__file__).resolve().parents[2]
SHIPPED = sorted(path.name.removesuffix(".scenario.toml") for path in FOLDER.glob("*.scenario.toml"))
KEYS = ["step", "n", "at", "territory", "plan", "act", "by", "actor", "on_behalf_of", "stage", "method", "outcome",
        "refused", "expected", "obstacles"]  # fmt: skip

HEAD = """
process = "klatovy.toml"
territory = "lipova"
plan = "lipova-2021"
starts = 2020-09-01
person = [{name = "hana", body = "office", seat = "clerk", role = "clerk"}]
"""
BEGINNING = """
[[act]]
step = "L1"
at = "0d"
by = "operator"
do = "found_territory"
[[act]]
by = "operator"
do = "seat_first_clerk"
with = {person = "hana", office_name = "Městský úřad Lipová"}
[[act]]
step = "L1.1"
at = "1d 16:10"
by = "hana"
do = "create_plan"
[act.with]
title = "Plán na {year 122d}–{year 122d + 3}"
from_year = {year_of = "122d"}
to_year = {year_of = "122d", plus = 3}
[[act]]
step = "L2"
by = "citizen"
do = "raise_matter"
with = {kind = "suggestion", told = "Chybí lavička.", channel = "web", side = "public"}
"""


def act(do: str, more: str = "") -> str:
    return f'[[act]]\nby = "hana"\ndo = "{do}"\n{more}\n'


def check(words: str) -> str:
    return f'[[act]]\ndo = "check"\nwith = {{{words}}}\n'


def rehearse(*words: str) -> tuple[int, list[dict[str, Any]], str]:
    """Exit code, the lines, and what was said on stderr."""
    out, err = io.StringIO(), io.StringIO()
    code = 0
    try:
        call_command("rehearse", *words, "--json", stdout=out, stderr=err)
    except SystemExit as left:
        code = int(left.code or 0)
    return code, [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue()


@pytest.fixture
def lipova(tmp_path: Path) -> Path:
    """A folder with the process file, for scenarios of one's own."""
    (tmp_path / "klatovy.toml").write_bytes(raw_file("klatovy"))
    return tmp_path / "lipova.scenario.toml"


def written(file: Path, text: str, head: str = HEAD) -> str:
    file.write_text(head + text, encoding="utf-8")
    return str(file)


@pytest.fixture(scope="module", params=SHIPPED)
def town(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any
) -> tuple[str, list[dict[str, Any]], Path]:
    """Each shipped scenario, rehearsed once: the town's name, its lines, its bundle."""
    bundle = tmp_path_factory.mktemp("bundles") / f"{request.param}.zip"
    with django_db_blocker.unblock():
        code, lines, said = rehearse(request.param, "--bundle", str(bundle))
    assert code == 0, said
    return request.param, lines, bundle


def test_a_shipped_town_goes_the_whole_way_and_refuses_on_the_way(town: tuple[str, list[dict[str, Any]], Path]) -> None:
    name, lines, _ = town
    assert all(line["expected"] for line in lines)
    assert sum(line["refused"] for line in lines) >= 2
    wanted = {"klatovy": 7, "susice": 8, "tanvald": 8, "breclav": 6}.get(name)
    steps = {line["step"].partition(".")[0] for line in lines}
    assert wanted is None or steps == {f"{name[0].upper()}{step}" for step in range(1, wanted + 1)}
    assert wanted is None or "in_force" in [line["stage"] for line in lines]


def test_a_line_is_what_the_contract_says(town: tuple[str, list[dict[str, Any]], Path]) -> None:
    _, lines, _ = town
    for line in lines:
        assert list(line) == KEYS
        assert line["by"].keys() == {"body", "seat", "side"}
        assert line["act"] in ACTS or line["act"] == "check"
        assert line["method"] in ("consensus", "vote", "none") and line["outcome"] in [str(one) for one in Outcome]
        assert line["refused"] == (line["outcome"] == "refused") == bool(line["obstacles"])
        assert (line["n"] is None) == (line["refused"] or line["act"] == "check")
        assert {one["code"] for one in line["obstacles"]} <= GROUNDS.keys()
        assert re.fullmatch(r"[A-Z]\d+(\.\w+)*", line["step"]) and line["at"].endswith("Z")


def test_entries_are_numbered_without_gaps_and_time_never_goes_back(
    town: tuple[str, list[dict[str, Any]], Path],
) -> None:
    _, lines, _ = town
    numbers: dict[str, list[int]] = {}
    for line in lines:
        if line["n"] is not None:
            numbers.setdefault(line["territory"], []).append(line["n"])
    assert all(one == list(range(len(one))) for one in numbers.values())
    assert [line["at"] for line in lines] == sorted(line["at"] for line in lines)


def test_its_bundle_verifies_elsewhere_with_nothing_but_python(
    town: tuple[str, list[dict[str, Any]], Path], tmp_path: Path
) -> None:
    _, lines, bundle = town
    with zipfile.ZipFile(bundle) as archive:
        (tmp_path / "verify.py").write_bytes(archive.read("verify.py"))
        books = [archive.read(name) for name in archive.namelist() if name.endswith("/leaves.jsonl")]
    assert sum(book.count(b"\n") for book in books) == sum(line["n"] is not None for line in lines)
    words = [sys.executable, "-I", "verify.py", str(bundle)]
    assert subprocess.run(words, cwd=tmp_path, env={}, capture_output=True).returncode == 0


def test_klatovy_meets_its_acceptance_scenario() -> None:
    scenes = load_scenario_once("klatovy").scenes
    refused = [(scene.step, scene.do, scene.expect.refused) for scene in scenes if scene.expect.refused]
    beginning = {step: codes for step, act, codes in refused if act == "begin_drafting"}
    assert "no_mandate" in beginning["K1.2"] and "no_mandate" not in beginning["K1.4"]
    assert ("K2.4", "constitute_body", {"side_missing"}) in refused
    assert [codes for _, act, codes in refused if act == "enter_steering"] == [
        {"deliverable_missing", "stage_not_approved"}
    ] * 2
    done = [(scene.step.partition(".")[0], scene.do) for scene in scenes if not scene.expect.refused]
    assert done.count(("K3", "declare_interest")) == 21
    assert done.count(("K4", "deliver")) == 4
    assert done.count(("K4", "record_means")) == 3 and done.count(("K4", "rank_aims")) == 1
    assert ("K4.4b", "rank_aims", {"not_ranked"}) in refused
    assert [scene.facts["channel"] for scene in scenes if scene.step in ("K5.5", "K5.6", "K5.7") and
            scene.do == "raise_matter"] == ["web", "hearing", "email"]  # fmt: skip
    assert ("K5", "record_council_result") in done and done.count(("K6", "publish_guide")) == 2
    assert done.count(("K7", "report_measure")) == 3 and done.count(("K7", "carry_over")) == 4


@pytest.mark.django_db
def test_the_sites_own_database_and_keys_are_never_touched(lipova: Path) -> None:
    before, keys = connections["default"], settings.WORKFLOW_KEYS
    kept = {path.name: path.read_bytes() for path in Path(keys).glob("*.book")}
    code, lines, _ = rehearse(written(lipova, BEGINNING))
    assert code == 0 and lines[-1]["n"] == 3
    assert not Book.objects.exists()
    assert connections["default"] is before and keys == settings.WORKFLOW_KEYS
    assert {path.name: path.read_bytes() for path in Path(keys).glob("*.book")} == kept


@pytest.mark.django_db
def test_the_throw_away_room_is_gone_whatever_happened_in_it() -> None:
    rooms = []

    def fall() -> None:
        with throw_away_room() as room:
            rooms.append((room, connection.settings_dict["NAME"]))
            assert room.exists() and not Book.objects.exists()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fall()
    assert not rooms[0][0].exists()
    assert connection.settings_dict["NAME"] != rooms[0][1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("more", "told"),
    [
        (act("begin_drafting"), "expected was done"),
        (act("begin_drafting", 'expect = {refused = ["no_mandate"]}'), "expected was no_mandate"),
        (act("publish_news", 'expect = {refused = ["no_mandate"]}\nwith = {news = "Začínáme."}'), "it was done"),
        (act("publish_news", 'expect = "consensus"\nwith = {news = "Začínáme."}'), "it was done"),
        (check('row = "Plan", key = "", column = "stage", is = "posted"'), "stage is 'preparation'"),
        (check('row = "Plan", key = "jiny", column = "stage", is = "posted"'), "there is no Plan jiny"),
        (check('row = "Matter", key = "1", column = "words", says = "Chybí strom."'), "says 'Chybí lavička.'"),
        (check('row = "Matter", key = "1", column = "disposition", empty = false'), "disposition is None"),
        (check('row = "Matter", key = "1", gone = true'), "is there"),
        (check('count = "Matter", where = {open = true, side = "user"}, is = 1'), "0 of Matter"),
        (check('count = "Matter", at_least = 2'), "1 of Matter"),
        (check('label = "kpss"'), "no user in"),
        (check('entry = "L2", fact = "channel", is = "email"'), "channel is 'web'"),
    ],
)
def test_whatever_does_not_come_as_expected_is_told_and_ends_with_1(lipova: Path, more: str, told: str) -> None:
    code, lines, said = rehearse(written(lipova, BEGINNING + more))
    assert code == 1 and told in said
    assert [line["expected"] for line in lines] == [True] * 4 + [False]


@pytest.mark.django_db
def test_what_holds_holds(lipova: Path) -> None:
    holds = (
        'row = "Plan", key = "", column = "title", says = "Plán na 2021–2024"',
        'row = "Plan", key = "lipova-2021", column = "to_year", is = 2024',
        'row = "Matter", key = "1", column = "words", says = "Chybí lavička."',
        'row = "Matter", key = "1", column = "disposition", empty = true',
        'row = "Matter", key = "2", gone = true',
        'row = "Seat", key = "office/clerk", column = "role", is = "clerk"',
        'count = "Matter", where = {open = true, channel = "web"}, is = 1',
        'label = "preparatory"',
        'entry = "L2", fact = "channel", is = "web"',
        'receipt = "L2"',
        'book = "verifies"',
    )
    code, lines, said = rehearse(written(lipova, BEGINNING + "".join(check(words) for words in holds)))
    assert code == 0, said
    assert [(line["n"], line["stage"]) for line in lines[4:]] == [(None, "preparation")] * len(holds)


@pytest.mark.django_db
def test_it_stops_after_the_act_that_brings_the_plan_into_a_stage_or_ends_a_step(lipova: Path) -> None:
    file = written(lipova, BEGINNING)
    assert [line["act"] for line in rehearse(file, "--until", "preparation")[1]][-1] == "create_plan"
    assert [line["act"] for line in rehearse(file, "--until", "L1")[1]] == ["found_territory", "seat_first_clerk"]
    code, lines, said = rehearse(file, "--until", "councils")
    assert (code, lines) == (2, []) and '"councils"' in said


@pytest.mark.django_db
def test_a_list_is_one_act_for_each(lipova: Path) -> None:
    bodies = 'with = {body = ["ps-a", "ps-b"], kind = "working_group", title = "PS", admission = "open"}'
    code, lines, _ = rehearse(written(lipova, BEGINNING + act("establish_body", bodies)))
    assert code == 0 and [line["act"] for line in lines[4:]] == ["establish_body", "establish_body"]


def test_every_mistake_of_a_scenario_is_told_at_once_with_its_key_and_its_fix(lipova: Path) -> None:
    text = """
[[act]]
step = "first"
at = "3d"
by = "hanna"
do = "found_teritory"
[[act]]
step = "L2"
at = "2d"
by = "hana"
do = "create_plan"
when = "later"
with = {title = "", from_year = "2021", to_year = 2024, titel = "Plán"}
expect = {refused = ["no_mandat"]}
[[act]]
do = "check"
with = {row = "Plan", key = "", column = "stagee", is = "posted"}
[[act]]
by = "hana"
do = "record_mandate"
with = {mandate = "m", body = "rada", resolution = "1", day = "2020-09-01", text = "Ano."}
[[act]]
by = "hana"
do = "answer_help"
with = {request = {entry_of = "L9", after = "help."}, given = true}
[[act]]
by = "hana"
do = "show_reply"
with = {reply = {entry_of = "L2", after = 6}, reason = "Ano."}
"""
    code, lines, said = rehearse(written(lipova, text, HEAD + 'colour = "blue"\n'))
    assert (code, lines) == (2, [])
    keys = {line.split(": ")[1] for line in said.splitlines()}
    assert keys == {
        "colour", "act[0].step", "act[0].by", "act[0].do", "act[1].at", "act[1].when", "act[1].with.title",
        "act[1].with.from_year", "act[1].with.titel", "act[1].expect.refused[0]", "act[2].with.column",
        "act[3].with.day", "act[4].with.request", "act[5].with.reply",
    }  # fmt: skip
    assert all(line.startswith("lipova.scenario.toml: ") and "; " in line for line in said.splitlines())
    assert 'did you mean "hana"?' in said and 'did you mean "no_mandate"?' in said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("territory = ", "this is not TOML"),
        ("act = [1", "this is not TOML"),
        ("", "territory: this key is missing"),
        ('process = "nikde.toml"\nterritory = "t"\nplan = "p"\nstarts = 2020-09-01\nact = []', "nikde.toml"),
        ('process = "klatovy.toml"\nterritory = "T"\nplan = "p"\nstarts = "now"\nact = 1', "starts: this is not a day"),
    ],
)
def test_a_file_that_is_no_scenario_ends_with_2(lipova: Path, text: str, told: str) -> None:
    code, lines, said = rehearse(written(lipova, text, head=""))
    assert (code, lines) == (2, []) and told in said


def test_mistakes_of_the_process_file_are_told_with_it(lipova: Path) -> None:
    lipova.with_name("klatovy.toml").write_bytes(raw_file("klatovy").replace(b"user = 1", b"user = 0"))
    code, _, said = rehearse(written(lipova, BEGINNING))
    assert code == 2 and "klatovy.toml: bodies[0].sides.user:" in said


def test_a_town_nobody_wrote_is_not_there() -> None:
    code, _, said = rehearse("atlantis")
    assert code == 2 and "atlantis" in said and "klatovy" in said


@pytest.mark.django_db
def test_a_scenario_plays_under_other_names_and_from_another_day(lipova: Path) -> None:
    played = play(
        written(lipova, BEGINNING), territory="dolany", plan="dolany-2031", starts=date(2030, 5, 6), until="preparation"
    )
    assert played.met and (played.territories, played.plan) == (("dolany",), "dolany-2031")
    assert played.at == "2030-05-07T14:10:00Z"
    assert Opening.objects.get(territory="dolany", field="title").text == "Plán na 2030–2033"
    assert played.cast["hana"].key == "office/clerk"


@pytest.mark.parametrize("name", SHIPPED)
@tries(deadline=None)
@given(today=st.dates(date(2024, 1, 1), date(2040, 1, 1)), days_ago=st.integers(0, 30))
def test_a_shipped_scenario_can_be_told_as_if_a_stage_had_just_begun(name: str, today: date, days_ago: int) -> None:
    scenario = load_scenario_once(name)
    for stage in ("commenting", "resolving", "councils"):
        starts = starting_day(scenario, until=stage, days_ago=days_ago, today=today)
        entered = scenario.offset_of(stage)
        assert entered is not None
        ago = (today - entered.day(starts)).days - days_ago
        assert ago >= 0 and (starts - scenario.starts).days % 7 == 0
        assert stage != "commenting" or ago < 7
        closings = [
            scene.facts["closes_on"]
            for scene in scenario.scenes
            if scene.at <= entered and scene.expect.refused is None and "closes_on" in scene.facts
        ]
        over = [starts + timedelta(days=int(day[:-1])) for day in closings if int(day[:-1]) <= entered.days]
        assert all(working_day(day) for day in over)


SCENARIOS: dict[str, Any] = {}


def load_scenario_once(name: str) -> Any:
    """The scenario, read the first time it is asked for."""
    if name not in SCENARIOS:
        SCENARIOS[name] = load_scenario(scenario_path(name))
    return SCENARIOS[name]


def test_a_stage_nobody_comes_to_is_no_telling_moment() -> None:
    with pytest.raises(LookupError):
        starting_day(load_scenario_once("klatovy"), until="withdrawn", days_ago=1, today=date(2026, 1, 1))


@given(days=st.integers(-999, 9999), hour=st.integers(4, 23), minute=st.integers(0, 59))
def test_an_offset_shows_the_same_time_on_the_clock_in_prague_in_summer_and_in_winter(
    days: int, hour: int, minute: int
) -> None:
    offset = read_offset(f"{days}d {hour:02}:{minute:02}")
    assert offset is not None
    for starts in (date(2006, 1, 30), date(2020, 7, 1)):
        shown = local_time(parse_time(offset.moment(starts)))
        assert (shown.date(), shown.hour, shown.minute) == (starts + timedelta(days=days), hour, minute)


@pytest.mark.parametrize("said", ["14", "14d 24:00", "1.5d", "d", "14d16:10", "14d 9:00", None, 14])
def test_what_is_no_offset_is_not_taken_for_one(said: Any) -> None:
    assert read_offset(said) is None
