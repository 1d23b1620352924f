"""A programme in a process file: what one town or the region sees of it, and everything that can be wrong with it."""

import re
from dataclasses import replace

import pytest

from tests.workflow.polesi import TOWNS, methodology, raw_polesi
from tests.workflow.rules.dolany import loaded, refused, spoilt
from workflow.rules.process_file import load_process
from workflow.rules.process_mistakes import ProcessError
from workflow.rules.process_terms import Bilingual

# The file of the thirteen towns with one thing changed, and what must be said about it; `\n` is a new line.
DISASTERS = r"""
a town that lies nowhere: [[programme.towns]]\nid = "bukova" -> [[programme.towns]]\nid = "bukov"
    programme.towns[0].id: did you mean "bukova"
a town twice: [[programme.towns]]\nid = "dubova" -> [[programme.towns]]\nid = "bukova"
    programme.towns[1].id: programme.towns[0] already
a town of another tier: en = "bukova"}\ntier = "orp"\n[[programme -> en = "bukova"}\ntier = "other"\n[[programme
    programme.towns[0].tier: write orp or authorised
a town of two tiers: en = "bukova"}\ntier = "orp"\n[[programme -> en = "bukova"}\ntier = "authorised"\n[[programme
    programme.towns[0].tier: let both say the same
a council of no town: municipality = "kraj" -> municipality = "polesi"
    councils[13].municipality: not among
a need of an unknown act: act = "deliver" -> act = "delivers"
    programme.needs[1].act: did you mean "deliver"
a need of the programme's own act: act = "deliver"\nfact = "deliverable"\nvalue = "pruzkum" -> act = "invite_town"
    programme.needs[1].act: own book
a need of an unknown fact: fact = "deliverable" -> fact = "deliverables"
    programme.needs[1].fact: did you mean "deliverable"
a need of people's words: fact = "deliverable"\nvalue -> fact = "about"\nvalue
    programme.needs[1].value: written as words
a need whose value can never be: value = "pruzkum" -> value = "Průzkum!"
    programme.needs[1].value: lower-case letters
a fact without its value: value = "pruzkum"\n ->
    programme.needs[1].fact: add value
a value without its fact: fact = "deliverable"\n ->
    programme.needs[1].value: add fact
a sum of what is no number: act = "count_participants"\nsums = "people" -> act = "record_mandate"\nsums = "body"
    programme.needs[2].sums: cannot be added up
people who are not added up: sums = "people"\nleast = 20 -> least = 5
    programme.needs[2].kind: write kind
towns that are added up: kind = "people" -> kind = "plans"
    programme.needs[2].kind: write kind
more towns than there are: value = "pruzkum"\nleast = 8 -> value = "pruzkum"\nleast = 14
    programme.needs[1].least: only 13 towns
a gate of an unknown need: {need = "analyzy", least = 8} -> {need = "analyza", least = 8}
    programme.gates[1].needs[0].need: did you mean "analyzy"
a gate that asks twice: {need = "analyzy", least = 8} -> {need = "analyzy", least = 8}, {need = "analyzy", least = 9}
    programme.gates[1].needs[1].need: name it once
a gate that asks for too much: {need = "analyzy", least = 8} -> {need = "analyzy", least = 14}
    programme.gates[1].needs[0].least: only 13 towns
a gate that asks for nothing: needs = [{need = "analyzy", least = 8}] -> needs = []
    programme.gates[1].needs: empty
a gate after the end: month = 10\nneeds -> month = 23\nneeds
    programme.gates[1].month: at most 22
gates out of order: month = 10\nneeds -> month = 4\nneeds
    programme.gates[1].month: in the order of their months
a milestone after the end: month = 22 -> month = 30
    programme.milestones[4].month: at most 22
a milestone after an unknown one: after = ["seminar"] -> after = ["semin"]
    programme.milestones[1].after[0]: did you mean "seminar"
a milestone before what it follows: month = 22\nafter -> month = 9\nafter
    programme.milestones[4].month: write a later month
milestones in a circle: month = 10\nneed = "analyzy" -> month = 10\nafter = ["etapa-2"]\nneed = "analyzy"
    programme.milestones[2].after: before itself
a milestone of an unknown gate: gate = "etapa-1" -> gate = "etapa-0"
    programme.milestones[1].gate: not among programme.gates
a milestone that waits for two things: need = "analyzy"\n[[ -> need = "analyzy"\ngate = "etapa-2"\n[[
    programme.milestones[2].gate: keep one of the two
more sources than towns: sources_least = 2 -> sources_least = 14
    programme.sources_least: only 13 towns
no months: months = 22 -> months = 0
    programme.months: from 1 to 120
a lead among equals: council_rule = "all" -> council_rule = "lead_plus_ack"\nlead = "rada-bukova"
    council_rule: plan of its own
"""

DISASTER_PATTERN = re.compile(r"(.+?): (.+) ->(?: (.+))?\n    (\S+): (.+)\n")
FOUND = {name: tuple(parts) for name, *parts in DISASTER_PATTERN.findall(DISASTERS)}


@pytest.mark.parametrize("name", FOUND)
def test_one_mistake_in_a_programme_is_named_once_with_its_key_and_its_reason(name: str) -> None:
    old, new, key, words = (part.replace("\\n", "\n") for part in FOUND[name])
    text = raw_polesi().decode()
    assert old in text
    with pytest.raises(ProcessError) as refusal:
        load_process(text.replace(old, new, 1).encode(), file="polesi.toml")
    (mistake,) = refusal.value.mistakes
    assert mistake.key == key and words in f"{mistake.wrong}; {mistake.fix}"


def test_no_disaster_is_lost_on_the_way_from_the_table() -> None:
    assert len(FOUND) == len(DISASTERS.strip().splitlines()) / 2


def test_a_region_without_a_programme_is_no_municipality() -> None:
    (mistake,) = refused(spoilt(("[plan]", 'tier = "region"\n[plan]')))
    assert mistake.key == "territory.municipalities[0].tier" and "[programme]" in mistake.wrong


def test_a_town_of_the_programme_is_asked_about_its_own_council_alone() -> None:
    whole = methodology()
    town = whole.within("dubova")
    assert [council.id for council in town.councils] == ["rada-dubova"]
    assert town.territory.id == "dubova" and [one.id for one in town.territory.municipalities] == ["dubova"]
    assert (town.bodies, town.parts, town.comments, town.digest) == (
        whole.bodies, whole.parts, whole.comments, whole.digest
    )  # fmt: skip


def test_the_regions_own_plan_is_decided_by_the_regional_council() -> None:
    region = methodology().within("polesi")
    assert [council.id for council in region.councils] == ["rada-kraj"] and region.territory.id == "polesi"


def test_without_a_municipality_for_the_region_its_plan_goes_to_all_councils() -> None:
    text = raw_polesi().decode()
    kraj = text[text.index('[[territory.municipalities]]\nid = "kraj"') : text.index("[plan]")]
    council = text[text.index('[[councils]]\nid = "rada-kraj"') : text.index("\n[programme]")]
    process = load_process(text.replace(kraj, "").replace(council, "").encode(), file="polesi.toml")
    assert process.within("polesi") is process and len(process.councils) == len(TOWNS)


def test_an_ordinary_process_is_the_same_everywhere_and_a_programme_is_narrowed_once() -> None:
    dolany = loaded(spoilt())
    assert dolany.within("dolany") is dolany and dolany.within("jinde") is dolany
    assert methodology().within("bukova") is methodology().within("bukova")
    assert methodology().within("jinde") is methodology()


def test_another_process_of_the_same_digest_is_not_taken_for_the_first() -> None:
    other = replace(methodology(), title=Bilingual(cs="Jiný", en="Another"))
    assert methodology().within("bukova").title != other.within("bukova").title == other.title
