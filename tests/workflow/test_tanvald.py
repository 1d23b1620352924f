"""Tanvald, domain.md 2.5, seen from outside: the command is run once, its lines and its book are read.

Below that: what else could have happened. The plan returns to everybody, a municipality leaves for good, or each
council decides for its own territory.
"""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.towns import FOLDER
from tests.workflow.test_susice import HOUSE, Rehearsal
from workflow.rehearsal import play, scenario_path, throw_away_room
from workflow.rules.acts.councils import approved
from workflow.rules.case import CITIZEN, Case
from workflow.rules.judge import open_case
from workflow.rules.rows import CouncilDecision, Plan
from workflow.store import Rows

TOWN, PLAN = "tanvaldsko", "komunitni-plan-tanvaldska"
SEVEN = [
    "1-existujici-zdroje", "2-statisticke-udaje", "3-prani-a-potreby", "4-priority-a-cile", "5-casovy-plan-a-zasady",
    "6-zapojeni-ucastniku", "7-sledovani-a-zmeny",
]  # fmt: skip


@pytest.fixture(scope="module")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> Rehearsal:
    """The rehearsal, played once for all these tests."""
    room = tmp_path_factory.mktemp("tanvald")
    bundle = room / "tanvald.zip"
    surroundings = {**os.environ, "DJANGO_SETTINGS_MODULE": "consult.settings", "DOHODA_VAR": str(room)}
    command = [sys.executable, "manage.py", "rehearse", "tanvald", "--json", "--bundle", str(bundle)]
    ran = subprocess.run(command, cwd=HOUSE, env=surroundings, capture_output=True, text=True, timeout=240)
    assert bundle.exists(), ran.stderr
    with zipfile.ZipFile(bundle) as archive:
        leaves = archive.read(f"books/{TOWN}/leaves.jsonl").decode().splitlines()
    lines = tuple(json.loads(line) for line in ran.stdout.splitlines())
    return Rehearsal(ran.returncode, lines, ran.stderr, tuple(json.loads(leaf) for leaf in leaves), bundle)


def test_everything_came_as_the_scenario_expects(rehearsal: Rehearsal) -> None:
    assert [line for line in rehearsal.lines if not line["expected"]] == []
    assert rehearsal.exit_code == 0, rehearsal.said
    assert {f"T{number}" for number in range(1, 9)} <= {line["step"] for line in rehearsal.lines}
    written = [line["n"] for line in rehearsal.lines if line["n"] is not None]
    assert written == list(range(len(rehearsal.leaves)))


def test_ten_municipalities_join_by_one_agreement_before_there_is_a_plan(rehearsal: Rehearsal) -> None:
    agreed = rehearsal.entry("record_agreement")["facts"]
    assert (agreed["kind"], len(agreed["parties"])) == ("association", 10)
    joined = [leaf["facts"]["municipality"] for leaf in rehearsal.entries("admit_municipality")]
    assert sorted(set(joined)) == sorted(agreed["parties"])
    assert rehearsal.refusals("T1", "create_plan") == [["municipality_not_member"]]
    assert rehearsal.refusals("T1", "admit_municipality") == [["taken"]]


def test_nine_of_the_ten_councils_are_guests_of_seven_to_twenty_one_seats(rehearsal: Rehearsal) -> None:
    councils = [leaf["facts"] for leaf in rehearsal.entries("establish_body", kind="council")]
    assert sorted(one["members_total"] for one in councils) == [7, 7, 7, 9, 9, 15, 15, 15, 15, 21]
    assert [one["municipality"] for one in councils if not one["guest"]] == ["tanvald"]


def test_the_representatives_agree_on_the_plan_and_on_its_three_groups(rehearsal: Rehearsal) -> None:
    mandates = [leaf["facts"] for leaf in rehearsal.entries("record_mandate")]
    assert [(one["mandate"], one["body"]) for one in mandates] == [
        ("shoda-obci", "predstavitele-obci"),
        ("pracovni-skupiny", "predstavitele-obci"),
    ]
    assert "body_only_advises" in rehearsal.refusals("T1", "propose")[0]


def test_a_group_without_a_provider_is_not_constituted_until_a_volunteer_comes(rehearsal: Rehearsal) -> None:
    assert rehearsal.refusals("T1", "constitute_body") == [["side_missing"]]
    assert rehearsal.entry("apply_to_join")["facts"]["side"] == "provider"
    assert rehearsal.entry("admit_applicant")["actor"] is None
    assert rehearsal.of("T1")[-2]["act"] == "constitute_body" and not rehearsal.of("T1")[-2]["refused"]


def test_no_group_decides_before_it_has_rules_and_a_schedule(rehearsal: Rehearsal) -> None:
    assert rehearsal.refusals("T2", "propose") == [["procedure_missing"]]
    ruled = [leaf["facts"]["body"] for leaf in rehearsal.entries("adopt_procedure")]
    assert ruled == ["ridici-skupina", "ps-seniori", "ps-rodina", "ps-vylouceni"]
    first = rehearsal.entries("propose")[0]
    assert first["facts"]["proposal"] == "rozhovory" and first["at"] > rehearsal.entries("adopt_procedure")[-1]["at"]


def test_without_the_seventh_content_nothing_is_handed_in_and_nothing_is_posted(rehearsal: Rehearsal) -> None:
    assert rehearsal.refusals("T3", "submit_part") == [["checklist_missing"], ["checklist_missing"]]
    assert rehearsal.refusals("T3", "post_draft") == [["checklist_missing", "part_not_approved", "stage_not_approved"]]
    assert rehearsal.refusals("T3", "write_section") == [["not_in_process"]]
    covered = {one for leaf in rehearsal.entries("write_section") for one in leaf["facts"]["covers"]}
    assert sorted(covered) == SEVEN


def test_the_window_closes_on_4_may_at_the_earliest(rehearsal: Rehearsal) -> None:
    assert rehearsal.refusals("T4", "post_draft") == [["closes_too_soon_after_hearing"]]
    assert rehearsal.refusals("T4", "close_comments") == [["window_still_open"]]
    assert rehearsal.refusals("T4", "extend_comments") == [["shortening"]]
    posted = rehearsal.entry("post_draft")
    assert (posted["at"][:10], posted["facts"]["closes_on"]) == ("2011-04-01", "2011-05-04")
    hearing = rehearsal.entry("call_meeting", kind="public_hearing")["facts"]
    assert hearing["starts_at"][:10] == "2011-04-20"


def test_a_letter_that_comes_after_the_window_counts_by_its_postmark(rehearsal: Rehearsal) -> None:
    letter = rehearsal.entry("raise_matter", channel="post")
    assert (letter["at"][:10], letter["facts"]["sent_on"]) == ("2011-05-06", "2011-05-03")
    assert letter["facts"]["late"] is False
    assert rehearsal.settled()["5"][0] == "duplicate_of"


def test_the_participants_are_asked_besides_whether_they_support_the_result(rehearsal: Rehearsal) -> None:
    assert rehearsal.refusals("T5", "submit_to_councils") == [["support_too_low"]]
    assert rehearsal.refusals("T5", "check_support") == [["out_of_range"]]
    asked = rehearsal.entry("check_support")["facts"]
    assert round(100 * asked["accept"] / asked["asked"], 1) == 78.8


def test_eight_councils_approve_one_fails_by_one_vote_and_one_has_not_met(rehearsal: Rehearsal) -> None:
    before = next(line["n"] for line in rehearsal.lines if line["step"] == "T6" and line["n"] is not None)
    results = [leaf for leaf in rehearsal.leaves[:before] if leaf["act"] == "record_council_result"]
    told = {leaf["by"]["body"]: leaf["facts"] for leaf in results}
    assert len(told) == 10 and [one["result"] for one in told.values()].count("pass") == 8
    failed = told["zastupitelstvo-plavy"]
    assert [failed[count] for count in ("members_total", "present", "yes", "result")] == [9, 6, 4, "fail"]
    assert told["zastupitelstvo-korenov"]["result"] == "inquorate"
    assert rehearsal.refusals("T6.14", "adopt") == [["council_not_decided", "council_rejected"]]


def test_a_second_attempt_has_a_number_of_its_own_and_nine_are_not_ten(rehearsal: Rehearsal) -> None:
    assert rehearsal.refusals("T6.15", "record_council_result") == [["resolution_used"]]
    again = rehearsal.entry("record_council_result", council="zastupitelstvo-plavy", attempt=2)["facts"]
    assert (again["yes"], again["result"]) == (5, "pass")
    assert rehearsal.refusals("T6.16", "adopt") == [["council_not_decided"]]


def test_a_council_has_one_vote_under_one_number_which_another_council_may_use_too(rehearsal: Rehearsal) -> None:
    assert rehearsal.refusals("T6.9", "record_council_result") == [["already_approved", "resolution_used"]]
    same = rehearsal.entries("record_council_result", resolution="5/2011")
    assert [leaf["by"]["body"] for leaf in same] == ["zastupitelstvo-albrechtice", "zastupitelstvo-jiretin"]


def test_clerks_enter_results_and_the_coordinator_only_from_an_extract(rehearsal: Rehearsal) -> None:
    assert rehearsal.refusals("T6.6", "record_council_result") == [["extract_missing"]]
    relayed = [leaf for leaf in rehearsal.entries("record_council_result") if leaf["actor"] is not None]
    assert [leaf["by"]["body"] for leaf in relayed] == ["zastupitelstvo-albrechtice", "zastupitelstvo-zlata-olesnice"]
    assert all(leaf["facts"]["extract"] and leaf["happened"] < leaf["at"] for leaf in relayed)


def test_a_municipality_that_leaves_holds_the_plan_up_until_it_comes_back(rehearsal: Rehearsal) -> None:
    left = rehearsal.entry("release_municipality")
    assert rehearsal.refusals("T6.4", "record_council_result") == [["municipality_left"]]
    assert "municipality_left" in rehearsal.refusals("T6.12", "adopt")[0]
    back = rehearsal.entries("admit_municipality", municipality="harrachov")[-1]
    decided = rehearsal.entry("record_council_result", council="zastupitelstvo-harrachov")
    assert left["n"] < back["n"] < decided["n"]


def test_nothing_returns_for_what_nobody_resolved(rehearsal: Rehearsal) -> None:
    assert rehearsal.refusals("T6.5", "return_from_councils") == [["nothing_to_return"]]


def test_an_approval_with_changes_is_never_a_silent_divergence(rehearsal: Rehearsal) -> None:
    assert rehearsal.refusals("T7.1", "record_council_result") == [["facts_do_not_fit"]]
    assert rehearsal.refusals("T7.3", "adopt") == [["council_rejected"]]
    last = rehearsal.entries("record_council_result", council="zastupitelstvo-korenov", result="pass")
    assert [leaf["facts"]["conditions"] for leaf in last] == ["return", "annex"]
    assert last[-1]["facts"]["extract"] and last[-1]["n"] < rehearsal.entry("adopt")["n"]


def test_the_plan_is_adopted_when_each_of_the_ten_has_approved_the_same_text(rehearsal: Rehearsal) -> None:
    adopted = rehearsal.entry("adopt")
    passed = rehearsal.entries("record_council_result", result="pass")
    assert len({leaf["by"]["body"] for leaf in passed}) == 10
    assert {leaf["facts"]["text"] for leaf in passed} == {adopted["facts"]["text"]}
    moves = [leaf["stage"] for leaf in rehearsal.leaves if leaf["stage"] and leaf["stage"] != leaf["stage_before"]]
    assert moves == [
        "preparation", "drafting", "steering", "posted", "commenting", "resolving", "final_signoff", "councils",
        "adopted", "in_force",
    ]  # fmt: skip


def test_a_citizen_finds_what_changed_because_of_whose_comment(rehearsal: Rehearsal) -> None:
    ends = {number: disposition for number, (disposition, _) in rehearsal.settled().items()}
    assert ends == {
        "1": "accepted", "2": "accepted_in_part", "3": "not_accepted", "4": "explained", "5": "duplicate_of",
    }  # fmt: skip
    changed = {leaf["facts"]["matter"]: leaf["facts"]["section"] for leaf in rehearsal.entries("write_section")}
    assert (changed["1"], changed["2"]) == ("priority", "poradna")


def test_an_auditor_elsewhere_verifies_the_whole_book_with_python_alone(rehearsal: Rehearsal) -> None:
    with zipfile.ZipFile(rehearsal.bundle) as archive:
        archive.extract("verify.py", rehearsal.bundle.parent)
    command = [sys.executable, "-I", "verify.py", rehearsal.bundle.name]
    verified = subprocess.run(command, cwd=rehearsal.bundle.parent, capture_output=True, text=True, timeout=60)
    assert verified.returncode == 0, verified.stdout


# What else could have happened: the scenario up to an act, and another end.

HARRACHOV_RETURNS = "[[act]] # Harrachov thinks better of it"
SECOND_ATTEMPT = "[[act]] # the second attempt is a resolution of its own"
ANNEX = '[[act]]\nat = "373d 09:00"\nby = "koordinatorka"\ndo = "publish_news"'
STEERING = ["uzivatele-1", "uzivatele-2", "poskytovatele-1", "poskytovatele-2", "obce-1", "obce-2", "obce-3"]


def act(by: str, do: str, more: str = "", *, at: str = "", expect: str = "", **facts: str | int) -> str:
    """One act of a scenario; `more` are facts written out, `expect` as in a scenario."""
    told = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in facts.items()]
    when = f'at = "{at}"\n' if at else ""
    came = f"expect = {expect}\n" if expect else ""
    return f'[[act]]\n{when}by = "{by}"\ndo = "{do}"\n{came}with = {{{", ".join([*told, more] if more else told)}}}\n'


def result(of: str, number: str, day: int, *votes: int, announced: str = "pass", expect: str = "pass") -> str:
    """What a council's clerk enters the day after: present, yes, no, abstain, absent."""
    counts = dict(zip(("present", "yes", "no", "abstain", "absent"), votes, strict=True))
    return act(
        f"zapis-{of}", "record_council_result", at=f"{day + 1}d 09:00", expect=f'"{expect}"', resolution=number,
        council=f"zastupitelstvo-{of}", day=f"{day}d", not_voting=0, announced=announced, conditions="none", **counts,
    )  # fmt: skip


def steering_agrees_on(file: str, name: str, at: str, meeting: str) -> str:
    """The steering group takes another process file into use, at its open meeting."""
    digest = f'text = {{file = "{file}"}}'
    agreed = ["uzivatelka", "uzivatel", "pecovatelska-sluzba", "obcanska-poradna", "starostka-desna", "starosta-plavy"]
    return (
        act(
            "starosta-tanvald", "propose", digest, at=at, proposal=name, body="ridici-skupina", kind="amend_process",
            subject="process", question="Plánujeme dál podle tohoto popisu postupu?",
        )
        + act("koordinatorka", "open_call", call=f"{name}-1", proposal=name, meeting=meeting)
        + "".join(act(who, "take_position", call=f"{name}-1", position="agree") for who in agreed)
        + act("koordinatorka", "close_call", call=f"{name}-1", expect='"consensus"')
    )  # fmt: skip


def ended(folder: Path, mark: str, more: str, **files: str) -> Path:
    """The scenario up to the act that begins with `mark`, then `more`, beside these process files."""
    told = scenario_path("tanvald").read_text(encoding="utf-8")
    assert told.count(mark) == 1
    file = folder / "tanvald.scenario.toml"
    file.write_text(told.partition(mark)[0] + more, encoding="utf-8")
    for name, text in {"tanvald": process_file(), **files}.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return file


def process_file(*without: str) -> str:
    """The town's process file, without some municipalities and their councils."""
    raw = (FOLDER / "tanvald.toml").read_text(encoding="utf-8")
    for name in without:
        for table, key in (("councils", "municipality"), ("territory.municipalities", "id")):
            found = re.search(rf'\[\[{table}\]\]\n(?:(?!\[).+\n)*?{key} = "{name}"\n(?:(?!\[).*\n)*', raw)
            assert found is not None
            raw = raw.replace(found[0], "")
    return raw


@pytest.mark.django_db
def test_what_a_council_wants_changed_for_all_returns_to_all(tmp_path: Path) -> None:
    returned = act("koordinatorka", "return_from_councils", reason="Kořenov chce změnu pro všechny.")
    late = act("koordinatorka", "adopt", expect='{refused = ["council_rejected", "wrong_stage"]}')
    with throw_away_room():
        played = play(str(ended(tmp_path, ANNEX, returned + late)))
        plan = Rows(TOWN).get(Plan, PLAN)
    assert played.met
    assert plan is not None and plan.stage == "drafting"


@pytest.mark.django_db
def test_where_each_decides_for_its_own_territory_the_plan_holds_where_it_was_approved(tmp_path: Path) -> None:
    own = process_file().replace('council_rule = "all"', 'council_rule = "own_territory"')
    more = result("korenov", "8/2011", 371, 9, 3, 4, 2, 0, announced="fail", expect="fail")
    more += act("koordinatorka", "adopt")
    with throw_away_room():
        played = play(str(ended(tmp_path, SECOND_ATTEMPT, more, tanvald=own)))
        state = Rows(TOWN)
        case = open_case(state, Case(territory=TOWN, n=state.head.size, at=played.at, by=CITIZEN, plan_key=PLAN))
        holds = {rule.municipality: approved(state, case, rule) for rule in case.the_process.councils}
    assert (played.lines[-1].act, played.lines[-1].stage) == ("adopt", "adopted")
    assert sorted(place for place, approves in holds.items() if not approves) == ["korenov", "plavy"]
    elsewhere = [(line.step, line.act) for line in played.lines if not line.expected]
    assert elsewhere == [("T6.12", "adopt"), ("T6.14", "adopt")], "a council that says no holds nobody else up"


@pytest.mark.django_db
def test_a_municipality_that_leaves_for_good_is_left_out_by_a_decision_and_no_other_council_is(tmp_path: Path) -> None:
    called = 'meeting = "rs-6", kind = "group", body = "ridici-skupina", starts_at = "310d 16:00"'
    present = ", ".join(f'"ridici-skupina/{seat}"' for seat in STEERING)
    dropped = act("starosta-tanvald", "amend_process", 'process = {file = "osm.toml"}', proposal="bez-plavu",
                  expect='{refused = ["council_still_asked"]}')  # fmt: skip
    more = (
        act("koordinatorka", "call_meeting", called, at="295d", place="Tanvald", programme="Odchod Harrachova.")
        + act("koordinatorka", "open_meeting", at="310d 16:00", meeting="rs-6")
        + act("zapisovatelka", "record_attendance", f"seats = [{present}]", meeting="rs-6", guests=0)
        + steering_agrees_on("osm.toml", "bez-plavu", "310d 16:10", "rs-6")
        + dropped
        + steering_agrees_on("devet.toml", "bez-harrachova", "310d 16:30", "rs-6")
        + act("starosta-tanvald", "amend_process", 'process = {file = "devet.toml"}', proposal="bez-harrachova")
        + result("plavy", "9/2011", 316, 7, 5, 1, 1, 2)
        + result("korenov", "8/2011", 371, 8, 6, 1, 1, 1)
        + act("koordinatorka", "adopt", at="373d")
        + '[[act]]\ndo = "check"\nwith = {book = "verifies"}\n'
    )
    nine, eight = process_file("harrachov"), process_file("harrachov", "plavy")
    with throw_away_room():
        played = play(str(ended(tmp_path, HARRACHOV_RETURNS, more, devet=nine, osm=eight)))
        plan = Rows(TOWN).get(Plan, PLAN)
        decided = Rows(TOWN).count(CouncilDecision, plan=PLAN, council="zastupitelstvo-harrachov")
    assert [(line.step, line.why) for line in played.lines if not line.expected] == []
    assert plan is not None and plan.stage == "adopted"
    assert len(plan.municipalities) == 9 and "harrachov" not in plan.municipalities and decided == 0
