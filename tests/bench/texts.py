"""Comments by the hundred thousand, as a campaign writes them: most are near copies of a few letters handed round.

The generator knows which came from which letter; what a grouping finds is held against that.
"""

import random
from collections.abc import Iterator
from typing import NamedTuple

NEAR = 0.94  # the share of near copies in the largest consultation on record (domain.md 5: FCC 2017)
LETTERS = 40

_WHO = ("Bydlím", "Pracuji", "Starám se o maminku", "Jezdím autobusem", "Chodím do klubu", "Pečuji o syna", "Učím")
_WHERE = ("v Lipové", "na Podlesí", "u nádraží", "v Olešné", "za řekou", "na sídlišti", "v Horní ulici", "u školy")
_WHAT = (
    "odlehčovací služba", "pečovatelská služba", "denní stacionář", "osobní asistence", "dluhová poradna",
    "nízkoprahový klub", "raná péče", "domov pro seniory", "chráněné bydlení", "půjčovna pomůcek",
)  # fmt: skip
_MISSING = (
    "funguje jen ve všední dny", "má plno do podzimu", "nemá bezbariérový vchod", "je daleko od zastávky",
    "nebere nové zájemce", "zavírá ve tři hodiny", "nemá dost lidí", "nestíhá odpoledne",
)  # fmt: skip
_WISH = (
    "doplňte prosím víkendy", "přidejte jedno místo v týdnu", "zajistěte svoz z obcí", "rozšiřte provozní dobu",
    "najděte peníze na druhého pracovníka", "dejte to mezi opatření", "zeptejte se lidí, kterých se to týká",
)  # fmt: skip
_WHY = (
    "V zimě se tam starší lidé nedostanou.", "Rodiny to samy nezvládnou.", "Slibovalo se to už minule.",
    "Sousední obec to má a vyjde to levněji.", "Bez toho zůstanou lidé doma sami.", "Je to vidět každý den.",
)  # fmt: skip
_PLEASE = ("Děkuji.", "Děkujeme za vyřízení.", "S pozdravem", "Předem díky.", "", "")


class Said(NamedTuple):
    """One comment, and the letter it was copied from; None for somebody's own words."""

    text: str
    letter: int | None


def comments(count: int, *, seed: int = 1) -> Iterator[Said]:
    """So many comments, always the same for the same seed."""
    chance = random.Random(seed)
    letters = [_composed(chance, sentences=6) for _ in range(LETTERS)]
    for _ in range(count):
        if chance.random() < NEAR:
            letter = min(int(chance.expovariate(0.12)), LETTERS - 1)
            yield Said(_altered(chance, letters[letter]), letter)
        else:
            yield Said(_composed(chance, sentences=chance.randint(2, 7)), None)


def _composed(chance: random.Random, *, sentences: int) -> str:
    """Somebody's own words; a few syllables nobody else would write make two of them differ."""
    own = "".join(chance.choice(("ba", "ko", "li", "ru", "šte", "vo", "ná", "ží")) for _ in range(4)).capitalize()
    first = f"{chance.choice(_WHO)} {chance.choice(_WHERE)} a znám to tady dobře, píšu za rodinu z domu {own}."
    rest = [
        f"Vadí mi, že {chance.choice(_WHAT)} {chance.choice(_WHERE)} {chance.choice(_MISSING)}; "
        f"{chance.choice(_WISH)}. {chance.choice(_WHY)}"
        for _ in range(sentences)
    ]
    return " ".join([first, *rest])


def _altered(chance: random.Random, letter: str) -> str:
    """A near copy: as it was handed round, or with up to five words changed and another ending."""
    if chance.random() < 0.4:
        return letter
    words = letter.split()
    for _ in range(chance.randint(1, 5)):
        words[chance.randrange(len(words))] = chance.choice(("opravdu", "prosím", "také", "hlavně", "už", "tady"))
    return " ".join([*words, chance.choice(_PLEASE)]).strip()
