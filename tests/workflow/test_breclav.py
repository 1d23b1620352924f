"""Břeclav, domain.md 2.3, seen from outside: the command is run once, its lines and its book are read."""

import subprocess
import sys
import zipfile
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from tests.towns import FOLDER, process_of
from tests.workflow.test_susice import Rehearsal, rehearsed
from workflow.rehearsal import load_scenario, play, scenario_path
from workflow.rules.process_file import load_process

GROUPS = {"ps-seniori-a-zp", "ps-rodina", "ps-socialni-vylouceni"}


@pytest.fixture(scope="module")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> Rehearsal:
    """The rehearsal, played once for all these tests."""
    return rehearsed("breclav", "breclavsko", tmp_path_factory.mktemp("breclav"))


def years(leaf: dict[str, Any]) -> tuple[int, int]:
    return leaf["facts"]["from_year"], leaf["facts"]["to_year"]


def test_everything_came_as_the_scenario_expects(rehearsal: Rehearsal) -> None:
    assert [line for line in rehearsal.lines if not line["expected"]] == []
    assert rehearsal.exit_code == 0, rehearsal.said
    assert {f"B{number}" for number in range(1, 7)} <= {line["step"] for line in rehearsal.lines}
    written = [line["n"] for line in rehearsal.lines if line["n"] is not None]
    assert written == list(range(len(rehearsal.leaves)))


def test_four_plans_of_the_past_follow_one_another_without_a_gap(rehearsal: Rehearsal) -> None:
    entered = rehearsal.entries("enter_past_plan")
    assert [leaf["plan"] for leaf in entered] == [f"breclav-{number}" for number in (1, 2, 3, 4)]
    assert [years(leaf) for leaf in entered] == [(2009, 2011), (2012, 2016), (2017, 2019), (2020, 2022)]
    assert [leaf["facts"]["predecessor"] for leaf in entered] == [None, "breclav-1", "breclav-2", "breclav-3"]
    assert all(leaf["facts"]["source"]["length"] and leaf["facts"]["resolution"] for leaf in entered)
    assert [leaf["stage"] for leaf in entered] == ["in_force"] * 4


def test_the_periods_are_those_the_process_file_tells(rehearsal: Rehearsal) -> None:
    told = [(period.from_year, period.to_year) for period in process_of("breclav").cycle.periods]
    assert told == [years(leaf) for leaf in [*rehearsal.entries("enter_past_plan"), rehearsal.entry("create_plan")]]


def test_a_period_that_overlaps_leaves_a_gap_or_lies_ahead_is_no_history(rehearsal: Rehearsal) -> None:
    assert rehearsal.refusals("B1", "enter_past_plan") == [["periods_overlap"], ["period_gap"], ["not_past"]]
    assert rehearsal.refusals("B6", "enter_past_measure") == [["not_past"]]


def test_whoever_sits_in_no_working_group_gets_no_steering_seat(rehearsal: Rehearsal) -> None:
    assert rehearsal.refusals("B2", "fill_seat") == [["not_in_working_group"]]
    assert rehearsal.refusals("B2", "constitute_body") == [["group_not_represented"]]
    seats = rehearsal.entries("fill_seat", body="ridici-skupina")
    assert Counter(leaf["facts"]["side"] for leaf in seats) == {"user": 2, "provider": 2, "commissioner": 2}
    elsewhere = [leaf["facts"] for leaf in rehearsal.entries("fill_seat") if leaf["facts"]["body"] in GROUPS]
    group_of = {facts["person"]: facts["body"] for facts in elsewhere}
    assert {group_of[leaf["facts"]["person"]] for leaf in seats} == GROUPS


def test_municipalities_join_between_two_plans_and_the_old_ones_keep_their_territory(rehearsal: Rehearsal) -> None:
    joined = {leaf["facts"]["municipality"]: leaf["facts"]["day"] for leaf in rehearsal.entries("admit_municipality")}
    assert {name: day[:4] for name, day in joined.items()} == {
        "breclav": "2009", "obec-a": "2015", "obec-b": "2015", "obec-c": "2022",
    }  # fmt: skip
    assert rehearsal.refusals("B3", "create_plan") == [["municipality_not_member"]]
    held = [leaf["facts"]["municipalities"] for leaf in rehearsal.entries("enter_past_plan")]
    assert held == [["breclav"]] * 2 + [["breclav", "obec-a", "obec-b"]] * 2


def test_costs_are_shared_only_by_those_who_agreed_to_share_them(rehearsal: Rehearsal) -> None:
    assert rehearsal.refusals("B4", "share_costs") == [["wrong_agreement"], ["not_a_party"]]
    assert rehearsal.refusals("B5", "list_in_network") == [["wrong_agreement"]]
    kinds = [leaf["facts"]["kind"] for leaf in rehearsal.entries("record_agreement")]
    assert kinds == ["solidarity", "network", "solidarity"]
    shared = [leaf["facts"] for leaf in rehearsal.entries("share_costs", aim="odlehceni-v-obcich")]
    assert [facts["municipalities"][-1] for facts in shared] == ["obec-c", "obec-c"]
    assert ["obec-b" in facts["municipalities"] for facts in shared] == [True, False]


def test_the_fifth_cycle_begins_only_when_nothing_of_the_fourth_is_left_hanging(rehearsal: Rehearsal) -> None:
    first, second = rehearsal.refusals("B5", "begin_drafting")
    assert first.count("not_carried_over") == 5 and "no_mandate" in first
    assert second == ["not_carried_over"]
    choices = {leaf["facts"]["origin"]: leaf["facts"]["inheritance"] for leaf in rehearsal.entries("carry_over")}
    assert choices == {
        "odlehcovaci-sluzba": "carried", "dluhova-poradna": "changed", "mobilni-jesle": "dropped", "1": "carried",
        "prehled-nakladu": "carried",
    }  # fmt: skip
    assert all(leaf["facts"]["reason"]["length"] for leaf in rehearsal.entries("carry_over"))
    assert rehearsal.refusals("B5", "carry_over") == [["unknown"]]


def test_priorities_are_put_in_order_at_a_meeting_and_the_points_bear_it_out(rehearsal: Rehearsal) -> None:
    assert rehearsal.refusals("B5", "rank_aims") == [
        ["meeting_not_open"], ["not_ranked"], ["ranking_does_not_follow"], ["ranked_twice"],
    ]  # fmt: skip
    ranked = rehearsal.entry("rank_aims", kind="priority")["facts"]
    assert (ranked["ranked_by"], sum(ranked["points"])) == ("dots", 3 * ranked["people"])
    needed = sum(leaf["facts"]["amount"] for leaf in rehearsal.entries("resource_measure"))
    means = [leaf["facts"] for leaf in rehearsal.entries("record_means")]
    certain = sum(facts["amount"] for facts in means if facts["certainty"] == "secured")
    assert certain < needed < sum(facts["amount"] for facts in means)


def test_the_fifth_plan_goes_the_whole_way_and_ends_the_fourth(rehearsal: Rehearsal) -> None:
    fifth = [leaf for leaf in rehearsal.leaves if leaf["plan"] == "breclav-5"]
    assert [leaf["stage"] for leaf in fifth if leaf["stage"] != leaf["stage_before"]] == [
        "preparation", "drafting", "steering", "posted", "commenting", "resolving", "final_signoff", "councils",
        "adopted", "in_force",
    ]  # fmt: skip
    (ended,) = [leaf for leaf in rehearsal.entries("supersede") if leaf["plan"] == "breclav-4"]
    assert ended["facts"]["successor"] == "breclav-5"
    assert ended["at"] > rehearsal.entry("take_effect")["at"]


def test_a_council_votes_once_under_one_number(rehearsal: Rehearsal) -> None:
    assert ["already_approved", "resolution_used"] in rehearsal.refusals("B5", "record_council_result")
    results = [leaf["facts"] for leaf in rehearsal.entries("record_council_result")]
    assert [(facts["council"], facts["yes"], facts["members_total"], facts["result"]) for facts in results] == [
        ("zastupitelstvo-obec-a", 11, 15, "pass"),
        ("zastupitelstvo-breclav", 21, 27, "pass"),
        ("zastupitelstvo-obec-c", 5, 7, "pass"),
    ]


def test_a_council_is_dropped_only_when_its_municipality_has_left(rehearsal: Rehearsal) -> None:
    assert rehearsal.refusals("B5", "amend_process") == [["council_still_asked"]]
    assert ["municipality_left"] in rehearsal.refusals("B5", "record_council_result")
    assert rehearsal.refusals("B5", "adopt") == [["municipality_left"]]
    left, amended = rehearsal.entry("release_municipality"), rehearsal.entry("amend_process")
    assert left["n"] < amended["n"] < rehearsal.entry("adopt")["n"]
    assert rehearsal.entry("propose", kind="amend_process")["facts"]["on"] == amended["facts"]["process"]


def test_the_amended_process_file_is_the_same_town_without_the_one_that_left(rehearsal: Rehearsal) -> None:
    raw = (FOLDER / "amended" / "breclav.toml").read_bytes()
    before, after = process_of("breclav"), load_process(raw, file="amended/breclav.toml")
    assert rehearsal.entry("amend_process")["facts"]["process"] == after.digest
    kept = [council for council in before.councils if council.municipality != "obec-b"]
    assert after.councils == tuple(kept) and len(kept) == len(before.councils) - 1
    alike = ("id", "title", "plan", "areas", "bodies", "parts", "comments", "sign_off", "charter", "meetings", "cycle")
    assert all(getattr(before, name) == getattr(after, name) for name in alike)


def test_measures_are_followed_with_evidence_and_changed_by_a_decision_alone(rehearsal: Rehearsal) -> None:
    told = [(leaf["facts"]["aim"], leaf["facts"]["status"]) for leaf in rehearsal.entries("report_measure")]
    assert told == [("aktivizace", "in_progress"), ("vyjezdni-poradna", "done"), ("zimni-nocleharna", "abandoned")]
    assert rehearsal.refusals("B6", "report_measure") == [["already_ended"]]
    assert rehearsal.refusals("B6", "change_measure") == [["not_decided"]]
    assert rehearsal.entry("change_measure")["facts"]["aim"] == "odlehceni-v-obcich"


def test_each_year_has_its_action_plan_and_its_evaluation(rehearsal: Rehearsal) -> None:
    assert rehearsal.refusals("B6", "adopt_action_plan") == [["not_decided"]]
    chosen = rehearsal.entry("adopt_action_plan")["facts"]
    assert (chosen["year"], len(chosen["measures"])) == (2023, 3)
    assert rehearsal.entry("propose", kind="action_plan")["facts"]["subject"] == "2023"
    fourth, fifth = rehearsal.entries("evaluate_plan")
    assert (fourth["plan"], fourth["facts"]["year"], fifth["facts"]["year"]) == ("breclav-4", 2021, 2023)
    assert fifth["facts"]["next_on"] > fifth["at"][:10]


def test_a_promise_ends_kept_or_released_and_a_broken_one_stays_open(rehearsal: Rehearsal) -> None:
    given = [leaf["facts"] for leaf in rehearsal.entries("give_promise") if leaf["plan"] == "breclav-5"]
    ended = {
        leaf["facts"]["promise"]: leaf["facts"]["status"]
        for leaf in rehearsal.entries("close_promise")
        if leaf["plan"] == "breclav-5"
    }
    assert ended == {"druhy-vikend": "kept", "zvukova-podoba": "released"}
    (broken,) = [facts for facts in given if facts["promise"] not in ended]
    assert broken["due"] < rehearsal.leaves[-1]["at"][:10]
    assert ["already_ended"] in rehearsal.refusals("B6", "close_promise")


@pytest.mark.django_db
@pytest.mark.parametrize("weeks", [24, 37])
def test_the_history_moves_with_the_day_the_scenario_starts(weeks: int) -> None:
    scenario = load_scenario(scenario_path("breclav"))
    played = play(scenario, until="B1", starts=scenario.starts + timedelta(weeks=weeks))
    assert played.met, [line.why for line in played.lines if not line.expected]


def test_an_auditor_elsewhere_verifies_the_whole_book_with_python_alone(rehearsal: Rehearsal) -> None:
    with zipfile.ZipFile(rehearsal.bundle) as archive:
        archive.extract("verify.py", rehearsal.bundle.parent)
    command = [sys.executable, "-I", "verify.py", rehearsal.bundle.name]
    verified = subprocess.run(command, cwd=rehearsal.bundle.parent, capture_output=True, text=True, timeout=60)
    assert verified.returncode == 0, verified.stdout
