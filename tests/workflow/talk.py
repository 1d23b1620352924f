"""What people say around comments while they are open: part of the whole book of Lipová, and a story of its own."""

from datetime import timedelta
from typing import Any

from tests.cast import Town, digest_of_file, number_of
from tests.walk import CLERK, coordinator, facilitator, lead
from workflow.rules.case import Standing
from workflow.rules.rows import Section
from workflow.trail.canonical import format_time, parse_time


def somebody(who: str) -> Standing:
    """A citizen with a number nobody else has."""
    return Standing(None, None, "public", number_of(who))


def comment(town: Town, told: str, who: str = "Pavla", *, by_hand: bool = False, **facts: Any) -> str:
    """Somebody comments, by themselves or through the clerk; the number it got."""
    said = {"kind": "comment", "channel": "in_person" if by_hand else "web", "side": "public", **facts}
    by = Standing(None, None, "public", None) if by_hand else somebody(who)
    town.do(by, "raise_matter", actor=CLERK if by_hand else None, told=told, **said)
    return str(town.plan.matters)


def reply(town: Town, matter: str, told: str, who: str = "Olga", lane: str = "reply", **facts: Any) -> str:
    """Somebody replies; the name of the reply."""
    town.do(somebody(who), "reply_to_matter", matter=matter, told=told, lane=lane, **facts)
    return f"{matter}.{town.state.head.size - 1}"


def people_talk(town: Town) -> None:
    """A quote, a data box, signatures, a recording; then joining, replying, moderating, help and what is alike."""
    voices(town)
    around(town, str(town.plan.matters))
    appeals(town)
    help_to_take_part(town)
    alike(town)


def voices(town: Town) -> None:
    """Four ways of speaking that are more than a web form."""
    section = town.state.find(Section, plan=town.plan_key)[0].key.split("/", 1)[1]
    comment(town, "Tady má být „denně“.", section=section, paragraph=1, quote="dvakrát týdně", publish_as="Pavla K.")
    yesterday = format_time(parse_time(town.at) - timedelta(days=1))[:10]
    comment(
        town, "Obec Olešná žádá o spoj.", by_hand=True, channel="data_box", voice="organisation", sent_on=yesterday,
        reference="OL 7/2020", scan=digest_of_file("datova-zprava"),
    )  # fmt: skip
    comment(town, "Chceme lavičku.", by_hand=True, voice="signatures", voices=45, scan=digest_of_file("arch"))
    spoken = comment(town, "Nahrávka.", recording=digest_of_file("hlas"), attached=digest_of_file("fotka"))
    town.do(CLERK, "transcribe_matter", matter=spoken, transcript="Nevidím na schody u pošty.")


def around(town: Town, matter: str) -> None:
    """Two agree with a comment, one replies, arguments are gathered, and somebody says it was not them."""
    town.do(somebody("Olga"), "join_matter", matter=matter, side="public", publish_as="Olga z náměstí")
    town.do("citizen", "join_matter", actor=CLERK, matter=matter, side="user")
    reply(town, matter, "U nás je to stejné.", publish_as="Olga z náměstí")
    town.do(facilitator(town), "open_lane", matter=matter, question="Co by vám stačilo?")
    for lane, told in (
        ("in_favour", "Bez světla padáme."),
        ("against", "Svítí dost."),
        ("would_accept", "Stačí čidlo."),
    ):
        reply(town, matter, told, who=lane, lane=lane)
    town.do("citizen", "disown_matter", actor=CLERK, matter=str(int(matter) - 1), known=False)


def appeals(town: Town) -> None:
    """A reply is hidden and stays so, another is shown again, and what was held as spam is released on an appeal."""
    matter = str(town.plan.matters)
    insult = reply(town, matter, "Sousedka Nová je hloupá.")
    town.do(coordinator(town), "hide_reply", reply=insult, ground="hate", reason="Uráží sousedku.")
    asked = {"matter": matter, "reply": insult}
    town.do(somebody("Ota"), "appeal_hiding", **asked, reason="Vždyť je to pravda o paní Nové.")
    town.do(lead(town), "uphold_hiding", **asked, reason="Je to urážka, ne důvod.")
    harmless = reply(town, matter, "Přijďte na kávu.")
    town.do(CLERK, "hide_reply", reply=harmless, ground="advertising", reason="Vypadá to jako reklama.")
    town.do(lead(town), "show_reply", reply=harmless, reason="Je to pozvání sousedů.")
    held = comment(town, "Koupím starý nábytek, volejte. A chybí chodník.")
    town.do("clock", "hold_matter", matter=held, ground="spam")
    town.do(somebody("Pavla"), "appeal_hiding", matter=held, reason="Jde mi o chodník.")
    town.do(lead(town), "release_matter", matter=held)


def help_to_take_part(town: Town) -> None:
    """One request is granted, another is not, with a reason only the person gets."""
    names = []
    for kind, about in (("transport", "Jsem na vozíku, jmenuji se Dana."), ("care", "Hlídám vnoučata.")):
        town.do(somebody(kind), "ask_for_help", kind=kind, about=about)
        names.append(f"help.{town.state.head.size - 1}")
    town.do(CLERK, "answer_help", request=names[0], given=True)
    town.do(coordinator(town), "answer_help", request=names[1], given=False, reason="Paní Dano, hlídání nemáme.")


def alike(town: Town) -> None:
    """Three say nearly the same; one of them means something else after all."""
    first, second, third = (comment(town, f"Autobus v neděli {n}.", who=f"cestující {n}") for n in range(3))
    town.do(coordinator(town), "confirm_alike", lead=first, matters=[second, third])
    town.do(coordinator(town), "split_alike", matters=[third])


def people_answer_back(town: Town, matter: str, who: str = "Pavla") -> None:
    """Whoever spoke says what they think of the answer, once and then once more."""
    town.do(somebody(who), "answer_back", matter=matter, satisfaction="not_satisfied", reason="Ptala jsem se jinak.")
    town.do(somebody(who), "answer_back", matter=matter, satisfaction="satisfied")
