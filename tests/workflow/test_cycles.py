"""The years of Lipová: what was before the book, who belongs to the territory, what people want, what came of it."""

from datetime import timedelta

import pytest

from tests.cast import Memory, Refused, digest_of_file
from tests.towns import process_of
from tests.walk import CLERK, agree, attend, coordinator, found, lead, lead_to, prepare, vote
from workflow.rules.act import FactsError
from workflow.rules.acts.cycle import unfinished
from workflow.rules.lifecycle import Stage
from workflow.rules.rows import ActionPlan, Aim, Evaluation, Membership, PastPlan, Plan, Promise, Ranking, Report
from workflow.trail.canonical import format_time, parse_time

GROUP, STEERING = "ps-seniori", "ridici-skupina"
OLD = {
    "approved_by": "Zastupitelstvo města Lipová", "resolution": "12/2008", "source": "Tištěný plán v archivu.",
    "municipalities": ["lipova"],
}  # fmt: skip


def lipova(stage: Stage) -> Memory:
    """Lipová with its plan in this stage."""
    town = lead_to(Memory(process_of("susice")), stage)
    assert isinstance(town, Memory)
    return town


def founded() -> Memory:
    """Lipová with its bodies and a plan from 2021."""
    town = Memory(process_of("susice"))
    found(town)
    return town


def enter(town: Memory, plan: str, years: tuple[int, int], before: str | None = None, **said: object) -> None:
    """The clerk enters a plan from before the book."""
    given = {**OLD, "day": f"{years[0] - 1}-12-03", **said}
    town.do(
        CLERK, "enter_past_plan", plan=plan, title=f"Plán {years[0]}", process=town.process.digest, from_year=years[0],
        to_year=years[1], predecessor=before, **given,
    )  # fmt: skip


def with_history() -> Memory:
    """Four periods, each by its own act."""
    town = founded()
    enter(town, "plan-1", (2009, 2011))
    enter(town, "plan-2", (2012, 2016), "plan-1")
    enter(town, "plan-3", (2017, 2019), "plan-2", municipalities=["lipova", "olesna"])
    enter(town, "plan-4", (2020, 2020), "plan-3", municipalities=["lipova", "olesna"])
    return town


# the past


def test_each_past_period_is_entered_by_its_own_act_with_its_source_and_holds_where_it_held_then() -> None:
    town = with_history()
    plans = [town.state.get(Plan, f"plan-{number}") for number in (1, 2, 3, 4)]
    assert [(plan.from_year, plan.to_year, plan.stage, plan.past) for plan in plans if plan] == [
        (2009, 2011, "in_force", True), (2012, 2016, "in_force", True), (2017, 2019, "in_force", True),
        (2020, 2020, "in_force", True),
    ]  # fmt: skip
    assert [plan.municipalities for plan in plans if plan] == [("lipova",), ("lipova",)] + [("lipova", "olesna")] * 2
    source = town.state.get(PastPlan, "plan-1")
    assert source is not None and source.resolution == "12/2008" and town.texts[source.source]["text"] == OLD["source"]


@pytest.mark.parametrize(
    ("years", "before", "said", "code"),
    [
        ((2011, 2013), None, {}, "periods_overlap"),
        ((2005, 2022), None, {}, "periods_overlap"),
        ((2013, 2016), "plan-1", {}, "period_gap"),
        ((2016, 2012), None, {}, "out_of_range"),
        ((2030, 2032), None, {}, "not_past"),
        ((2012, 2016), "plan-1", {"day": "2031-01-01"}, "happened_later"),
        ((2012, 2016), "plan-1", {"municipalities": []}, "unknown"),
        ((2012, 2016), "plan-9", {}, "unknown"),
    ],
)
def test_a_past_period_that_cannot_have_been_is_refused(
    years: tuple[int, int], before: str | None, said: dict[str, object], code: str
) -> None:
    town = founded()
    enter(town, "plan-1", (2009, 2011))
    with town.refused(code):
        enter(town, "plan-2", years, before, **said)


def test_past_plans_end_one_after_another_and_nobody_makes_a_past_for_a_plan_of_today() -> None:
    town = with_history()
    town.do(CLERK, "supersede", plan="plan-1", successor="plan-2")
    assert town.state.get(Plan, "plan-1").stage == "superseded"  # type: ignore[union-attr]
    with town.refused("not_yet_in_period"):
        town.do(CLERK, "supersede", plan="plan-2", successor="plan-4")
    area = town.process.areas[0].id
    past = {"aim": "stacionar", "area": area, "told": "Otevřít stacionář.", "status": "done", "evidence": "Otevřen."}
    town.do(CLERK, "enter_past_measure", plan="plan-2", **past)
    aim, reports = town.state.get(Aim, "plan-2/stacionar"), town.state.find(Report, plan="plan-2")
    assert aim is not None and aim.status == "done" and len(reports) == 1
    with town.refused("wrong_stage", "not_past"):
        town.do(CLERK, "enter_past_measure", **past)


# members of the territory


def joined(town: Memory, *municipalities: str) -> None:
    """The clerk admits municipalities by an agreement."""
    town.do(
        CLERK, "record_agreement", plan=None, agreement="svazek", kind="association", parties=list(municipalities),
        day=town.day, file=digest_of_file("smlouva"), told="Plánujeme spolu.",
    )  # fmt: skip
    for municipality in municipalities:
        town.do(CLERK, "admit_municipality", plan=None, municipality=municipality, day=town.day, agreement="svazek")


def of_territory(town: Memory) -> list[str]:
    """The municipalities of the process file."""
    return [one.id for one in town.process.territory.municipalities]


def test_a_municipality_joins_leaves_and_joins_again_and_the_book_knows_since_when() -> None:
    town = founded()
    joined(town, "olesna")
    with town.refused("taken"):
        town.do(CLERK, "admit_municipality", plan=None, municipality="olesna", day=town.day)
    with town.refused("not_a_party"):
        town.do(CLERK, "admit_municipality", plan=None, municipality="borek", day=town.day, agreement="svazek")
    with town.refused("out_of_range"):
        town.do(CLERK, "release_municipality", plan=None, municipality="olesna", day="2019-01-01", reason="Vystoupila.")
    town.do(CLERK, "release_municipality", plan=None, municipality="olesna", day=town.day, reason="Vystoupila.")
    with town.refused("already_ended"):
        town.do(CLERK, "release_municipality", plan=None, municipality="olesna", day=town.day, reason="Znovu.")
    row = town.state.get(Membership, "olesna")
    assert row is not None and not row.standing and row.until == town.day
    town.do(CLERK, "admit_municipality", plan=None, municipality="olesna", day=town.day)
    again = town.state.get(Membership, "olesna")
    assert again is not None and again.standing and again.until is None


def test_once_members_are_known_a_plan_holds_only_where_they_are() -> None:
    town = founded()
    joined(town, of_territory(town)[0])
    year = town.plan.to_year + 1
    facts = {"title": "Další", "process": town.process.digest, "from_year": year, "to_year": year + 2}
    with pytest.raises(Refused) as refusal:
        town.do(CLERK, "create_plan", plan="dalsi", **facts)
    missing = [one.fact("municipality") for one in refusal.value.obstacles if one.code == "municipality_not_member"]
    assert missing == sorted(of_territory(town)[1:])


def test_nobody_decides_for_a_municipality_that_left_and_no_council_with_the_text_is_left_out() -> None:
    town = lipova(Stage.COUNCILS)
    joined(town, *of_territory(town))
    council = town.process.deciding_councils[-1]
    gone = council.municipality
    town.do(CLERK, "release_municipality", plan=None, municipality=gone, day=town.day, reason="Vystoupila ze svazku.")
    with town.refused("municipality_left"):
        vote(town, council.id)
    with town.refused("municipality_left"):
        town.do(coordinator(town), "adopt")


def test_an_approval_with_an_annex_brings_the_annex_and_one_without_brings_none() -> None:
    town = lipova(Stage.COUNCILS)
    council = next(rule for rule in town.process.councils if rule.recommends)
    said = {
        "council": council.id, "resolution": "9", "day": town.day, "present": council.members_total,
        "yes": council.members_total, "no": 0, "abstain": 0, "not_voting": 0, "absent": 0,
    }  # fmt: skip
    clerk, annex = f"{council.id}/zapis", digest_of_file("příloha")
    with town.refused("annex_missing"):
        town.do(clerk, "record_council_result", conditions="annex", **said)
    with town.refused("annex_missing"):
        town.do(clerk, "record_council_result", conditions="none", annex=annex, **said)
    town.do(clerk, "record_council_result", conditions="annex", annex=annex, **said)


# priorities and means


def ranking(town: Memory, **said: object) -> None:
    """The group's order of priorities."""
    given = {
        "ranking": "poradi", "kind": "priority", "ranked_by": "dots", "meeting": "porada", "people": 9,
        "order": ["priorita", "druha"], "points": [7, 4], **said,
    }  # fmt: skip
    town.do(coordinator(town), "rank_aims", **given)


def with_priorities() -> Memory:
    """Two priorities, and the group at its meeting."""
    town = lipova(Stage.DRAFTING)
    area = town.process.areas[0].id
    town.do(
        coordinator(town), "record_aim", aim="druha", kind="priority", area=area, told="Doprava.", needs=["potreba"]
    )
    starts = format_time(parse_time(town.at) + timedelta(days=9))
    town.do(
        coordinator(town), "call_meeting", meeting="porada", kind="group", starts_at=starts, place="Radnice",
        programme="Priority", body=GROUP,
    )  # fmt: skip
    town.at = starts
    return town


def test_people_rank_priorities_at_a_meeting_and_each_priority_knows_its_place() -> None:
    town = with_priorities()
    with town.refused("meeting_not_open"):
        ranking(town)
    attend(town, "porada", GROUP)
    ranking(town, order=["druha", "priorita"])
    places = {name: town.state.get(Aim, f"{town.plan_key}/{name}") for name in ("priorita", "druha")}
    assert {name: row.rank for name, row in places.items() if row} == {"priorita": 2, "druha": 1}
    (row,) = town.state.find(Ranking, plan=town.plan_key)
    assert (row.method, row.people, row.points) == ("dots", 9, (7, 4))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"order": ["priorita"], "points": [7]}, "not_ranked"),
        ({"order": ["priorita", "druha", "druha"], "points": [7, 4, 4]}, "ranked_twice"),
        ({"order": ["priorita", "druha", "opatreni"], "points": [7, 4, 1]}, "wrong_question"),
        ({"points": [4, 7]}, "ranking_does_not_follow"),
        ({"points": [7]}, "ranking_does_not_follow"),
        ({"points": []}, "ranking_does_not_follow"),
        ({"order": ["priorita", "nikde"]}, "unknown"),
        ({"area": "vesmir"}, "not_in_process"),
    ],
)
def test_an_order_that_leaves_out_repeats_or_contradicts_its_points_is_refused(
    said: dict[str, object], code: str
) -> None:
    town = with_priorities()
    attend(town, "porada", GROUP)
    with town.refused(code):
        ranking(town, **said)


def test_an_agreed_order_needs_no_points_and_nobody_ranks_without_people() -> None:
    town = with_priorities()
    attend(town, "porada", GROUP)
    ranking(town, ranked_by="agreement", points=[])
    with pytest.raises(FactsError):
        ranking(town, people=0)


def test_municipalities_share_the_costs_of_a_measure_only_as_they_agreed() -> None:
    town = lipova(Stage.IN_FORCE)
    joined(town, "lipova", "olesna")
    town.do(
        CLERK, "record_agreement", plan=None, agreement="solidarita", kind="solidarity", parties=["lipova", "olesna"],
        day=town.day, file=digest_of_file("solidarita"), told="Podílíme se podle počtu obyvatel.",
    )  # fmt: skip
    shared = {"aim": "opatreni", "agreement": "solidarita", "municipalities": ["lipova", "olesna"]}
    with town.refused("not_a_party"):
        town.do(
            coordinator(town), "share_costs", **{**shared, "municipalities": ["lipova", "borek"]}, amounts=[600, 300]
        )
    with town.refused("wrong_agreement"):
        town.do(coordinator(town), "share_costs", **{**shared, "agreement": "svazek"}, amounts=[600, 300])
    with town.refused("out_of_range"):
        town.do(coordinator(town), "share_costs", **shared, amounts=[600])
    with town.refused("wrong_question"):
        town.do(coordinator(town), "share_costs", **{**shared, "aim": "priorita"}, amounts=[600, 300])
    town.do(coordinator(town), "share_costs", **shared, amounts=[600, 300])
    with town.refused("wrong_agreement"):
        town.do(coordinator(town), "list_in_network", aim="opatreni", agreement="solidarita")
    row = town.state.get(Aim, f"{town.plan_key}/opatreni")
    assert row is not None and row.shares == (("lipova", 600), ("olesna", 300)) and row.network is None


# promises and years


def test_a_promise_stays_open_until_it_is_kept_and_an_open_one_waits_for_the_next_cycle() -> None:
    town = lipova(Stage.RESOLVING)
    promised = {"told": "Projednáme to s krajem.", "owner": "Odbor sociálních věcí", "due": "2022-06-30"}
    town.do(coordinator(town), "give_promise", promise="kraj", matter="1", **promised)
    town.do(coordinator(town), "give_promise", promise="rampa", **promised)
    with town.refused("taken"):
        town.do(coordinator(town), "give_promise", promise="opatreni", **promised)
    with town.refused("out_of_range"):
        town.do(coordinator(town), "give_promise", promise="vcera", **{**promised, "due": town.day})
    town.do(coordinator(town), "close_promise", promise="rampa", status="kept", told="Rampa stojí.")
    with town.refused("already_ended"):
        town.do(coordinator(town), "close_promise", promise="rampa", status="released", told="Vlastně ne.")
    assert [row.key for row in town.state.find(Promise, plan=town.plan_key, status="open")] == [f"{town.plan_key}/kraj"]
    assert f"{town.plan_key}/kraj" in unfinished(town.state, town.plan_key)


def test_the_next_cycle_begins_only_when_measures_comments_and_promises_left_open_each_have_their_word() -> None:
    town = with_history()
    area = town.process.areas[0].id
    town.do(
        CLERK, "enter_past_measure", plan="plan-4", aim="pujcovna", area=area, told="Půjčovna pomůcek.",
        status="in_progress", evidence="Chybí sklad.",
    )  # fmt: skip
    town.do(
        coordinator(town), "give_promise", plan="plan-4", promise="autobus", told="Pojede i v neděli.", owner="Město",
        due="2020-06-30",
    )  # fmt: skip
    year = town.plan.to_year + 1
    town.do(
        CLERK, "create_plan", plan="plan-5", title="Pátý", process=town.process.digest, from_year=2025, to_year=2027,
        predecessor=None,
    )  # fmt: skip
    assert year <= 2025
    town.do(CLERK, "withdraw_plan", reason="Začneme znovu.")
    town.do(
        CLERK, "create_plan", plan="plan-6", title="Šestý", process=town.process.digest, from_year=2021, to_year=2023,
        predecessor="plan-4",
    )  # fmt: skip
    town.plan_key = "plan-6"
    prepare(town)
    with pytest.raises(Refused) as refusal:
        town.do(coordinator(town), "begin_drafting")
    left = {one.fact("origin") for one in refusal.value.obstacles if one.code == "not_carried_over"}
    assert left == {"plan-4/pujcovna", "plan-4/autobus"}
    town.do(coordinator(town), "carry_over", origin="pujcovna", inheritance="changed", reason="Menší půjčovna.")
    with town.refused("unknown"):
        town.do(coordinator(town), "carry_over", origin="nic", inheritance="dropped", reason="Nebylo.")
    with town.refused("not_carried_over"):
        town.do(coordinator(town), "begin_drafting")
    town.do(coordinator(town), "carry_over", origin="autobus", inheritance="carried", reason="Slib trvá.")
    town.do(coordinator(town), "begin_drafting")


def test_a_year_has_one_action_plan_decided_by_the_steering_group_and_one_evaluation() -> None:
    town = lipova(Stage.IN_FORCE)
    year, file = town.plan.from_year, digest_of_file("akcni plan")
    facts = {"year": year, "file": file, "measures": ["opatreni"], "proposal": "akcni"}
    with town.refused("unknown"):
        town.do(lead(town), "adopt_action_plan", **facts)
    agree(town, "akcni", STEERING, "action_plan", str(year), text=file)
    with town.refused("decided_on_another_text"):
        town.do(lead(town), "adopt_action_plan", **{**facts, "file": digest_of_file("jiny")})
    with town.refused("out_of_range", "wrong_question"):
        town.do(lead(town), "adopt_action_plan", **{**facts, "year": year - 1, "measures": ["priorita"]})
    town.do(lead(town), "adopt_action_plan", **facts)
    with town.refused("taken"):
        town.do(lead(town), "adopt_action_plan", **facts)
    assert town.state.get(ActionPlan, f"{town.plan_key}/{year}") is not None
    looked = {"year": year, "told": "Plníme.", "file": digest_of_file("hodnoceni"), "next_on": f"{year + 1}-06-01"}
    with town.refused("out_of_range"):
        town.do(coordinator(town), "evaluate_plan", **{**looked, "year": year + 1})
    with town.refused("out_of_range"):
        town.do(coordinator(town), "evaluate_plan", **{**looked, "next_on": town.day})
    town.do(coordinator(town), "evaluate_plan", **looked)
    assert town.plan.review_on == f"{year + 1}-06-01"
    assert town.state.get(Evaluation, f"{town.plan_key}/{year}") is not None
    with town.refused("taken"):
        town.do(coordinator(town), "evaluate_plan", **looked)


# what a part must have


def test_a_part_without_one_of_its_contents_is_not_handed_in() -> None:
    town = Memory(process_of("tanvald"))
    found(town)
    prepare(town)
    town.do(coordinator(town), "begin_drafting")
    rule = next(part for part in town.process.parts if part.checklist)
    town.do(
        coordinator(town), "write_section", section="skoro-vse", part=rule.id, place=1, title="Oddíl", text="Text.",
        covers=list(rule.contents[1:]),
    )  # fmt: skip
    town.do(coordinator(town), "write_summary", part=rule.id, summary="Stručně.")
    with pytest.raises(Refused) as refusal:
        town.do(coordinator(town), "submit_part", part=rule.id)
    assert [(one.code, one.fact("item")) for one in refusal.value.obstacles] == [
        ("checklist_missing", rule.contents[0])
    ]
    with town.refused("not_in_process"):
        town.do(
            coordinator(town), "write_section", section="jiny", part=rule.id, place=2, title="Oddíl", text="Text.",
            covers=["recepty"],
        )  # fmt: skip
    town.do(
        coordinator(town), "write_section", section="zbytek", part=rule.id, place=2, title="Oddíl", text="Text.",
        covers=[rule.contents[0]],
    )  # fmt: skip
    town.do(coordinator(town), "submit_part", part=rule.id)


def test_what_a_withdrawn_section_covered_is_missing_when_the_draft_is_to_be_posted() -> None:
    town = lead_to(Memory(process_of("tanvald")), Stage.STEERING)
    part = next(rule for rule in town.process.parts if rule.checklist)
    town.do(coordinator(town), "withdraw_section", section=f"{part.id}-1", reason="Omylem.")
    with town.refused("checklist_missing", "part_not_approved"):
        town.do(coordinator(town), "post_draft", closes_on=f"{int(town.day[:4]) + 1}-03-01")
