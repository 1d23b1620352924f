"""Vysočina, domain.md 2.2, seen from outside: the command is run once, its lines and its fourteen books are read."""

import difflib
import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from tests.towns import FOLDER, process_of, raw_file
from tests.workflow.test_susice import HOUSE
from workflow.replay import replay
from workflow.rules.process_file import load_process
from workflow.rules.rows import Counted, Milestone, Participant, Plan, Programme, ProgrammeTown, Trained
from workflow.rules.state import State

REGION, PROJECT = "vysocina", "kpss-vysocina"
POSTED = {
    "jihlava", "trebic", "havlickuv-brod", "zdar-nad-sazavou", "pelhrimov", "velke-mezirici", "humpolec",
    "nove-mesto-na-morave", "bystrice-nad-pernstejnem",
}  # fmt: skip
APPROVED = POSTED - {"bystrice-nad-pernstejnem"}
TOWNS = POSTED | {"chotebor", "svetla-nad-sazavou", "moravske-budejovice", "telc"}
GROUPS = {"ps-seniori", "ps-rodina", "ps-ohrozeni"}


@dataclass(frozen=True)
class Rehearsal:
    """What the command said, the bundle it left, and every book in it line by line."""

    exit_code: int
    lines: tuple[dict[str, Any], ...]
    said: str
    bundle: Path
    books: dict[str, tuple[bytes, ...]]

    @cached_property
    def leaves(self) -> dict[str, list[dict[str, Any]]]:
        """The entries of each book."""
        return {name: [json.loads(line) for line in lines] for name, lines in self.books.items()}

    @cached_property
    def states(self) -> dict[str, State]:
        """Every book replayed to its end."""
        raws = (raw_file(REGION), (FOLDER / "amended" / "vysocina.toml").read_bytes())
        files = {hashlib.sha256(raw).hexdigest(): load_process(raw, file=REGION) for raw in raws}
        results = {name: replay(lines, files) for name, lines in self.books.items()}
        assert all(result.holds for result in results.values())
        return {name: result.state for name, result in results.items()}

    def entries(self, act: str, *towns: str, **facts: Any) -> list[dict[str, Any]]:
        """The entries of these books (the towns' by default) for an act with these facts."""
        return [
            leaf
            for name in towns or sorted(TOWNS)
            for leaf in self.leaves[name]
            if leaf["act"] == act and facts.items() <= leaf["facts"].items()
        ]

    def where(self, act: str, **facts: Any) -> list[str]:
        """The towns in whose books such an entry stands, one name an entry."""
        return [leaf["territory"] for leaf in self.entries(act, **facts)]

    def refusals(self, act: str, territory: str = REGION) -> list[tuple[str, list[str]]]:
        """Every refusal of an act in a book: the step, and its codes, each once."""
        refused = [line for line in self.lines if (line["act"], line["territory"]) == (act, territory)]
        return [
            (line["step"].partition(".")[0], sorted({one["code"] for one in line["obstacles"]}))
            for line in refused
            if line["refused"]
        ]

    def verified(self, bundle: Path) -> subprocess.CompletedProcess[str]:
        """What an auditor elsewhere is told, with Python alone."""
        with zipfile.ZipFile(self.bundle) as archive:
            archive.extract("verify.py", bundle.parent)
        words = [sys.executable, "-I", "verify.py", bundle.name]
        return subprocess.run(words, cwd=bundle.parent, capture_output=True, text=True, timeout=60)

    def bundle_of(self, folder: Path, *books: str) -> Path:
        """The bundle with these books alone."""
        path = folder / "some.zip"
        with zipfile.ZipFile(self.bundle) as archive, zipfile.ZipFile(path, "w") as some:
            for name in archive.namelist():
                if not name.startswith("books/") or name.split("/")[1] in books:
                    some.writestr(name, archive.read(name))
        return path


@pytest.fixture(scope="module")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> Rehearsal:
    """The rehearsal, played once for all these tests."""
    room = tmp_path_factory.mktemp("vysocina")
    bundle = room / "vysocina.zip"
    surroundings = {**os.environ, "DJANGO_SETTINGS_MODULE": "consult.settings", "DOHODA_VAR": str(room)}
    command = [sys.executable, "manage.py", "rehearse", "vysocina", "--json", "--bundle", str(bundle)]
    ran = subprocess.run(command, cwd=HOUSE, env=surroundings, capture_output=True, text=True, timeout=480)
    assert bundle.exists(), ran.stderr
    with zipfile.ZipFile(bundle) as archive:
        names = [name for name in archive.namelist() if name.endswith("/leaves.jsonl")]
        books = {name.split("/")[1]: tuple(archive.read(name).splitlines()) for name in names}
    lines = tuple(json.loads(line) for line in ran.stdout.splitlines())
    return Rehearsal(ran.returncode, lines, ran.stderr, bundle, books)


def months(leaves: list[dict[str, Any]]) -> set[str]:
    return {leaf["at"][:7] for leaf in leaves}


def test_everything_came_as_the_scenario_expects(rehearsal: Rehearsal) -> None:
    assert [line for line in rehearsal.lines if not line["expected"]] == []
    assert rehearsal.exit_code == 0, rehearsal.said
    assert {f"V{number}" for number in range(1, 9)} <= {line["step"] for line in rehearsal.lines}
    assert rehearsal.books.keys() == {REGION, *TOWNS}
    written: dict[str, list[int]] = {}
    for line in rehearsal.lines:
        if line["n"] is not None:
            written.setdefault(line["territory"], []).append(line["n"])
    assert written == {name: list(range(len(lines))) for name, lines in rehearsal.books.items()}


def test_fifteen_and_eleven_are_invited_thirteen_and_eight_interested_and_thirteen_join(rehearsal: Rehearsal) -> None:
    programme = process_of("vysocina").programme
    assert programme is not None
    tiers = {town.id: str(town.tier) for town in programme.towns}
    invited = Counter(tiers[leaf["facts"]["town"]] for leaf in rehearsal.entries("invite_town", REGION))
    interested = Counter(
        tiers[leaf["facts"]["town"]] for leaf in rehearsal.entries("record_reply", REGION, reply="interested")
    )
    assert invited == {"orp": 15, "authorised": 11}
    assert interested == {"orp": 13, "authorised": 8}
    joined = rehearsal.entries("join_town", REGION)
    assert {leaf["facts"]["town"] for leaf in joined} == TOWNS
    assert [leaf["facts"]["town"] for leaf in joined if leaf["at"] > "2006-02"] == ["telc"]
    assert all(leaf["facts"]["agreement"] and leaf["facts"]["resolution"] for leaf in joined)


def test_the_calendar_has_twenty_two_months_and_a_day_moves_only_with_a_reason(rehearsal: Rehearsal) -> None:
    due = {row.milestone: row for row in rehearsal.states[REGION].find(Milestone, programme=PROJECT)}
    assert len(due) == 22
    assert (due["m1"].planned_on, due["m17"].planned_on) == ("2005-09-30", "2007-01-31")
    assert due["m22"].planned_on == "2007-06-30"
    assert ("V1", ["reason_missing"]) in rehearsal.refusals("move_milestone")
    (moved,) = rehearsal.entries("move_milestone", REGION)
    assert moved["facts"]["reason"]["length"] > 0
    assert [row.milestone for row in due.values() if row.due_on != row.planned_on] == ["m2"]
    assert all(row.reached for row in due.values())


def test_a_plan_of_a_town_knows_the_council_of_that_town_alone() -> None:
    process = process_of("vysocina")
    for town in (*TOWNS, REGION):
        assert [council.municipality for council in process.within(town).councils] == [town]
    assert len(process.councils) == 27


def test_steering_groups_are_constituted_in_thirteen_towns_in_month_3(rehearsal: Rehearsal) -> None:
    constituted = rehearsal.entries("constitute_body", body="ridici-skupina")
    assert {leaf["territory"] for leaf in constituted} == TOWNS and months(constituted) == {"2005-11"}
    assert set(rehearsal.where("constitute_body", body="konzultacni-skupina")) == TOWNS
    assert sorted(rehearsal.where("adopt_charter")) == sorted(TOWNS)


def test_the_first_gate_waits_for_what_is_counted_and_not_for_the_thirteenth_town(rehearsal: Rehearsal) -> None:
    assert rehearsal.refusals("pass_gate")[0] == ("V2", ["gate_not_reached"])
    gates = rehearsal.entries("pass_gate", REGION)
    assert [leaf["facts"]["gate"] for leaf in gates] == ["g1", "g2", "g3"]
    counted = [
        leaf for leaf in rehearsal.entries("count_town", REGION, need="ridici-skupiny") if leaf["n"] < gates[0]["n"]
    ]
    assert {leaf["facts"]["town"] for leaf in counted} == TOWNS - {"telc"}


def test_no_gate_is_counted_from_an_entry_that_is_not_there_or_says_something_else(rehearsal: Rehearsal) -> None:
    refused = [codes for _, codes in rehearsal.refusals("count_town")]
    assert refused == [["reference_forged"], ["reference_does_not_fit"], ["not_joined"]]
    for leaf in rehearsal.entries("count_town", REGION):
        entry = rehearsal.books[leaf["facts"]["town"]][leaf["facts"]["n"]]
        assert leaf["facts"]["leaf"] == hashlib.sha256(b"\0" + entry).hexdigest()
        assert leaf["facts"]["origin"].endswith(f"/{leaf['facts']['town']}")


def test_the_first_phase_is_not_left_without_the_partnership_agreement(rehearsal: Rehearsal) -> None:
    assert rehearsal.refusals("begin_drafting", "telc") == [
        ("V2", ["deliverable_missing", "no_working_group"]),
        ("V3", ["deliverable_missing"]),
    ]
    assert sorted(rehearsal.where("begin_drafting")) == sorted(TOWNS)
    (agreement,) = rehearsal.entries("deliver", "telc", deliverable="partnerska-smlouva")
    (begun,) = rehearsal.entries("begin_drafting", "telc")
    assert agreement["n"] < begun["n"]
    assert all(leaf["at"] < begun["at"] for leaf in rehearsal.entries("begin_drafting", *(TOWNS - {"telc"})))


def test_in_month_7_each_town_meets_in_public_and_has_three_groups_with_their_leads(rehearsal: Rehearsal) -> None:
    for town in TOWNS:
        groups = [leaf for leaf in rehearsal.entries("constitute_body", town) if leaf["facts"]["body"] in GROUPS]
        assert {leaf["facts"]["body"] for leaf in groups} == GROUPS and months(groups) == {"2006-03"}
        assert {leaf["facts"]["body"] for leaf in rehearsal.entries("fill_seat", town, role="lead")} >= GROUPS
        assert months(rehearsal.entries("open_meeting", town, meeting="prvni-setkani")) == {"2006-03"}
        (swot,) = rehearsal.entries("deliver", town, deliverable="swot")
        (minutes,) = rehearsal.entries("publish_minutes", town, meeting="spolecne-swot")
        assert minutes["n"] < swot["n"]
    joint = rehearsal.entries("record_attendance", meeting="spolecne-swot")
    assert all({seat.partition("/")[0] for seat in leaf["facts"]["seats"]} > GROUPS for leaf in joint)


def test_the_second_gate_asks_for_eight_of_thirteen_and_not_for_all(rehearsal: Rehearsal) -> None:
    assert rehearsal.refusals("pass_gate")[1:] == [
        ("V4", ["gate_not_reached"]),
        ("V4", ["earlier_gate_open", "gate_not_reached"]),
    ]
    (passed,) = rehearsal.entries("pass_gate", REGION, gate="g2")
    delivered = rehearsal.entries("deliver", deliverable="analyza-poskytovatelu")
    assert len([leaf for leaf in delivered if leaf["at"] < passed["at"]]) == 8
    assert [leaf["territory"] for leaf in delivered if leaf["at"] > passed["at"]] == ["bystrice-nad-pernstejnem"]
    (refused,) = [line for line in rehearsal.lines if line["step"] == "V4.4" and line["act"] == "pass_gate"][:1]
    assert refused["refused"] and refused["at"] < passed["at"]


def test_a_methodology_is_taken_by_the_town_that_decides_so_and_by_no_other(rehearsal: Rehearsal) -> None:
    (taken,) = rehearsal.entries("amend_process")
    assert taken["territory"] == "humpolec" and ("V4", ["not_decided"]) in rehearsal.refusals(
        "amend_process", "humpolec"
    )
    (asked,) = rehearsal.entries("propose", "humpolec", kind="amend_process")
    assert asked["facts"]["on"] == taken["facts"]["process"]
    under = {town: plan.process for town in TOWNS for plan in rehearsal.states[town].find(Plan)}
    first = process_of("vysocina").digest
    assert {town for town, digest in under.items() if digest != first} == {"humpolec"}
    assert under["humpolec"] == taken["facts"]["process"]


def test_the_second_edition_differs_in_one_number() -> None:
    second = (FOLDER / "amended" / "vysocina.toml").read_bytes()
    before, after = (raw.decode().partition("\nid = ")[2].splitlines() for raw in (raw_file("vysocina"), second))
    changed = [line for line in difflib.ndiff(before, after) if line.startswith(("- ", "+ "))]
    assert [line.split(" #")[0] for line in changed] == ["- answer_days = 30", "+ answer_days = 15"]
    assert load_process(second, file="vysocina.toml").comments.answer_days == 15


def test_nine_steering_groups_approve_eight_by_agreement_and_one_by_vote_with_its_reasons(rehearsal: Rehearsal) -> None:
    approved = rehearsal.entries("sign_off_stage", of="drafting")
    how = {leaf["territory"]: leaf["facts"]["how"] for leaf in approved}
    assert how.keys() == POSTED and Counter(how.values()) == {"consensus": 8, "vote": 1}
    assert how["pelhrimov"] == "vote" and months(approved) == {"2007-01"}
    (closed,) = rehearsal.entries("close_vote")
    assert closed["facts"]["failed_rounds"] == 2 and dict(closed["facts"]["tallies"])["yes"] == 3
    blocks = rehearsal.entries("take_position", position="block")
    assert [leaf["facts"]["call"] for leaf in blocks] == ["navrh-1", "navrh-2"]
    against = rehearsal.entries("cast_ballot", ballot="no")
    assert all(leaf["territory"] == "pelhrimov" and leaf["facts"]["reason"] for leaf in [*blocks, *against])
    assert rehearsal.refusals("open_vote", "pelhrimov") == [
        ("V5", ["attempt_missing", "statement_missing", "too_few_failed_rounds", "too_few_sides_request"])
    ]


def test_nine_drafts_are_posted_on_one_day_each_with_its_own_digest(rehearsal: Rehearsal) -> None:
    posted = rehearsal.entries("post_draft")
    assert {leaf["territory"] for leaf in posted} == POSTED
    assert {leaf["at"][:10] for leaf in posted} == {"2007-01-15"}
    assert len({leaf["facts"]["text"] for leaf in posted}) == 9


def test_a_comment_is_settled_while_the_window_is_open_and_a_second_shares_its_answer(rehearsal: Rehearsal) -> None:
    first, second = rehearsal.entries("settle_matter", "jihlava")
    (over,) = rehearsal.entries("close_comments", "jihlava")
    came = [leaf["n"] for leaf in rehearsal.entries("raise_matter", "jihlava")]
    assert came[0] < first["n"] < came[1] < second["n"] < over["n"]
    assert [leaf["stage"] for leaf in (first, second)] == ["commenting", "commenting"]
    assert [leaf["facts"]["disposition"] for leaf in (first, second)] == ["accepted", "duplicate_of"]
    (answer,) = rehearsal.entries("draft_answer", "jihlava", matter="2")
    assert answer["facts"]["same_as"] == "1"
    assert ("V6", ["duplicate_of_itself"]) in rehearsal.refusals("draft_answer", "jihlava")
    assert all(leaf["stage"] == "commenting" for leaf in rehearsal.entries("settle_matter"))


def test_no_window_closes_before_the_day_that_was_promised(rehearsal: Rehearsal) -> None:
    assert rehearsal.refusals("close_comments", "jihlava") == [("V6", ["window_still_open"])]
    promised = {leaf["territory"]: leaf["facts"]["closes_at"] for leaf in rehearsal.entries("post_draft")}
    closed = {leaf["territory"]: leaf["at"] for leaf in rehearsal.entries("close_comments")}
    assert closed.keys() == POSTED and all(closed[town] > promised[town] for town in POSTED)


def test_ten_towns_meet_over_the_draft_and_nine_of_them_have_posted_it(rehearsal: Rehearsal) -> None:
    held = set(rehearsal.where("publish_minutes", meeting="projednani"))
    assert held == POSTED | {"svetla-nad-sazavou"}
    state = rehearsal.states[REGION]
    assert state.count(Counted, programme=PROJECT, need="verejna-setkani", standing=True) == 10
    assert state.count(Counted, programme=PROJECT, need="navrhy", standing=True) == 9
    assert state.count(Counted, programme=PROJECT, need="plany", standing=True) == 8


def test_nobody_approves_the_text_a_second_time_and_each_side_binds_itself_to_it(rehearsal: Rehearsal) -> None:
    assert rehearsal.entries("sign_off_stage", of="resolving") == []
    for town in POSTED:
        (sent,) = rehearsal.entries("submit_to_councils", town)
        bound = rehearsal.entries("agree_side", town)
        assert {(leaf["by"]["side"], leaf["facts"]["scope"]) for leaf in bound} == {
            (side, scope) for side in ("user", "provider", "commissioner") for scope in ("aims", "implementation")
        }
        assert {leaf["facts"]["text"] for leaf in bound} == {sent["facts"]["text"]}
        assert rehearsal.refusals("submit_to_councils", town) == [("V7", ["no_review_plan", "side_agreement_missing"])]


def test_seven_councils_approve_in_month_20_one_in_month_21_and_one_rejects(rehearsal: Rehearsal) -> None:
    adopted = {leaf["territory"]: leaf["at"][:7] for leaf in rehearsal.entries("adopt")}
    assert adopted == {town: "2007-05" if town == "trebic" else "2007-04" for town in APPROVED}
    (rejected,) = rehearsal.entries("record_council_result", "bystrice-nad-pernstejnem")
    assert rejected["facts"]["result"] == "fail"
    (returned,) = rehearsal.entries("return_from_councils")
    assert (returned["territory"], returned["stage"]) == ("bystrice-nad-pernstejnem", "drafting")
    stages = {town: plan.stage for town in TOWNS for plan in rehearsal.states[town].find(Plan)}
    assert {town for town, stage in stages.items() if stage == "in_force"} == APPROVED


def test_thirteen_of_twenty_seven_are_no_majority_though_nobody_was_against(rehearsal: Rehearsal) -> None:
    first, second = rehearsal.entries("record_council_result", "trebic")
    facts = first["facts"]
    assert [facts[name] for name in ("members_total", "present", "yes", "no", "not_voting")] == [27, 25, 13, 0, 12]
    assert (facts["result"], second["facts"]["result"], second["facts"]["attempt"]) == ("fail", "pass", 2)
    assert facts["text"] == second["facts"]["text"] and facts["resolution"] != second["facts"]["resolution"]
    assert rehearsal.refusals("adopt", "trebic") == [("V7", ["council_rejected"])]


def test_people_in_working_groups_count_once_however_many_groups_they_sit_in(rehearsal: Rehearsal) -> None:
    counted = {leaf["territory"]: leaf["facts"]["people"] for leaf in rehearsal.entries("count_participants")}
    for town in TOWNS:
        seats = [leaf["facts"] for leaf in rehearsal.entries("fill_seat", town) if leaf["facts"]["body"] in GROUPS]
        assert len({facts["person"] for facts in seats}) == counted[town] == len(seats) - 1
        assert rehearsal.states[town].count(Participant) == counted[town]
    assert sum(counted.values()) == 214
    found = rehearsal.states[REGION].find(Counted, programme=PROJECT, need="lide", standing=True)
    assert {row.town: row.value for row in found} == counted


def test_thirty_one_people_are_trained_and_four_coordinate(rehearsal: Rehearsal) -> None:
    trainings = rehearsal.entries("record_training", REGION)
    came = [person for leaf in trainings for person in leaf["facts"]["people"]]
    assert (len(came), len(set(came))) == (44, 31)
    assert rehearsal.states[REGION].count(Trained, programme=PROJECT) == 31
    assert len({leaf["facts"]["person"] for leaf in rehearsal.entries("fill_seat", REGION, role="coordinator")}) == 4


def test_a_town_that_writes_elsewhere_stays_on_the_board_by_what_it_shows(rehearsal: Rehearsal) -> None:
    towns = rehearsal.states[REGION].find(ProgrammeTown, programme=PROJECT, standing="joined")
    (elsewhere,) = [town for town in towns if town.external]
    assert (elsewhere.town, elsewhere.stage, len(elsewhere.files)) == ("svetla-nad-sazavou", "drafting", 1)
    (shown,) = rehearsal.entries("count_external", REGION)
    assert shown["facts"]["town"] == "svetla-nad-sazavou" and shown["facts"]["file"]


def test_the_project_closes_when_every_target_is_reached_and_not_before(rehearsal: Rehearsal) -> None:
    assert rehearsal.refusals("close_programme") == [("V8", ["target_missed"])]
    (closed,) = rehearsal.entries("close_programme", REGION)
    project = rehearsal.states[REGION].get(Programme, PROJECT)
    assert project is not None and project.reached and project.report == closed["facts"]["report"]
    assert rehearsal.refusals("invite_town") == [("V8", ["programme_over"])]


def test_the_regional_plan_is_made_from_eight_plans_their_councils_approved(rehearsal: Rehearsal) -> None:
    sources = rehearsal.entries("include_source", REGION)
    assert {leaf["facts"]["town"] for leaf in sources} == APPROVED
    for leaf in sources:
        entry = rehearsal.leaves[leaf["facts"]["town"]][leaf["facts"]["n"]]
        assert (entry["act"], entry["plan"]) == ("adopt", leaf["facts"]["slug"])
    assert rehearsal.refusals("include_source") == [("V8", ["reference_does_not_fit"])]
    with_seven, with_eight = [codes for _, codes in rehearsal.refusals("post_draft")]
    assert set(with_seven) - set(with_eight) == {"sources_missing"}
    (mandate,) = rehearsal.entries("record_mandate", REGION)
    assert (mandate["facts"]["resolution"], mandate["facts"]["day"]) == ("0279/10/2005/RK", "2005-03-01")


def test_a_years_work_is_chosen_by_the_steering_group(rehearsal: Rehearsal) -> None:
    chosen = rehearsal.entries("adopt_action_plan")
    assert [(leaf["territory"], leaf["facts"]["year"]) for leaf in chosen] == [("humpolec", 2008), ("jihlava", 2008)]
    assert rehearsal.refusals("adopt_action_plan", "jihlava") == [("V8", ["not_decided"])]


def test_an_auditor_elsewhere_verifies_all_books_and_what_they_say_of_each_other(rehearsal: Rehearsal) -> None:
    told = rehearsal.verified(rehearsal.bundle)
    assert told.returncode == 0, told.stdout
    across = [leaf for leaf in rehearsal.leaves[REGION] if leaf["act"] in ("count_town", "include_source")]
    assert re.search(rf"compared with those books: {len(across)}$", told.stdout, re.MULTILINE)
    assert "unchecked" not in told.stdout


def test_the_book_of_the_project_alone_verifies_and_names_what_could_not_be_checked(
    rehearsal: Rehearsal, tmp_path: Path
) -> None:
    told = rehearsal.verified(rehearsal.bundle_of(tmp_path, REGION))
    assert told.returncode == 0, told.stdout
    assert set(re.findall(r"unchecked: the book of ([a-z-]+) is not here", told.stdout)) == TOWNS
    with_one = rehearsal.verified(rehearsal.bundle_of(tmp_path, REGION, "trebic"))
    assert with_one.returncode == 0, with_one.stdout
    unchecked = set(re.findall(r"unchecked: the book of ([a-z-]+) is not here", with_one.stdout))
    assert unchecked == TOWNS - {"trebic"}
