"""A warning before somebody's health or number is published: rarely on ordinary comments, always where it matters."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from consult.sensitive import Sign, kind_words, signs

TOWNS = Path(__file__).resolve().parents[2] / "workflow" / "processes"

WARNS = [
    ("Můj syn má schizofrenii a nemá kam chodit.", "health", "syn má schizofrenii"),
    ("Mám roztroušenou sklerózu a na úřad nevyjedu.", "health", "Mám roztroušenou sklerózu"),
    ("Jsem nevidomá, web se mi nečte.", "health", "Jsem nevidomá"),
    ("Trpím už deset let depresemi.", "health", "Trpím už deset let depresemi"),
    ("Beru antidepresiva.", "health", "Beru antidepresiva"),
    ("Jako máma syna s autismem chci službu pro lidi s autismem.", "health", "syna s autismem"),
    ("Dcera je na vozíku.", "health", "Dcera je na vozíku"),
    ("Naše děti mají ADHD.", "health", "děti mají ADHD"),
    ("Soused je alkoholik a v noci křičí.", "health", "Soused je alkoholik"),
    ("Paní Nováková z druhého patra má Alzheimerovu chorobu.", "health", "Nováková z druhého patra má Alzheimerovu"),
    ("Schizofrenii má můj bratr od dvaceti.", "health", "Schizofrenii má můj bratr"),
    ("Maminka prodělala mrtvici a doma to sama nezvládne.", "health", "prodělala mrtvici"),
    ("Jsem v invalidním důchodu třetího stupně.", "health", "Jsem v invalidním"),
    ("Diagnostikovali mi rakovinu.", "health", "Diagnostikovali mi rakovinu"),
    ("Moje sestra je závislá na pervitinu.", "health", "sestra je závislá"),
    ("S depresemi se léčím třetím rokem.", "health", "depresemi"),
    ("Pečuji o mou matku s demencí.", "health", "matku s demencí"),
    ("Babička má druhý stupeň závislosti.", "health", "Babička má druhý stupeň závislosti"),
    ("Dědeček je ležící, onemocněl loni v zimě.", "health", "Dědeček je ležící, onemocněl"),
    ("Mám dítě s postižením, je mu pět.", "health", "dítě s postižením"),
    ("Naše Anička má Downův syndrom.", "health", "Anička má Downův"),
    ("Žiju s HIV a bojím se to říct.", "health", "Žiju s HIV"),
    ("My son has schizophrenia and there is nowhere to go.", "health", "son has schizophrenia"),
    ("I have been diagnosed with cancer.", "health", "have been diagnosed"),
    ("I'm in a wheelchair and cannot enter the office.", "health", "m in a wheelchair"),
    ("My neighbour is an alcoholic.", "health", "neighbour is an alcoholic"),
    ("Rodné číslo je 736028/5163.", "birth_number", "736028/5163"),
    ("Narozen 450312/789, důchodce.", "birth_number", "450312/789"),
    ("r. č. 7360285163", "birth_number", "7360285163"),
    ("Volejte mi na 602 123 456.", "phone", "602 123 456"),
    ("Můj mobil: +420602123456", "phone", "+420602123456"),
    ("Tel. 376-123-456, po šesté.", "phone", "376-123-456"),
    ("Pište na jana.mala@example.org.", "email", "jana.mala@example.org"),
    ("Pošlete to na účet 19-2000145399/0800.", "account", "19-2000145399/0800"),
    ("IBAN CZ65 0800 0000 1920 0014 5399, děkuji.", "account", "CZ65 0800 0000 1920 0014 5399"),
    ("Bydlím v ulici Dlouhá 12 a bojím se chodit ven.", "address", "ulici Dlouhá 12"),
    ("Můj soused z domu v ulici Na Příkopě 14/3 pije.", "address", "ulici Na Příkopě 14/3"),
    ("Dopis pošlete na Lipová 123/4, 342 01 Sušice.", "address", "Lipová 123/4"),
    ("Babička je doma, Polní 7, sama.", "address", "Polní 7"),
    ("I live at 12 Oak Street and it is dark there.", "address", "12 Oak Street"),
]  # fmt: skip

KEEPS_QUIET = [
    "Služba pro lidi s demencí tu chybí.",
    "Chybí odlehčovací služba pro rodiny dětí s autismem.",
    "Osoby se zdravotním postižením nemají kde zaparkovat.",
    "Mám připomínku ke službám pro lidi s epilepsií.",
    "Jsem sociální pracovnice a pracuji s lidmi s duševním onemocněním.",
    "Jsem maminka a chybí mi hřiště pro děti s postižením.",
    "Ve městě není psychiatr ani klinická psycholožka.",
    "Navrhujeme stacionář pro seniory s Alzheimerovou chorobou.",
    "Klienti s mentálním postižením potřebují chráněné bydlení.",
    "Babičky a dědečkové potřebují Alzheimer centrum.",
    "Soused parkuje na místě pro vozíčkáře.",
    "Naše ulice je slepá ulice, soused tam couvá.",
    "Nemocnice je daleko, autobus jede jednou denně.",
    "Moje máma potřebuje pečovatelku dvakrát týdně.",
    "Jsme závislí na jednom spoji.",
    "Prevence závislostí na školách je slabá.",
    "Mám strach o bezpečí dětí u přechodu.",
    "Kapacita domova pro seniory má být 123 456 789 Kč dražší.",
    "Dotace činí 602 123 456 korun.",
    "Podle zákona č. 108/2006 Sb. a usnesení 55/2010.",
    "Čj. MUSU/123456789/2026 ze dne 14. 5. 2026.",
    "Napište na podatelna@mesto.example nebo info@charita.example.",
    "V ulici Dlouhá 12 chybí přechod a lavička.",
    "Zastávka Na Vyhlídce má být bezbariérová.",
    "V roce 2026 má přibýt 40 míst.",
    "Opatření 3.2.1 má chybnou částku 1 250 000.",
    "Číslo 736028/5164 není rodné číslo, kontrola nesedí.",
    "Účet 19-2000145398/0800 nesedí.",
    "There should be a service for people with dementia.",
    "We are addicted to cars.",
    "I have friends who work with disabled children.",
    "People with disabilities need better pavements.",
    "Do not turn a blind eye to my street.",
    "My kids need safe crossings, drivers are blind to them.",
    "Máme ve městě depresi z té stavby.",
    "The mental health centre closed in 2019.",
    "Autistic children need a quiet hour in the library.",
    "",
]


@pytest.mark.parametrize(("said", "kind", "found"), WARNS)
def test_what_leads_to_a_person_is_pointed_out(said: str, kind: str, found: str) -> None:
    assert signs(said) == [Sign(kind, found)]


@pytest.mark.parametrize("said", KEEPS_QUIET)
def test_ordinary_comments_are_left_in_peace(said: str) -> None:
    assert signs(said) == []


def test_diacritics_and_capitals_are_not_needed() -> None:
    assert [sign.kind for sign in signs("MUJ SYN MA SCHIZOFRENII")] == ["health"]


def test_everything_is_told_once_and_in_the_order_of_the_text() -> None:
    told = signs("Volejte 602 123 456. Syn má epilepsii. Opakuji: 602 123 456. Pište jana@example.org.")
    assert [sign.kind for sign in told] == ["phone", "health", "email"]


@pytest.mark.parametrize(
    "piece", ["a", "1", "syn ", "A1 ", "a.b@", "č. p. ", "Ulice ", "12 ", "CZ65 0800 ", "+420 ", "\n.", "𝕊 "]
)
def test_a_hundred_thousand_letters_of_anything_are_read_to_the_end(piece: str) -> None:
    long = piece * (100_000 // len(piece)) + ". Syn má epilepsii."
    assert signs(long)[-1].found == "Syn má epilepsii"


@pytest.mark.parametrize("language", ["cs", "en"])
def test_each_kind_has_a_name_for_people(language: str) -> None:
    kinds = {kind for _said, kind, _found in WARNS}
    with translation.override(language):
        assert len({kind_words(kind) for kind in kinds}) == len(kinds) == 6


def sentences(value: Any) -> Iterator[str]:
    """Everything in a file that is at least four words long."""
    if isinstance(value, str) and len(value.split()) > 3:
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from sentences(part)


def test_hardly_any_of_the_sentences_of_our_towns_warns() -> None:
    """Everything people say, propose and decide in the scenarios: what would a crowd of ordinary comments meet?"""
    said = {
        text for path in TOWNS.glob("*.toml") for text in sentences(tomllib.loads(path.read_text(encoding="utf-8")))
    }
    warned = [text for text in said if signs(text)]
    assert len(said) > 500 and len(warned) <= len(said) / 200, warned
