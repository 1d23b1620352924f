"""Which column of a table is what, by the words people write above it, in Czech or English, with or without accents."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from consult.finding.folding import folded
from consult.intake.tables import ABOVE, Table
from workflow.rules.acts.commenting import MatterKind, SpeakingFor
from workflow.rules.process_terms import IntakeChannel
from workflow.rules.sides import Side

HEADINGS: Mapping[str, str] = {
    "told": "text|text pripominky|pripominka|pripominky|zneni|zneni pripominky|obsah|obsah pripominky|namet|podnet"
    "|komentar|vyjadreni|dotaz|text podnetu|comment|comments|text of the comment|what was said|words|remark|suggestion",
    "proposed": "navrh|navrh zneni|navrhovane zneni|navrhovana uprava|navrh upravy|navrh zmeny|pozadovana zmena"
    "|pozadavek|proposal|proposed wording|proposed change|wording proposed",
    "section": "kapitola|cast|cast planu|cast textu|oddil|sekce|opatreni|bod|ke kapitole|k casti|section|part|chapter"
    "|measure|place in the text",
    "received": "datum doruceni|doruceno|prijato|datum prijeti|podano|datum podani|doslo|datum|dne|den|received"
    "|date received|date|day",
    "sent_on": "datum odeslani|odeslano|ze dne|datum postovniho razitka|sent|sent on|date sent|postmark",
    "reference": "c j|cj|cislo jednaci|jednaci cislo|spisova znacka|sp zn|zn|znacka|reference|ref|reference number"
    "|our reference|file number",
    "on_behalf_of": "jmeno|prijmeni|jmeno a prijmeni|prijmeni a jmeno|odesilatel|podatel|pripominkujici|autor|kdo"
    "|od koho|organizace|nazev organizace|subjekt|name|first name|surname|author|sender|from|who|organisation"
    "|organization|who said it",
    "side": "zastoupeni|za koho|zastupuje|cilova skupina|side|who speaks|their side",
    "channel": "zpusob podani|zpusob doruceni|zpusob|kanal|jak prislo|forma|channel|how it came|via|way",
    "kind": "druh|typ|druh podani|kind|type",
    "mail": "e mail|email|mail|e mailova adresa|emailova adresa|email address|e mail address",
    "voice": "mluvi za|for whom|speaks for",
    "voices": "pocet podpisu|podpisu|pocet lidi|pocet osob|signatures|number of signatures|number of people",
    "publish_as": "zverejnit jmeno|verejne jmeno|zverejnit jako|publish as|public name|name to be published",
    "": "c|cislo|por c|poradi|poradove c|poradove cislo|p c|no|number|id",
}
FIELD_OF = {heading: field for field, line in HEADINGS.items() for heading in line.split("|")}

VALUES: Mapping[str, Mapping[str, str]] = {  # field -> value -> beginnings of folded words that mean it
    "side": {
        Side.USER: "uzivatel|klient|user|client",
        Side.PROVIDER: "poskytovatel|provider",
        Side.COMMISSIONER: "zadavatel|obec|mesto|kraj|commissioner|municipality",
        Side.PUBLIC: "verejnost|obcan|public|citizen",
    },
    "channel": {
        IntakeChannel.DATA_BOX: "datov|ds|isds|data",
        IntakeChannel.EMAIL: "e mail|email|mail|elektronic",
        IntakeChannel.POST: "post|dopis|letter|doporucen",
        IntakeChannel.IN_PERSON: "osobn|podatelna|telefon|ustne|pisemne|listin|in person|phone|telephone|paper|counter",
        IntakeChannel.HEARING: "projednan|verejne|setkan|jednan|beseda|hearing|meeting",
        IntakeChannel.RELAYED: "pracovni skupin|clen|relayed|member|brought",
    },
    "kind": {
        MatterKind.COMMENT: "pripomin|comment",
        MatterKind.SUGGESTION: "podnet|namet|navrh|suggestion",
        MatterKind.QUESTION: "dotaz|otazk|question",
    },
    "voice": {
        SpeakingFor.SIGNATURES: "podpis|petic|signature",
        SpeakingFor.GROUP: "skupin|group",
        SpeakingFor.ORGANISATION: "organiz|spolek|sdruzen|organis",
        SpeakingFor.HELPER: "pomoc|helper|nekoho",
        SpeakingFor.SELF: "seb|self|myself|sam",
    },
}


@dataclass(frozen=True, slots=True)
class Recognised:
    """The rows of a table as answers of `IntakeForm`, by field; `unused` are headings nobody knew."""

    rows: list[dict[str, str]]
    lines: list[int]
    unused: list[str]


class NoWordsError(ValueError):
    """No column is headed as the words of comments; `headings` is what stands in the first row."""

    def __init__(self, headings: list[str]) -> None:
        self.headings = headings
        super().__init__(", ".join(headings))


def recognised(table: Table, sections: Mapping[str, str]) -> Recognised:
    """The table with its columns known; `sections` maps folded titles to names. Raises `NoWordsError`.

    A table of one column needs no heading. Several columns of one meaning (first name, surname) are put together.
    """
    at, fields = _headings(table)
    if at is None:
        if not table or max(map(len, table)) > 1:
            raise NoWordsError(table[0] if table else [])
        at, fields = -1, ["told"]
    unused = [cell for cell, field in zip(table[at], fields, strict=False) if field is None] if at >= 0 else []
    rows, lines = [], []
    for line, cells in enumerate(table[at + 1 :], start=at + 2):
        row: dict[str, str] = {}
        for field, cell in zip(fields, cells, strict=False):
            if field and cell:
                row[field] = f"{row[field]} {cell}" if field in row else cell
        if row:
            rows.append(valued(row, sections))
            lines.append(line)
    return Recognised(rows, lines, [heading for heading in unused if heading])


def _headings(table: Table) -> tuple[int | None, list[str | None]]:
    """The row of headings, which is the first that names the words of comments, and the field of each column."""
    for at, cells in enumerate(table[:ABOVE]):
        fields = [FIELD_OF.get(folded(re.sub(r"\(.*?\)", "", cell))) for cell in cells]
        if "told" in fields and (len(cells) == 1 or sum(field is not None for field in fields) > 1):
            return at, fields
    return None, []


def valued(row: dict[str, str], sections: Mapping[str, str]) -> dict[str, str]:
    """Words of closed lists as their values; what is not understood stays, to be mended by its row."""
    for field, values in VALUES.items():
        if field in row:
            row[field] = _value(row[field], values)
    if "section" in row:
        wanted = folded(row["section"])
        row["section"] = sections.get(wanted) or sections.get(_without_number(wanted), row["section"])
    return row


def _value(said: str, values: Mapping[str, str]) -> str:
    words = folded(said)
    for value, beginnings in values.items():
        if words == value or any(f" {words}".find(f" {start}") != -1 for start in beginnings.split("|")):
            return str(value)
    return said


def _without_number(words: str) -> str:
    """ "3 2 1 bydleni" as "bydleni"."""
    return re.sub(r"^(?:\d+ )+", "", words)


def sections_by_words(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Names of sections by what people write for them: the name itself, the title, the title without its number."""
    known: dict[str, str] = {}
    for name, title in named:
        for words in (folded(name), folded(title), _without_number(folded(title))):
            known.setdefault(words, name)
    return known
