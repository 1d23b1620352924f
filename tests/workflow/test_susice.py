"""Sušice, domain.md 2.4, seen from outside: the command is run once, its lines and its book are read."""

import json
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

HOUSE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Rehearsal:
    """What the command said, and the bundle it left."""

    exit_code: int
    lines: tuple[dict[str, Any], ...]
    said: str
    leaves: tuple[dict[str, Any], ...]
    bundle: Path

    def of(self, step: str) -> list[dict[str, Any]]:
        """The lines of a step and of its parts."""
        return [line for line in self.lines if re.fullmatch(rf"{step}(\..*)?", line["step"])]

    def refusals(self, step: str, act: str) -> list[list[str]]:
        """The codes of every refusal of an act within a step, each in alphabetical order."""
        refused = [line for line in self.of(step) if line["act"] == act and line["refused"]]
        return [sorted(obstacle["code"] for obstacle in line["obstacles"]) for line in refused]

    def entries(self, act: str, **facts: Any) -> list[dict[str, Any]]:
        """The entries of the book for an act with these facts, in their order."""
        return [leaf for leaf in self.leaves if leaf["act"] == act and facts.items() <= leaf["facts"].items()]

    def entry(self, act: str, **facts: Any) -> dict[str, Any]:
        """The one entry for an act with these facts."""
        (leaf,) = self.entries(act, **facts)
        return leaf

    def settled(self) -> dict[str, tuple[str, str]]:
        """How each matter ended, and by which method it was agreed."""
        one_by_one = {
            leaf["facts"]["matter"]: (leaf["facts"]["disposition"], leaf["facts"]["how"])
            for leaf in self.entries("settle_matter")
        }
        at_once = {
            matter: (disposition, "consensus")
            for leaf in self.entries("settle_many")
            for matter, disposition, _ in leaf["facts"]["settled"]
        }
        return one_by_one | at_once


def rehearsed(name: str, territory: str, room: Path) -> Rehearsal:
    """A shipped scenario, rehearsed by the command into a bundle in `room`."""
    bundle = room / f"{name}.zip"
    surroundings = {**os.environ, "DJANGO_SETTINGS_MODULE": "consult.settings", "DOHODA_VAR": str(room)}
    command = [sys.executable, "manage.py", "rehearse", name, "--json", "--bundle", str(bundle)]
    ran = subprocess.run(command, cwd=HOUSE, env=surroundings, capture_output=True, text=True, timeout=240)
    assert bundle.exists(), ran.stderr
    with zipfile.ZipFile(bundle) as archive:
        leaves = archive.read(f"books/{territory}/leaves.jsonl").decode().splitlines()
    lines = tuple(json.loads(line) for line in ran.stdout.splitlines())
    return Rehearsal(ran.returncode, lines, ran.stderr, tuple(json.loads(leaf) for leaf in leaves), bundle)


@pytest.fixture(scope="module")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> Rehearsal:
    """The rehearsal, played once for all these tests."""
    return rehearsed("susice", "susicko", tmp_path_factory.mktemp("susice"))


def test_everything_came_as_the_scenario_expects(rehearsal: Rehearsal) -> None:
    assert [line for line in rehearsal.lines if not line["expected"]] == []
    assert rehearsal.exit_code == 0, rehearsal.said
    assert {f"S{number}" for number in range(1, 9)} <= {line["step"] for line in rehearsal.lines}
    assert all((line["n"] is None) == (line["refused"] or line["act"] == "check") for line in rehearsal.lines)
    written = [line["n"] for line in rehearsal.lines if line["n"] is not None]
    assert written == list(range(len(rehearsal.leaves)))


def test_the_charter_is_adopted_by_agreement_on_its_digest_on_4_june_2020(rehearsal: Rehearsal) -> None:
    (adopted,) = [line for line in rehearsal.of("S1") if line["act"] == "adopt_charter" and not line["refused"]]
    assert adopted["at"] == "2020-06-04T15:00:00Z"
    asked = rehearsal.entry("propose", proposal="listina")
    assert rehearsal.leaves[adopted["n"]]["facts"]["charter"] == asked["facts"]["on"]
    assert rehearsal.entry("close_call", call="listina-1")["facts"]["result"] == "consensus"
    assert rehearsal.refusals("S1", "adopt_charter") == [["decided_on_another_text"]]


def test_drafting_waits_for_all_its_foundations_and_they_are_named_at_once(rehearsal: Rehearsal) -> None:
    first, second = rehearsal.refusals("S1", "begin_drafting")
    assert {"no_mandate", "no_charter", "no_stakeholders", "no_steering_group", "stage_not_approved"} <= set(first)
    assert first.count("no_working_group") == 2
    assert second == ["process_record_missing"]


def test_whoever_asks_may_join_and_nobody_is_turned_away_without_a_ground(rehearsal: Rehearsal) -> None:
    assert rehearsal.refusals("S2", "refuse_applicant") == [["open_group", "refusal_without_ground"]]
    assert rehearsal.refusals("S2", "admit_applicant") == [["person_has_seat"]]
    assert rehearsal.entry("admit_applicant", seat="uzivatel-2")["facts"]["application"] == "ps-rodina/eliska"


def test_remarks_on_the_analytic_part_are_answered_before_the_steering_group_has_it(rehearsal: Rehearsal) -> None:
    assert rehearsal.refusals("S3", "submit_part") == [["remark_unanswered"]]
    assert rehearsal.settled()["1"] == rehearsal.settled()["2"] == ("accepted", "consensus")
    assert rehearsal.entry("sign_off_part", part="analyticka")["facts"]["how"] == "consensus"


def test_a_measure_that_answers_no_need_holds_up_the_strategic_part(rehearsal: Rehearsal) -> None:
    assert rehearsal.refusals("S3", "sign_off_part") == [["aim_untraced", "not_decided"], ["not_decided"]]
    assert rehearsal.entry("trace_aim", aim="svoz")["facts"]["needs"] == ["doprava"]


def test_no_vote_opens_before_agreement_was_looked_for_twice(rehearsal: Rehearsal) -> None:
    assert rehearsal.refusals("S4", "open_vote") == [
        ["statement_missing", "too_few_failed_rounds", "too_few_sides_request"],
        ["attempt_missing", "statement_missing", "too_few_sides_request"],
        ["too_few_sides_request"],
    ]
    rounds = [rehearsal.entry("close_call", call=f"strategie-{k}")["facts"] for k in (1, 2)]
    assert [one["result"] for one in rounds] == ["no_consensus", "no_consensus"]
    assert [reason[0] for one in rounds for reason in one["reasons"]] == ["blocked", "blocked"]


def test_a_block_names_its_ground_and_its_reason_and_stands_again_on_the_new_text(rehearsal: Rehearsal) -> None:
    assert ["ground_missing", "reason_missing"] in rehearsal.refusals("S4", "take_position")
    blocks = rehearsal.entries("take_position", position="block")
    assert [block["facts"]["call"] for block in blocks] == ["strategie-1", "strategie-2"]
    assert {(block["by"]["seat"], block["facts"]["ground"]) for block in blocks} == {
        ("uzivatele-1", "harms_target_group")
    }
    asked = rehearsal.entry("propose", proposal="strategie")["facts"]["on"]
    assert rehearsal.entry("amend_proposal", proposal="strategie")["facts"]["on"] != asked


def test_the_strategic_part_is_adopted_by_vote_after_two_failed_rounds_with_its_dissent(rehearsal: Rehearsal) -> None:
    (closed,) = [line for line in rehearsal.of("S4") if line["act"] == "close_vote"]
    assert (closed["outcome"], closed["method"]) == ("pass", "vote")
    facts = rehearsal.leaves[closed["n"]]["facts"]
    assert facts["failed_rounds"] == 2
    assert dict(facts["tallies"])["yes"] == 7
    against = [leaf["by"]["seat"] for leaf in rehearsal.entries("cast_ballot", ballot="no")]
    assert against == ["uzivatele-1", "uzivatele-3"]
    assert all(leaf["facts"]["reason"] for leaf in rehearsal.entries("cast_ballot", ballot="no"))
    assert rehearsal.entry("sign_off_part", part="strategicka")["facts"]["how"] == "vote"
    assert len(rehearsal.entries("close_vote")) == 1


def test_a_measure_without_owner_and_means_holds_up_the_implementation_part(rehearsal: Rehearsal) -> None:
    assert rehearsal.refusals("S4", "sign_off_part") == [["measure_without_means", "measure_without_owner"]]
    assert rehearsal.entry("resource_measure", aim="rana-pece")["facts"]["funding"] == "none"


def test_the_draft_lies_open_two_weeks_before_and_after_its_hearing(rehearsal: Rehearsal) -> None:
    assert rehearsal.refusals("S5", "post_draft") == [
        ["hearing_missing", "window_too_short"],
        ["closes_too_soon_after_hearing", "window_too_short"],
    ]
    assert rehearsal.refusals("S5", "close_comments") == [["window_still_open"]]
    posted = rehearsal.entry("post_draft")
    assert (posted["at"][:10], posted["facts"]["closes_at"]) == ("2021-01-04", "2021-02-04T22:59:59Z")


def test_five_comments_are_typed_at_the_hearing_and_one_is_brought_from_a_circle(rehearsal: Rehearsal) -> None:
    heard = rehearsal.entries("raise_matter", channel="hearing")
    assert [leaf["facts"]["number"] for leaf in heard] == [3, 4, 5, 6, 7]
    assert {leaf["actor"]["seat"] for leaf in heard} == {"zapisovatelka"}
    assert {(leaf["by"]["seat"], leaf["by"]["side"]) for leaf in heard} == {(None, "public")}
    brought = rehearsal.entry("raise_matter", channel="relayed")
    assert (brought["by"]["side"], brought["facts"]["side"]) == ("provider", "user")
    assert brought["on_behalf_of"]["length"] > 0


def test_each_comment_has_one_end_an_accepted_one_a_change_and_any_other_a_reason(rehearsal: Rehearsal) -> None:
    ends = {number: disposition for number, (disposition, _) in rehearsal.settled().items() if int(number) > 2}
    assert ends == {
        "3": "accepted",
        "4": "accepted",
        "5": "accepted_in_part",
        "6": "not_accepted",
        "7": "not_accepted",
        "8": "explained",
    }
    answers = {leaf["facts"]["matter"]: leaf["facts"] for leaf in rehearsal.entries("draft_answer")}
    assert all(answers[number]["reason"] for number in ends)
    assert all(answers[number]["change"] for number in ("3", "4", "5"))
    assert rehearsal.refusals("S5", "draft_answer") == [["no_funds_alone"], ["reason_missing"]]


def test_a_comment_answered_at_the_hearing_is_settled_when_the_window_has_closed(rehearsal: Rehearsal) -> None:
    assert rehearsal.refusals("S5", "settle_matter") == [["window_still_open"]]
    (agreed,) = rehearsal.entries("close_call", call="pripominka-8-1")
    assert agreed["at"] < rehearsal.entry("close_comments")["at"] < rehearsal.entry("settle_matter", matter="8")["at"]


def test_an_item_pulled_out_of_the_consent_agenda_leaves_it_unharmed(rehearsal: Rehearsal) -> None:
    results = {item: outcome for item, outcome, *_ in rehearsal.entry("close_agenda")["facts"]["results"]}
    assert results == {"souhrn.3": "consensus", "souhrn.4": "consensus", "souhrn.6": "pulled"}
    assert rehearsal.entry("open_call", proposal="souhrn.6")["facts"]["round"] == 1
    assert rehearsal.refusals("S5", "pull_out") == [["not_on_agenda"]]


def test_those_who_join_on_the_evening_speak_but_do_not_count(rehearsal: Rehearsal) -> None:
    joined = [leaf for leaf in rehearsal.entries("admit_applicant") if leaf["facts"]["seat"].startswith("prichozi")]
    counted = [seat for seat, *_ in rehearsal.entry("open_call", call="pripominka-7-1")["facts"]["counted"]]
    assert len(joined) == 5
    assert not [seat for seat in counted if "prichozi" in seat]
    assert ["seat_not_counted"] in rehearsal.refusals("S5", "take_position")


def test_a_comment_its_author_insists_on_is_decided_by_the_steering_group(rehearsal: Rehearsal) -> None:
    assert rehearsal.refusals("S5", "insist") == [["not_the_holder"]]
    assert rehearsal.refusals("S5", "finish_resolving") == [["dispute_open"]]
    assert rehearsal.entry("propose", kind="settle_dispute")["facts"]["body"] == "ridici-skupina"
    assert rehearsal.entry("settle_dispute", matter="7")["facts"]["ruling"] == "stands"


def test_who_needs_help_to_come_asks_for_it_and_only_what_it_is_for_stands_in_the_book(rehearsal: Rehearsal) -> None:
    asked = rehearsal.entries("ask_for_help")
    assert [(leaf["facts"]["kind"], leaf["facts"]["meeting"]) for leaf in asked] == [
        ("transport", "projednani"), ("care", "projednani"),
    ]  # fmt: skip
    assert all(leaf["by"]["seat"] is None for leaf in asked)
    assert [leaf["facts"]["given"] for leaf in rehearsal.entries("answer_help")] == [True, True]
    assert rehearsal.refusals("S5", "answer_help") == [["refusal_without_ground"]]


def test_people_agree_once_argue_where_it_divides_them_and_say_what_they_think_of_the_answer(
    rehearsal: Rehearsal,
) -> None:
    assert rehearsal.refusals("S3", "join_matter") == [["no_change"]]
    assert [leaf["facts"]["matter"] for leaf in rehearsal.entries("join_matter")] == ["1", "3", "3"]
    lanes = [leaf["facts"]["lane"] for leaf in rehearsal.entries("reply_to_matter", matter="6")]
    assert lanes == ["in_favour", "against", "would_accept", "against"]
    said = {leaf["facts"]["matter"]: leaf["facts"]["satisfaction"] for leaf in rehearsal.entries("answer_back")}
    assert said == {"3": "satisfied", "7": "not_satisfied"}
    assert rehearsal.refusals("S5", "answer_back") == [["not_the_holder"]]


def test_words_are_hidden_on_a_ground_and_the_appeal_is_heard_by_somebody_else(rehearsal: Rehearsal) -> None:
    hidden, heard = rehearsal.entry("hide_reply"), rehearsal.entry("uphold_hiding")
    assert hidden["facts"]["ground"] == "personal_data" and hidden["by"]["person"] != heard["by"]["person"]
    assert rehearsal.refusals("S5", "uphold_hiding") == [["judge_in_own_cause", "not_your_pen"]]
    with zipfile.ZipFile(rehearsal.bundle) as archive:
        opened = b"".join(archive.read(name) for name in archive.namelist() if "/texts/" in name).decode()
    assert "Vomáčka" not in opened and "Obviňuje jmenovaného člověka" in opened


def test_a_comment_that_comes_late_is_numbered_shown_and_carried_to_the_next_cycle(rehearsal: Rehearsal) -> None:
    (late,) = rehearsal.entries("raise_matter", late=True)
    assert late["facts"]["number"] == 9
    assert rehearsal.entry("submit_to_councils")["facts"]["carried"] == ["komunitni-plan/9"]
    assert rehearsal.refusals("S7", "raise_matter") == [["comments_refused"]]


def test_without_users_in_one_group_the_work_is_preparatory_until_one_joins(rehearsal: Rehearsal) -> None:
    course = [line["act"] for line in rehearsal.of("S6")][:8]
    assert course == [
        "check", "end_seat", "check", "end_seat", "check", "agree_side", "apply_to_join", "admit_applicant",
    ]  # fmt: skip
    gone = rehearsal.entries("end_seat", ending="resignation")
    assert [leaf["by"]["side"] for leaf in gone] == ["user", "user"]
    assert rehearsal.of("S6")[8]["act"] == "check"


def test_each_side_binds_itself_to_the_aims_and_to_the_way(rehearsal: Rehearsal) -> None:
    given = [(leaf["by"]["side"], leaf["facts"]["scope"]) for leaf in rehearsal.entries("agree_side")]
    assert sorted(given) == sorted(
        (side, scope) for side in ("user", "provider", "commissioner") for scope in ("aims", "implementation")
    )
    assert len({leaf["facts"]["text"] for leaf in rehearsal.entries("agree_side")}) == 1
    first, second = rehearsal.refusals("S6", "submit_to_councils")
    assert first == ["no_review_plan", *["side_agreement_missing"] * 6, "stage_not_approved"]
    assert second == ["side_agreement_missing"]
    assert ["side_speaks_for_itself"] in rehearsal.refusals("S6", "agree_side")


def test_a_council_always_votes_and_the_board_is_heard_before_it(rehearsal: Rehearsal) -> None:
    assert rehearsal.refusals("S7", "propose") == [["body_votes_only"]]
    assert ["board_first"] in rehearsal.refusals("S7", "record_council_result")
    results = [
        (leaf["by"]["body"], leaf["facts"]["yes"], leaf["facts"]["members_total"], leaf["facts"]["result"])
        for leaf in rehearsal.entries("record_council_result")
    ]
    assert results == [
        ("rada-susice", 5, 7, "pass"),
        ("zastupitelstvo-susice", 12, 21, "pass"),
        ("zastupitelstvo-obec-a", 4, 9, "fail"),
        ("zastupitelstvo-obec-b", 3, 7, "fail"),
        ("zastupitelstvo-obec-a", 5, 9, "pass"),
    ]


def test_a_typing_error_is_refused_and_a_contradiction_is_flagged_and_mended(rehearsal: Rehearsal) -> None:
    assert ["counts_do_not_add_up"] in rehearsal.refusals("S7", "record_council_result")
    (wrong,) = rehearsal.entries("record_council_result", contradiction=True)
    assert (wrong["facts"]["announced"], wrong["facts"]["result"]) == ("pass", "fail")
    mended = rehearsal.entry("correct_record")
    assert mended["facts"]["entry"] == wrong["n"]
    assert mended["by"]["body"] == "zastupitelstvo-obec-a"
    assert rehearsal.refusals("S7", "correct_record") == [["not_your_pen"]]


def test_a_result_entered_for_a_council_carries_the_extract_of_its_minutes(rehearsal: Rehearsal) -> None:
    assert ["extract_missing"] in rehearsal.refusals("S7", "record_council_result")
    entered = rehearsal.entry("record_council_result", council="zastupitelstvo-obec-b")
    assert (entered["by"]["body"], entered["actor"]["seat"]) == ("zastupitelstvo-obec-b", "koordinatorka")
    assert len(entered["facts"]["extract"]) == 64
    assert entered["happened"] < entered["at"]


def test_the_plan_is_adopted_when_each_council_has_decided_for_itself(rehearsal: Rehearsal) -> None:
    assert rehearsal.refusals("S7", "adopt") == [["council_not_decided"] * 2, ["council_not_decided"]]
    moves = [leaf["stage"] for leaf in rehearsal.leaves if leaf["stage"] and leaf["stage"] != leaf["stage_before"]]
    assert moves == [
        "preparation", "drafting", "steering", "posted", "commenting", "resolving", "final_signoff", "councils",
        "adopted", "in_force",
    ]  # fmt: skip


def test_nobody_acts_as_somebody_else_from_a_lapsed_seat_or_on_a_stale_text(rehearsal: Rehearsal) -> None:
    assert ["not_the_holder"] in rehearsal.refusals("S4", "take_position")
    assert ["not_your_pen"] in rehearsal.refusals("S4", "take_position")
    assert ["seat_lapsed", "seat_not_counted"] in rehearsal.refusals("S5", "take_position")
    assert rehearsal.refusals("S6", "agree_side")[0] == ["seat_vacant"]
    assert rehearsal.refusals("S3", "write_section") == [["stale"]]


def test_an_auditor_elsewhere_verifies_the_whole_book_with_python_alone(rehearsal: Rehearsal) -> None:
    with zipfile.ZipFile(rehearsal.bundle) as archive:
        archive.extract("verify.py", rehearsal.bundle.parent)
    command = [sys.executable, "-I", "verify.py", rehearsal.bundle.name]
    verified = subprocess.run(command, cwd=rehearsal.bundle.parent, capture_output=True, text=True, timeout=60)
    assert verified.returncode == 0, verified.stdout
