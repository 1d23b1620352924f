"""One story for each of the eleven principles of the charter: what it refuses, and by which name."""

from typing import Any

import pytest

from tests.cast import Memory, Refused, digest_of_file, number_of
from tests.towns import process_of, raw_file
from tests.walk import (
    CLERK,
    agree,
    answer,
    approve_part,
    approve_stage,
    ask,
    coordinator,
    facilitator,
    lead,
    lead_to,
    meet,
    part_ways,
    settle,
    write_part,
)
from workflow.rules.act import ACTS, FactsError
from workflow.rules.case import Case
from workflow.rules.facts import flaws_of
from workflow.rules.guards import without_users
from workflow.rules.lifecycle import Stage
from workflow.rules.process_file import load_process
from workflow.rules.process_mistakes import ProcessError
from workflow.rules.rows import Matter, Proposal

GROUP, STEERING = "ps-seniori", "ridici-skupina"


def lipova(stage: Stage) -> Memory:
    """The town under the Sušice rules, with its plan in this stage."""
    town = lead_to(Memory(process_of("susice")), stage)
    assert isinstance(town, Memory)
    return town


def refusal(town: Memory, *args: Any, **facts: Any) -> dict[str, Any]:
    """The obstacles of a refused act, by code."""
    with pytest.raises(Refused) as refused:
        town.do(*args, **facts)
    return {obstacle.code: obstacle for obstacle in refused.value.obstacles}


def case_of(town: Memory) -> Case:
    """Somebody looks at the plan now."""
    return Case(
        town.territory, 0, town.at, town.person("citizen"), plan_key=town.plan_key, plan=town.plan, process=town.process
    )


def test_principle_01_without_agreement_no_plan_reaches_a_council() -> None:
    town = lipova(Stage.FINAL_SIGNOFF)
    approve_stage(town, "resolving")
    town.do(coordinator(town), "plan_review", on="2023-06-01", who="Koordinátor")
    for scope in ("aims", "implementation"):
        town.do(f"{STEERING}/provider-0", "agree_side", scope=scope)
        town.do(f"{STEERING}/commissioner-0", "agree_side", scope=scope)
    town.do(f"{STEERING}/user-0", "agree_side", scope="aims")
    found = refusal(town, coordinator(town), "submit_to_councils", report="Předkládáme.")
    assert list(found) == ["side_agreement_missing"]
    assert found["side_agreement_missing"].principle == 1
    assert found["side_agreement_missing"].fact("side") == "user"
    assert found["side_agreement_missing"].fact("scope") == "implementation"
    town.do(f"{STEERING}/user-0", "agree_side", scope="implementation")
    town.do(coordinator(town), "submit_to_councils", report="Předkládáme.")
    assert town.plan.stage == Stage.COUNCILS


def test_principle_01_a_sides_agreement_is_given_by_that_side_alone() -> None:
    town = lipova(Stage.FINAL_SIGNOFF)
    found = refusal(town, coordinator(town), "agree_side", scope="aims")
    assert found["side_speaks_for_itself"].principle == 1


def test_principle_02_nobody_is_kept_from_speaking_and_a_refusal_needs_a_ground() -> None:
    narrow = raw_file("susice").replace(b"[comments]", b"[comments]\nresidents_only = true", 1)
    with pytest.raises(ProcessError) as mistakes:
        load_process(narrow, file="susice.toml")
    assert any("residents_only" in mistake.key for mistake in mistakes.value.mistakes)
    town = lipova(Stage.DRAFTING)
    newcomer = number_of("Tomáš")
    town.do("citizen", "apply_to_join", body=GROUP, application="tomas", person=newcomer, side="public")
    found = refusal(town, coordinator(town), "refuse_applicant", application=f"{GROUP}/tomas")
    assert found["refusal_without_ground"].principle == 2
    town.do(coordinator(town), "admit_applicant", application=f"{GROUP}/tomas", seat="verejnost-9")
    assert f"{GROUP}/verejnost-9" in [seat.key for seat in town.seats(GROUP)]


def test_principle_03_a_group_that_lost_its_users_does_preparatory_steps_and_cannot_have_a_part_approved() -> None:
    town = lipova(Stage.PREPARATION)
    town.do(coordinator(town), "begin_drafting")
    write_part(town, "analyticka")
    town.do(coordinator(town), "submit_part", part="analyticka")
    agree(town, "analyza", STEERING, "sign_off_part", "analyticka")
    assert without_users(town.state, case_of(town)) == []
    users = [seat for seat in town.seats(GROUP) if seat.side == "user"]
    for seat in users:
        town.do(seat.key, "end_seat", seat=seat.key, ending="resignation")
    assert without_users(town.state, case_of(town)) == [GROUP]
    found = refusal(town, lead(town), "sign_off_part", part="analyticka", proposal="analyza")
    assert found["no_users_in_group"].principle == 3
    town.do(CLERK, "fill_seat", body=GROUP, seat="nova", person=number_of("Božena"), side="user", role="member")
    assert without_users(town.state, case_of(town)) == []
    town.do(lead(town), "sign_off_part", part="analyticka", proposal="analyza")


def test_principle_04_a_vote_needs_a_failed_search_for_consensus() -> None:
    town = lipova(Stage.PREPARATION)
    town.do(coordinator(town), "begin_drafting")
    meet(town, "jednani", STEERING)
    town.do(
        facilitator(town), "propose", proposal="otazka", body=STEERING, kind="other", subject="otazka",
        question="Souhlasíte?", text=digest_of_file("otázka"),
    )  # fmt: skip
    found = refusal(town, facilitator(town), "open_vote", call="hlasovani", proposal="otazka", meeting="jednani")
    assert set(found) == {"too_few_failed_rounds", "statement_missing", "too_few_sides_request"}
    assert {obstacle.principle for obstacle in found.values()} == {4}


def test_principle_04_a_council_only_votes() -> None:
    town = lipova(Stage.COUNCILS)
    found = refusal(
        town, facilitator(town), "propose", proposal="dohoda", body="zastupitelstvo-susice", kind="other",
        subject="plan",
        question="Souhlasíte?", text=digest_of_file("plán"),
    )  # fmt: skip
    assert found["body_votes_only"].law == "128/2000 § 87"


def test_principle_05_a_hearing_is_announced_to_the_public_in_time() -> None:
    town = lipova(Stage.DRAFTING)
    tomorrow = f"{town.at[:8]}{int(town.at[8:10]) + 1:02d}{town.at[10:]}" if int(town.at[8:10]) < 28 else town.at
    found = refusal(
        town, coordinator(town), "call_meeting", meeting="narychlo", kind="public_hearing", starts_at=tomorrow,
        place="Sál", programme="Návrh",
    )  # fmt: skip
    assert found["meeting_not_announced"].principle == 5


def test_principle_06_anybody_speaks_for_themselves_and_no_answer_may_say_they_had_no_mandate() -> None:
    town = lipova(Stage.COMMENTING)
    before = town.plan.matters
    town.do("citizen", "raise_matter", kind="comment", told="Mluvím za sebe.", channel="web", side="public")
    assert town.plan.matters == before + 1
    with pytest.raises(FactsError) as flaws:
        town.do(
            coordinator(town), "draft_answer", matter="1", disposition="no_mandate", reason="Nemá pověření.", grounds=[]
        )
    assert [flaw.field for flaw in flaws.value.flaws] == ["disposition"]
    assert "no_mandate" not in str(flaws_of({}, ACTS["draft_answer"].SCHEMA, from_book=False))


def test_principle_07_one_person_holds_one_seat_and_one_seat_has_one_voice() -> None:
    town = lipova(Stage.DRAFTING)
    sitting = town.seats(GROUP)[0]
    found = refusal(
        town, CLERK, "fill_seat", body=GROUP, seat="druhe", person=sitting.person, side="public", role="member"
    )  # fmt: skip
    assert found["person_has_seat"].principle == 7
    weighted = raw_file("susice").replace(b"[[areas]]", b"[weights]\nuser = 2\n[[areas]]", 1)
    with pytest.raises(ProcessError):
        load_process(weighted, file="susice.toml")


def test_principle_08_no_stage_is_left_while_a_meeting_has_no_minutes() -> None:
    town = lipova(Stage.PREPARATION)
    meet(town, "bez-zapisu", GROUP)
    town.do(coordinator(town), "close_meeting", meeting="bez-zapisu")
    found = refusal(town, coordinator(town), "begin_drafting")
    assert found["process_record_missing"].principle == 8
    town.do(coordinator(town), "publish_minutes", meeting="bez-zapisu", minutes="Zápis.")
    town.do(coordinator(town), "begin_drafting")
    assert town.plan.stage == Stage.DRAFTING


def test_principle_09_a_measure_that_answers_no_need_holds_up_its_part() -> None:
    town = lipova(Stage.PREPARATION)
    town.do(coordinator(town), "begin_drafting")
    area = town.process.areas[0].id
    town.do(coordinator(town), "record_need", need="potreba", area=area, source="survey", told="Chybí doprava.")
    town.do(coordinator(town), "record_aim", aim="auto", kind="measure", area=area, told="Koupit auto.")
    for part in ("analyticka", "strategicka"):
        write_part(town, part)
        town.do(coordinator(town), "submit_part", part=part)
    approve_part(town, "analyticka")
    agree(town, "strategie", STEERING, "sign_off_part", "strategicka")
    found = refusal(town, lead(town), "sign_off_part", part="strategicka", proposal="strategie")
    assert found["aim_untraced"].principle == 9
    town.do(coordinator(town), "trace_aim", aim="auto", needs=["potreba"])
    town.do(lead(town), "sign_off_part", part="strategicka", proposal="strategie")


def test_principle_10_no_plan_is_handed_to_councils_without_a_day_for_its_review() -> None:
    town = lipova(Stage.FINAL_SIGNOFF)
    found = refusal(town, coordinator(town), "submit_to_councils", report="Předkládáme.")
    assert found["no_review_plan"].principle == 10


def test_principle_10_the_next_cycle_says_what_it_does_with_what_was_left_open() -> None:
    town = lipova(Stage.IN_FORCE)
    first = town.plan_key
    year = town.plan.to_year + 1
    town.do(
        CLERK, "create_plan", plan="lipova-dalsi", title="Další", process=town.process.digest, from_year=year,
        to_year=year + 3, predecessor=first,
    )  # fmt: skip
    town.plan_key = "lipova-dalsi"
    found = refusal(town, coordinator(town), "begin_drafting")
    assert found["not_carried_over"].fact("origin") == f"{first}/opatreni"
    town.do(coordinator(town), "carry_over", origin="opatreni", inheritance="carried", reason="Ještě není hotovo.")
    assert "not_carried_over" not in refusal(town, coordinator(town), "begin_drafting")


def test_principle_11_a_measure_needs_an_estimate_of_means_and_lack_of_money_alone_refuses_no_wish() -> None:
    town = lipova(Stage.RESOLVING)
    found = refusal(
        town, coordinator(town), "draft_answer", matter="1", disposition="not_accepted", reason="Nejsou peníze.",
        grounds=["no_funds"],
    )  # fmt: skip
    assert found["no_funds_alone"].principle == 11
    town.do(
        coordinator(town), "draft_answer", matter="1", disposition="not_accepted", reason="Už je pokryto.",
        grounds=["no_funds", "already_covered"],
    )  # fmt: skip


def test_an_exception_lifts_a_charter_guard_and_never_a_guard_of_law() -> None:
    town = lipova(Stage.FINAL_SIGNOFF)
    approve_stage(town, "resolving")
    for side in ("user", "provider", "commissioner"):
        for scope in ("aims", "implementation"):
            town.do(f"{STEERING}/{side}-0", "agree_side", scope=scope)
    agree(town, "vyjimka", STEERING, "grant_exception", "no-review-plan", text=digest_of_file("výjimka"))
    town.do(lead(town), "grant_exception", guard="no_review_plan", reason="Doplníme do roka.", proposal="vyjimka")
    town.do(coordinator(town), "submit_to_councils", report="Předkládáme.")
    agree(town, "nelze", STEERING, "grant_exception", "council-not-decided", text=digest_of_file("výjimka 2"))
    found = refusal(town, lead(town), "grant_exception", guard="council_not_decided", reason="Spěch.", proposal="nelze")
    assert "charter_guard_unknown" in found


def test_a_matter_is_settled_only_as_the_group_agreed() -> None:
    town = lipova(Stage.RESOLVING)
    town.do(coordinator(town), "draft_answer", matter="1", disposition="explained", reason="Proto.", grounds=[])
    assert set(refusal(town, facilitator(town), "settle_matter", matter="1", proposal="nic")) == {"unknown"}
    meet(town, "vecer", GROUP)
    ask(town, "odpoved", GROUP, "settle_matter", "1", "vecer")
    town.do(coordinator(town), "draft_answer", matter="1", disposition="noted", reason="Jinak.", grounds=[])
    found = refusal(town, facilitator(town), "settle_matter", matter="1", proposal="odpoved")
    assert "decided_on_another_text" in found
    part_ways(town, "vecer")
    answer(town, "1", GROUP)
    matter = town.state.get(Matter, f"{town.plan_key}/1")
    assert matter is not None and matter.disposition == "explained" and matter.settled_by == GROUP


def test_newcomers_of_the_evening_speak_and_do_not_count() -> None:
    town = lipova(Stage.DRAFTING)
    meet(town, "plny-sal", GROUP)
    for index in range(30):
        town.do(
            CLERK,
            "fill_seat",
            body=GROUP,
            seat=f"novy-{index}",
            person=number_of(f"nový {index}"),
            side="public",
            role="member",
        )
    attend_again = [seat.key for seat in town.seats(GROUP)]
    town.do(coordinator(town), "record_attendance", meeting="plny-sal", seats=attend_again, substitutes=[], guests=30)
    town.do(
        facilitator(town), "propose", proposal="prevzeti", body=GROUP, kind="other", subject="prevzeti",
        question="Převzít?", text=digest_of_file("převzetí"),
    )  # fmt: skip
    opened = town.do(facilitator(town), "open_call", call="kolo", proposal="prevzeti", meeting="plny-sal")
    assert not any("novy" in seat for seat, _, _ in opened.counted)
    found = refusal(town, f"{GROUP}/novy-1", "take_position", call="kolo", position="agree")
    assert "seat_not_counted" in found
    proposal = town.state.get(Proposal, f"{town.plan_key}/prevzeti")
    assert proposal is not None and proposal.status == "open"


def test_settling_ends_with_every_comment_answered() -> None:
    town = lipova(Stage.RESOLVING)
    assert "matter_open" in refusal(town, coordinator(town), "finish_resolving")
    settle(town)
    assert town.plan.stage == Stage.FINAL_SIGNOFF
