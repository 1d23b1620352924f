"""Tricks people might try, one at a time: each is refused or comes to nothing, and nobody's voice is lost."""

from datetime import timedelta

from tests.cast import Memory, digest_of_file, number_of
from tests.towns import process_of
from tests.walk import (
    CLERK,
    agree,
    coordinator,
    facilitator,
    lead,
    lead_to,
    meet,
)
from workflow.rules.case import Standing
from workflow.rules.lifecycle import Stage
from workflow.rules.rows import Matter, Part, Proposal, SignOff
from workflow.rules.state import change
from workflow.trail.canonical import parse_time

GROUP, STEERING = "ps-seniori", "ridici-skupina"


def lipova(stage: Stage) -> Memory:
    """The town under the Sušice rules, with its plan in this stage."""
    town = lead_to(Memory(process_of("susice")), stage)
    assert isinstance(town, Memory)
    return town


def somebody(who: str) -> Standing:
    """A citizen the town has a number for."""
    return Standing(None, None, "public", number_of(who))


def asked(town: Memory, body: str, name: str = "otazka") -> str:
    """A question is open at a meeting of the body; the name of its call."""
    meet(town, f"jednani-{name}", body)
    chair = facilitator(town)
    text = digest_of_file(name)
    town.do(chair, "propose", proposal=name, body=body, kind="other", subject="vec", question="?", text=text)
    town.do(chair, "open_call", call=f"kolo-{name}", proposal=name, meeting=f"jednani-{name}")
    return f"kolo-{name}"


def settled(town: Memory, disposition: str, told: str = "Chybí lavička.", **facts: object) -> str:
    """A comment of Jitka's, answered and settled after the window; its number."""
    town.do(somebody("Jitka"), "raise_matter", kind="suggestion", told=told, channel="web", side="public")
    number = str(town.plan.matters)
    town.do(coordinator(town), "draft_answer", matter=number, disposition=disposition, grounds=[], **facts)
    agree(town, f"odpoved-{number}", GROUP, "settle_matter", number)
    town.do(facilitator(town), "settle_matter", matter=number, proposal=f"odpoved-{number}")
    return number


def matter(town: Memory, number: str) -> Matter:
    """A matter as it stands."""
    row = town.state.get(Matter, f"{town.plan_key}/{number}")
    assert row is not None
    return row


def test_a_block_is_not_silenced_by_writing_that_its_holder_resigned() -> None:
    town = lipova(Stage.DRAFTING)
    call = asked(town, GROUP)
    town.do(f"{GROUP}/user-0", "take_position", call=call, position="block", ground="other", reason="Ne.")
    for ending in ("resignation", "end_of_term", "removal"):
        with town.refused("call_open"):
            town.do(CLERK, "end_seat", seat=f"{GROUP}/user-0", ending=ending)
    town.do(f"{GROUP}/user-0", "end_seat", seat=f"{GROUP}/user-0", ending="resignation")


def test_who_stands_in_neither_resigns_for_the_holder_nor_names_another() -> None:
    town = lipova(Stage.DRAFTING)
    seat = f"{GROUP}/user-0"
    town.do(seat, "name_substitute", seat=seat, substitute=number_of("Zdeněk"))
    zdenek = Standing(GROUP, "user-0", "user", number_of("Zdeněk"))
    with town.refused("not_the_holder"):
        town.do(zdenek, "end_seat", seat=seat, ending="resignation")
    with town.refused("not_the_holder"):
        town.do(zdenek, "name_substitute", seat=seat, substitute=number_of("Pavla"))


def test_nobody_speaks_for_two_seats_of_one_body() -> None:
    town = lipova(Stage.DRAFTING)
    zdenek, member = number_of("Zdeněk"), town.seats(GROUP)[1].person
    town.do(f"{GROUP}/user-0", "name_substitute", seat=f"{GROUP}/user-0", substitute=zdenek)
    with town.refused("person_has_seat"):
        town.do(f"{GROUP}/user-1", "name_substitute", seat=f"{GROUP}/user-1", substitute=zdenek)
    with town.refused("person_has_seat"):
        town.do(CLERK, "fill_seat", body=GROUP, seat="nove", person=zdenek, side="user", role="member")
    with town.refused("person_has_seat"):
        town.do(
            CLERK, "fill_seat", body=GROUP, seat="nove", person=number_of("Eva"), side="user", role="member",
            substitute=member,
        )  # fmt: skip


def test_a_facilitator_with_a_seat_under_another_name_takes_no_position() -> None:
    town = lipova(Stage.DRAFTING)
    town.do(CLERK, "fill_seat", body=GROUP, seat="vera", person=number_of("Věra"), side="user", role="member")
    call = asked(town, GROUP)
    with town.refused("seat_not_counted"):
        town.do(f"{GROUP}/vera", "take_position", call=call, position="agree")


def test_a_seat_whose_term_ends_while_people_answer_in_writing_leaves_the_count() -> None:
    town = lipova(Stage.DRAFTING)
    until = (parse_time(town.at) + timedelta(days=3)).date().isoformat()
    town.do(
        CLERK, "fill_seat", body=GROUP, seat="na-cas", person=number_of("Ota"), side="public", role="member",
        until=until,
    )  # fmt: skip
    town.clock(hours=2)
    chair = facilitator(town)
    text = digest_of_file("vec")
    town.do(chair, "propose", proposal="vec", body=GROUP, kind="other", subject="vec", question="?", text=text)
    deadline = (parse_time(town.at) + timedelta(days=14)).date().isoformat()
    town.do(chair, "open_call", call="pisemne", proposal="vec", until=deadline)
    town.do(f"{GROUP}/na-cas", "take_position", call="pisemne", position="block", ground="other", reason="Ne.")
    for seat in town.seats(GROUP):
        if seat.key != f"{GROUP}/na-cas":
            town.do(seat.key, "take_position", call="pisemne", position="agree")
    town.clock(days=16)
    assert town.do(chair, "close_call", call="pisemne").outcome() == "consensus"


def test_newcomers_of_the_evening_do_not_ask_for_a_vote() -> None:
    town = lipova(Stage.DRAFTING)
    call = asked(town, GROUP)
    for seat in town.seats(GROUP):
        town.do(seat.key, "take_position", call=call, position="stand_aside", reason="Nevím.")
    town.do(CLERK, "fill_seat", body=GROUP, seat="pozde", person=number_of("Pozdě"), side="user", role="member")
    town.do(facilitator(town), "close_call", call=call)
    with town.refused("seat_not_counted"):
        town.do(f"{GROUP}/pozde", "request_vote", proposal="otazka")
    town.do(f"{GROUP}/user-0", "request_vote", proposal="otazka")


def test_a_conflict_on_one_item_does_not_take_a_seat_off_the_whole_agenda() -> None:
    town = lipova(Stage.RESOLVING)
    for number in ("2", "3"):
        town.do("citizen", "raise_matter", kind="suggestion", told=number, channel="web", side="public")
        town.do(coordinator(town), "draft_answer", matter=number, disposition="noted", reason="Ano.", grounds=[])
    meet(town, "porada", GROUP)
    town.do(
        facilitator(town), "open_agenda", call="porad", body=GROUP, matters=["2", "3"], question="?", meeting="porada"
    )
    town.do(f"{GROUP}/provider-0", "declare_conflict", proposal="porad.2")
    for seat in town.seats(GROUP):
        town.do(seat.key, "take_position", call="porad", position="agree")
    closed = town.do(facilitator(town), "close_agenda", call="porad")
    results = {item: dict(tallies) for item, _, tallies, _ in closed.results}
    assert results["porad.3"]["agree"] == results["porad.2"]["agree"] + 1


def test_only_the_person_who_spoke_insists_and_only_once() -> None:
    town = lipova(Stage.RESOLVING)
    with town.refused("not_the_holder"):
        town.do("citizen", "insist", matter="1")
    number = settled(town, "not_accepted", reason="Ne.")
    with town.refused("not_the_holder"):
        town.do(somebody("Ota"), "insist", matter=number)
    town.do(somebody("Jitka"), "insist", matter=number)
    with town.refused("no_change"):
        town.do(somebody("Jitka"), "insist", matter=number)


def test_what_was_decided_before_a_matter_was_reopened_decides_nothing_any_more() -> None:
    town = lipova(Stage.RESOLVING)
    number = settled(town, "noted", reason="Bereme na vědomí.")
    town.do(facilitator(town), "reopen_matter", matter=number, reason="Spletli jsme se.")
    with town.refused("reason_missing"):
        town.do(facilitator(town), "settle_matter", matter=number, proposal=f"odpoved-{number}")


def test_a_comment_is_not_accepted_by_pointing_at_a_text_older_than_it() -> None:
    town = lipova(Stage.RESOLVING)
    with town.refused("change_missing"):
        town.do(
            coordinator(town), "draft_answer", matter="1", disposition="accepted", grounds=[], change="analyticka-1.1"
        )


def test_two_comments_are_not_each_the_answer_of_the_other() -> None:
    town = lipova(Stage.RESOLVING)
    town.do("citizen", "raise_matter", kind="suggestion", told="Totéž.", channel="web", side="public")
    facts = {"disposition": "duplicate_of", "reason": "Totéž.", "grounds": []}
    town.do(coordinator(town), "draft_answer", matter="1", same_as="2", **facts)
    with town.refused("duplicate_of_itself"):
        town.do(coordinator(town), "draft_answer", matter="2", same_as="1", **facts)


def test_a_comment_nobody_has_seen_is_not_settled() -> None:
    town = lipova(Stage.RESOLVING)
    town.do(CLERK, "hold_matter", matter="1", ground="rate_limit")
    town.do(coordinator(town), "draft_answer", matter="1", disposition="noted", reason="Ano.", grounds=[])
    agree(town, "odpoved-1", GROUP, "settle_matter", "1")
    with town.refused("refusal_without_ground"):
        town.do(facilitator(town), "settle_matter", matter="1", proposal="odpoved-1")
    town.do(CLERK, "release_matter", matter="1")
    town.do(facilitator(town), "settle_matter", matter="1", proposal="odpoved-1")


def test_a_letter_does_not_come_in_time_because_its_sender_says_so() -> None:
    town = lipova(Stage.RESOLVING)
    said = {"kind": "comment", "told": "Pozdě.", "channel": "post", "side": "public"}
    sent = (parse_time(town.at) - timedelta(days=3)).date().isoformat()
    town.do("citizen", "raise_matter", sent_on=sent, **said)
    assert matter(town, "2").late
    town.do("citizen", "raise_matter", actor=CLERK, sent_on=sent, **said)
    assert not matter(town, "3").late


def test_another_summary_is_another_part_to_approve() -> None:
    town = lipova(Stage.STEERING)
    town.do(coordinator(town), "write_summary", part="analyticka", summary="Něco docela jiného.")
    part = town.state.get(Part, f"{town.plan_key}/analyticka")
    assert part is not None and part.status == "submitted"
    assert town.state.count(SignOff, plan=town.plan_key, scope="part.analyticka", valid=True) == 0


def test_a_council_cannot_have_voted_on_the_text_before_it_had_it() -> None:
    town = lipova(Stage.COUNCILS)
    council = town.process.councils[0]
    with town.refused("decided_on_another_text"):
        town.do(
            f"{council.id}/zapis", "record_council_result", council=council.id, resolution="7", day="2020-09-02",
            present=council.members_total, yes=council.members_total, no=0, abstain=0, not_voting=0, absent=0,
            conditions="none",
        )  # fmt: skip


def test_one_decision_of_the_steering_group_changes_a_measure_once() -> None:
    town = lipova(Stage.IN_FORCE)
    agree(town, "zmena", STEERING, "change_measure", "opatreni", text=digest_of_file("zmena"))
    town.do(lead(town), "change_measure", aim="opatreni", told="Jinak.", proposal="zmena")
    with town.refused("already_ended"):
        town.do(lead(town), "change_measure", aim="opatreni", told="A ještě jinak.", proposal="zmena")


def test_what_is_relayed_is_the_word_of_the_holder_or_of_who_stands_in() -> None:
    town = lipova(Stage.DRAFTING)
    call = asked(town, GROUP)
    stranger = Standing(GROUP, "user-0", "user", number_of("Ota"))
    with town.refused("not_the_holder"):
        town.do(stranger, "take_position", actor=facilitator(town), call=call, position="agree")


def test_only_who_may_speak_for_a_side_takes_its_agreement_back() -> None:
    town = lipova(Stage.DRAFTING)
    town.do(f"{STEERING}/user-0", "agree_side", scope="aims")
    town.do("citizen", "contest_side", seat=f"{GROUP}/user-0", reason="Uživatel to není.")
    with town.refused("side_speaks_for_itself"):
        town.do(f"{GROUP}/user-0", "withdraw_agreement", scope="aims", reason="Rozmyslel jsem se.")


def test_a_text_a_vote_failed_on_is_not_voted_on_again_under_a_new_question() -> None:
    town = lipova(Stage.DRAFTING)
    asked(town, GROUP)
    row = town.state.get(Proposal, f"{town.plan_key}/otazka")
    assert row is not None
    change(town.state, row, votes_failed_on=(row.digest,), status="withdrawn", call=None)
    text = {"kind": "other", "subject": "vec", "question": "Znovu?", "text": row.digest}
    town.do(facilitator(town), "propose", proposal="znovu", body=GROUP, **text)
    with town.refused("text_already_voted_down"):
        town.do(facilitator(town), "open_vote", call="hlasovani", proposal="znovu", meeting="jednani-otazka")
