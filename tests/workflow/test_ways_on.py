"""Where things go wrong there is a lawful way on: nobody is stuck because somebody left, rested, missed or mistyped."""

from datetime import timedelta

import pytest

from tests.cast import Memory, Refused, digest_of_file, number_of
from tests.towns import process_of
from tests.walk import (
    CLERK,
    agree,
    approve_stage,
    attend,
    coordinator,
    facilitator,
    lead_to,
    meet,
    part_ways,
    settle,
    vote,
)
from workflow.rules.case import Standing
from workflow.rules.label import Label, label
from workflow.rules.lifecycle import Stage
from workflow.rules.rows import Call, Matter, Meeting
from workflow.trail.canonical import format_time, parse_time

GROUP, STEERING = "ps-seniori", "ridici-skupina"


def lipova(stage: Stage) -> Memory:
    """The town under the Sušice rules, with its plan in this stage."""
    town = lead_to(Memory(process_of("susice")), stage)
    assert isinstance(town, Memory)
    return town


def told(town: Memory) -> Label:
    """The label of the plan now."""
    return label(town.state, town.plan, at=town.at)


def matter(town: Memory, number: str) -> Matter:
    """A matter as it stands."""
    row = town.state.get(Matter, f"{town.plan_key}/{number}")
    assert row is not None
    return row


def test_a_stranger_who_comments_late_does_not_void_the_last_approval() -> None:
    town = lipova(Stage.FINAL_SIGNOFF)
    approve_stage(town, "resolving")
    town.do("citizen", "raise_matter", kind="comment", told="Ještě něco.", channel="web", side="public")
    town.do("citizen", "raise_matter", kind="suggestion", told="A podnět.", channel="web", side="public")
    assert "stage_not_approved" not in missing_codes(town)


def missing_codes(town: Memory) -> list[str]:
    """What keeps the plan from the councils."""
    with pytest.raises(Refused) as refusal:
        town.do(coordinator(town), "submit_to_councils", report="Předkládáme.")
    return refusal.value.codes


def test_an_editorial_change_is_contested_even_after_resolving_and_approved_again() -> None:
    town = lipova(Stage.RESOLVING)
    town.do(
        coordinator(town), "write_section", section="analyticka-1", part="analyticka", place=1, title="Oddíl",
        text="Prý jen čárka.", editorial=True,
    )  # fmt: skip
    settle(town)
    town.do(f"{GROUP}/user-0", "contest_editorial", section="analyticka-1", reason="To není čárka.")
    assert "stage_not_approved" in missing_codes(town)
    approve_stage(town, "resolving")
    assert "stage_not_approved" not in missing_codes(town)


def test_a_missed_hearing_is_called_anew_and_the_window_made_longer() -> None:
    town = lipova(Stage.POSTED)
    town.do("clock", "open_comments")
    town.at = format_time(parse_time(town.plan.closes_at or "") + timedelta(hours=1))
    with town.refused("hearing_missing"):
        town.do("clock", "close_comments")
    town.do("citizen", "raise_matter", kind="comment", told="Kde bylo projednání?", channel="web", side="public")
    assert matter(town, "1").late
    starts = format_time(parse_time(town.at) + timedelta(days=8))
    town.do(
        coordinator(town), "call_meeting", meeting="nahradni", kind="public_hearing", starts_at=starts, place="Sál",
        programme="Návrh",
    )  # fmt: skip
    closes = (parse_time(starts) + timedelta(days=15)).date().isoformat()
    town.do(coordinator(town), "extend_comments", closes_on=closes)
    assert matter(town, "1").due and not matter(town, "1").late
    town.at = starts
    attend(town, "nahradni", None)
    part_ways(town, "nahradni")
    town.at = format_time(parse_time(town.plan.closes_at or "") + timedelta(seconds=1))
    town.do("clock", "close_comments")


def test_a_hearing_before_the_draft_was_posted_is_no_hearing_of_it() -> None:
    town = lipova(Stage.STEERING)
    meet(town, "brzy", None)
    part_ways(town, "brzy")
    town.clock(hours=2)
    starts = format_time(parse_time(town.at) + timedelta(days=15))
    town.do(
        coordinator(town), "call_meeting", meeting="projednani", kind="public_hearing", starts_at=starts, place="Sál",
        programme="Návrh",
    )  # fmt: skip
    closes = (parse_time(town.at) + timedelta(days=40)).date().isoformat()
    town.do(coordinator(town), "post_draft", closes_on=closes)
    town.do("clock", "open_comments")
    town.at = format_time(parse_time(town.plan.closes_at or "") + timedelta(seconds=1))
    with town.refused("hearing_missing"):
        town.do("clock", "close_comments")


def test_days_a_plan_rested_are_given_back_to_those_who_want_to_comment() -> None:
    town = lipova(Stage.POSTED)
    before = parse_time(town.plan.closes_at or "")
    town.clock(days=2)
    town.do(CLERK, "suspend", reason="Volby.")
    town.clock(days=60)
    town.do(CLERK, "resume", reason="Po volbách.")
    assert parse_time(town.plan.closes_at or "") >= before + timedelta(days=60) - timedelta(hours=1)
    town.do("clock", "open_comments")
    town.do("citizen", "raise_matter", kind="comment", told="Včas.", channel="web", side="public")
    assert not matter(town, "1").late


def test_a_plan_given_up_leaves_its_bodies_free() -> None:
    town = lipova(Stage.DRAFTING)
    meet(town, "jednani", GROUP)
    chair, text = facilitator(town), digest_of_file("vec")
    town.do(chair, "propose", proposal="vec", body=GROUP, kind="other", subject="vec", question="?", text=text)
    town.do(chair, "open_call", call="kolo", proposal="vec", meeting="jednani")
    town.do(CLERK, "withdraw_plan", reason="Nejde to.")
    assert town.state.count(Call, body=GROUP, open=True) == 0
    town.do(CLERK, "end_seat", seat=f"{GROUP}/user-0", ending="removal")


@pytest.mark.parametrize(
    ("kind", "subject", "lacks"),
    [
        ("settle_matter", "1", "answer"),
        ("approve_deliverable", "analyza", "text"),
        ("sign_off_part", "nic", "subject"),
    ],
)
def test_whoever_asks_about_nothing_is_told_what_is_not_there(kind: str, subject: str, lacks: str) -> None:
    town = lipova(Stage.DRAFTING)
    with pytest.raises(Refused) as refusal:
        town.do(facilitator(town), "propose", proposal="vec", body=GROUP, kind=kind, subject=subject, question="?")
    assert [dict(one.facts)["field"] for one in refusal.value.obstacles if one.code == "unknown"] == [lacks]


def test_a_sheet_forgotten_on_the_evening_is_handed_in_later() -> None:
    town = lipova(Stage.RESOLVING)
    starts = format_time(parse_time(town.at) + timedelta(days=9))
    town.do(
        coordinator(town), "call_meeting", meeting="porada", kind="group", body=GROUP, starts_at=starts,
        place="Radnice", programme="Vypořádání",
    )  # fmt: skip
    town.at = starts
    town.do(coordinator(town), "open_meeting", meeting="porada")
    town.do(coordinator(town), "close_meeting", meeting="porada")
    town.do(coordinator(town), "publish_minutes", meeting="porada", minutes="Zápis.")
    with town.refused("process_record_missing"):
        town.do(coordinator(town), "finish_resolving")
    town.do(coordinator(town), "record_attendance", meeting="porada", seats=[f"{GROUP}/user-0"], guests=0)
    row = town.state.get(Meeting, f"{town.plan_key}/porada")
    assert row is not None and row.reported


def test_a_mistake_in_a_councils_result_may_be_said_aloud_after_adoption_too() -> None:
    town = lipova(Stage.ADOPTED)
    first = next(n for n, leaf in enumerate(town.leaves) if b'"record_council_result"' in leaf)
    town.do(CLERK, "correct_record", entry=first, reason="Zápis uvádí jiný počet.")


def test_a_corrected_number_may_be_used_again_and_no_other() -> None:
    town = lipova(Stage.COUNCILS)
    council = next(rule.id for rule in town.process.councils if rule.recommends)
    vote(town, council, yes=0, resolution="5")
    entry = len(town.leaves) - 1
    with town.refused("resolution_used"):
        vote(town, council, resolution="5")
    town.do(CLERK, "correct_record", entry=entry, reason="Přepsali jsme se.")
    vote(town, council, resolution="5")


def test_insisting_on_a_comment_insists_on_each_of_its_points() -> None:
    town = lipova(Stage.RESOLVING)
    jitka = Standing(None, None, "public", number_of("Jitka"))
    town.do(jitka, "raise_matter", kind="suggestion", told="Dvě věci.", channel="web", side="public")
    town.do(coordinator(town), "split_matter", matter="2", points=2, told="Lavička; autobus.")
    town.do(coordinator(town), "draft_answer", matter="2a", disposition="not_accepted", reason="Ne.", grounds=[])
    agree(town, "odpoved-2a", GROUP, "settle_matter", "2a")
    town.do(facilitator(town), "settle_matter", matter="2a", proposal="odpoved-2a")
    town.do(jitka, "insist", matter="2")
    assert matter(town, "2a").disputed and matter(town, "2b").insisted and not matter(town, "2b").disputed


def test_the_label_falls_when_a_term_ends_and_returns_with_a_new_user() -> None:
    town = lipova(Stage.DRAFTING)
    assert not told(town).preparatory and told(town).held == told(town).with_users > 0
    for seat in town.seats(GROUP):
        if seat.side == "user":
            town.do(seat.key, "end_seat", seat=seat.key, ending="resignation")
    until = (parse_time(town.at) + timedelta(days=1)).date().isoformat()
    facts = {"body": GROUP, "person": number_of("Marie"), "side": "user", "role": "member"}
    town.do(CLERK, "fill_seat", seat="na-den", until=until, **facts)
    assert not told(town).preparatory
    town.clock(days=3)
    assert [(reason.code, reason.fact("body")) for reason in told(town).reasons] == [("no_users_in_group", GROUP)]
    town.do(CLERK, "end_seat", seat=f"{GROUP}/na-den", ending="end_of_term")
    town.do(CLERK, "fill_seat", seat="natrvalo", **facts)
    assert not told(town).preparatory


def test_the_label_stays_until_the_side_that_was_missing_agrees_to_the_text() -> None:
    town = lipova(Stage.DRAFTING)
    for seat in town.seats(STEERING):
        if seat.side == "provider":
            town.do(seat.key, "end_seat", seat=seat.key, ending="resignation")
    approve_stage(town, "drafting", again="-bez-poskytovatelu")
    assert [reason.fact("side") for reason in told(town).reasons] == ["provider"]
    town.do(f"{GROUP}/provider-0", "agree_side", scope="aims")
    assert not told(town).preparatory
