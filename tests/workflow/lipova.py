"""The whole book of Lipová: a plan from founding to the first report, with most of what can happen on the way.

People refuse and are refused, a group blocks twice and votes, a comment is held, another hidden, a third erased, a
council's result is mistyped and mended. `Sealed` plays it through the one door under the book's real key; `live`
drives any town, so that the same story may also be played in memory.
"""

from typing import Any

from tests.cast import Installed, Town, digest_of_file, number_of
from tests.walk import (
    CLERK,
    adopt,
    agree,
    answer,
    begin,
    close_window,
    coordinator,
    facilitator,
    found,
    lead,
    listen,
    meet,
    part_ways,
    post,
    prepare,
    submit,
    write,
)
from tests.workflow.talk import people_answer_back, people_talk
from workflow.rules.case import Standing
from workflow.rules.rows import Matter

GROUP = "ps-terenni-sluzby"
FIRST_SAID_AROUND = "10"  # the first comment of `people_talk`
JITKA = Standing(None, None, "public", number_of("Jitka"))


class Sealed(Installed):
    """A town on rows whose entry 0 records the key that will sign its book."""

    def do(self, who: str | Standing, act: str, /, **facts: Any) -> Any:
        """See `Town.do`."""
        from workflow.trail.book import log_key_digest

        if act == "found_territory":
            facts["log_key"] = log_key_digest(self.territory)
        return super().do(who, act, **facts)


def live(town: Town) -> Town:
    """The whole story."""
    found(town)
    people_come(town)
    prepare(town)
    town.do(CLERK, "record_survey", survey="dotaznik", sent=400, returned=131, summary="Chybí odlehčovací služba.")
    town.do(CLERK, "offer_assistance", assistance="svoz", kind="transport", offered=6, used=2)
    write(town)
    post(town)
    listen(town)
    people_comment(town)
    people_talk(town)
    close_window(town)
    people_settle(town)
    people_answer_back(town, FIRST_SAID_AROUND)
    submit(town)
    council_votes(town)
    begin(town)
    years_pass(town)
    return town


def people_come(town: Town) -> None:
    """One applicant is admitted, one refused; interests, a substitute, a doubt about a side."""
    for name, side in (("jitka", "user"), ("spekulant", "public")):
        town.do(
            "citizen", "apply_to_join", plan=None, body=GROUP, application=name, person=number_of(name), side=side,
            about="Pečuji o maminku.",
        )  # fmt: skip
    chair = facilitator(town)
    town.do(chair, "admit_applicant", plan=None, application=f"{GROUP}/jitka", seat="jitka")
    town.do(chair, "refuse_applicant", plan=None, application=f"{GROUP}/spekulant", ground="Prodává nám reklamu.")
    town.do(f"{GROUP}/provider-0", "declare_interest", plan=None, gain="Chceme rozšířit službu.")
    town.do(f"{GROUP}/user-0", "name_substitute", plan=None, seat=f"{GROUP}/user-0", substitute=number_of("Zdeněk"))
    town.do(f"{GROUP}/user-1", "contest_side", plan=None, seat=f"{GROUP}/provider-1", reason="Už tam nepracuje.")
    town.do(f"{GROUP}/provider-1", "end_seat", plan=None, seat=f"{GROUP}/provider-1", ending="resignation")


def people_comment(town: Town) -> None:
    """Comments 2 to 9: insisted on, held, hidden, by post, a question, several points, two alike."""
    said: dict[str, Any] = {"kind": "comment", "channel": "web", "side": "public"}
    town.do(
        JITKA, "raise_matter", **said, told="Lavička chybí i v parku.", proposed="U parku bude lavička.",
        publish_as="Jitka z Lipové", insisted=True, section="strategicka-1",
    )  # fmt: skip
    town.do("citizen", "raise_matter", **said, told="Slevy, slevy, slevy!")
    town.do(CLERK, "hold_matter", matter="3", ground="rate_limit")
    town.do("citizen", "raise_matter", **said, told="Soused Novotný má dluhy.")
    town.do(CLERK, "hide_matter", matter="4", ground="personal_data", reason="Jde o soukromí souseda.")
    posted = {**said, "channel": "post", "side": "user", "sent_on": town.at[:10], "scan": digest_of_file("dopis")}
    town.do("citizen", "raise_matter", actor=CLERK, **posted, told="Prosím o nižší obrubník.", reference="MU 12/2020")
    town.do("citizen", "raise_matter", **{**said, "kind": "question"}, told="Kdy začne svoz?")
    town.do("citizen", "raise_matter", **said, told="Dvě věci: světlo a přechod.")
    town.do("citizen", "raise_matter", **said, told="Autobus v neděli.")
    town.do("citizen", "raise_matter", **said, told="V neděli nejede autobus.")
    town.do(CLERK, "release_matter", matter="3")


def people_settle(town: Town) -> None:
    """Consensus, an agenda, points, a block and a vote, a dispute, an erasure; then everybody has an answer."""
    chair, coordinates = facilitator(town), coordinator(town)
    town.do(chair, "split_matter", matter="7", points=2, told="Světlo; přechod.")
    agenda(town)
    disagree(town, "1")
    refuse(town, "2")
    commitment = the_words_of(town, "5")
    town.do(CLERK, "redact", commitment=commitment, ground="Pisatelka o to požádala.")
    for matter in town.state.find(Matter, plan=town.plan_key, open=True, due=True):
        answer(town, matter.key.split("/", 1)[1], GROUP)
    town.do(coordinates, "finish_resolving")


def the_words_of(town: Town, matter: str) -> str:
    """The commitment to a matter's words."""
    row = town.state.get(Matter, f"{town.plan_key}/{matter}")
    assert row is not None
    return row.words


def agenda(town: Town) -> None:
    """Matters 8 and 9 on one consent agenda, with 3 pulled out of it."""
    chair, coordinates = facilitator(town), coordinator(town)
    for matter in ("3", "8", "9"):
        town.do(coordinates, "draft_answer", matter=matter, disposition="noted", reason="Víme o tom.", grounds=[])
    meet(town, "porada", GROUP)
    town.do(
        chair,
        "open_agenda",
        call="porad",
        body=GROUP,
        matters=["3", "8", "9"],
        question="Souhlasíte?",
        meeting="porada",
    )
    town.do(f"{GROUP}/user-0", "pull_out", call="porad", matter="3")
    for seat in town.seats(GROUP):
        town.do(seat.key, "take_position", call="porad", position="agree")
    town.do(chair, "close_agenda", call="porad")
    town.do(chair, "settle_many", call="porad")
    part_ways(town, "porada")


def disagree(town: Town, matter: str) -> None:
    """Two failed rounds, attempts between them, and an emergency vote."""
    chair = facilitator(town)
    town.do(coordinator(town), "draft_answer", matter=matter, disposition="explained", reason="Lavička je.", grounds=[])
    meet(town, "spor", GROUP)
    town.do(
        chair, "propose", proposal="spor", body=GROUP, kind="settle_matter", subject=matter, question="Stačí to takto?"
    )
    for turn in ("spor-1", "spor-2"):
        town.do(chair, "open_call", call=turn, proposal="spor", meeting="spor")
        for seat in town.seats(GROUP):
            block = {"position": "block", "ground": "harms_target_group", "reason": "Lavička tam není."}
            town.do(seat.key, "take_position", call=turn, **(block if "user-0" in seat.key else {"position": "agree"}))
        town.do(chair, "close_call", call=turn)
        town.do(chair, "record_attempt", proposal="spor", attempt="mediate", told="Prošli jsme park.")
    town.do(chair, "state_disagreement", proposal="spor", statement="Zkusili jsme vše, čeká zima.")
    for seat in ("provider-0", "commissioner-0"):
        town.do(f"{GROUP}/{seat}", "request_vote", proposal="spor")
    town.do(chair, "open_vote", call="hlasovani", proposal="spor", meeting="spor")
    for seat in town.seats(GROUP):
        ballot = "abstain" if seat.key.endswith("user-0") else "yes"
        town.do(seat.key, "cast_ballot", call="hlasovani", ballot=ballot, reason="Rozmyslel jsem se.")
    town.do(chair, "close_vote", call="hlasovani")
    town.do(chair, "settle_matter", matter=matter, proposal="spor")
    part_ways(town, "spor")


def refuse(town: Town, matter: str) -> None:
    """A comment somebody insists on is not accepted; the steering group decides that the answer stands."""
    town.do(
        coordinator(town), "draft_answer", matter=matter, disposition="not_accepted", reason="Park není náš.",
        grounds=["other_competence"],
    )  # fmt: skip
    agree(town, f"odpoved-{matter}", GROUP, "settle_matter", matter)
    town.do(facilitator(town), "settle_matter", matter=matter, proposal=f"odpoved-{matter}")
    steering = town.process.sign_off.body
    agree(town, "rozpor", steering, "settle_dispute", matter)
    town.do(lead(town), "settle_dispute", matter=matter, ruling="stands", reason="Jednali jsme.", proposal="rozpor")


def council_votes(town: Town) -> None:
    """The clerk mistypes the result, a new entry mends it, and the plan is adopted."""
    council = town.process.deciding_councils[0].id
    town.do(f"{council}/zapis", "record_council_result", **mistyped(town, council))
    town.do(f"{council}/zapis", "correct_record", entry=town.state.head.size - 1, reason="Spletla jsem řádky.")
    adopt(town)


def mistyped(town: Town, council: str) -> dict[str, Any]:
    """Thirteen of 27 is not a majority of all members."""
    return {
        "council": council, "resolution": "0", "day": town.day, "present": 25, "yes": 13, "no": 12, "abstain": 0,
        "not_voting": 0, "absent": 2, "conditions": "none", "announced": "pass",
    }  # fmt: skip


def years_pass(town: Town) -> None:
    """A guide appears, a measure is under way, the plan rests for a while, a key is not lost."""
    town.clock(days=40)
    town.do(
        CLERK, "publish_guide", publication="pruvodce-2021", kind="guide", year=int(town.at[:4]), copies=16000,
        distribution="all_households", electronic=digest_of_file("pruvodce.pdf"),
    )  # fmt: skip
    town.do(coordinator(town), "report_measure", aim="opatreni", status="in_progress", evidence="Vybrali jsme dům.")
    town.do(CLERK, "suspend", reason="Povodeň.")
    town.clock(days=20)
    town.do(CLERK, "resume", reason="Voda opadla.")
    town.do(CLERK, "publish_news", news="Pokračujeme.")
