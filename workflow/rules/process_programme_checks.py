"""The programme of a process file: its towns and their councils, what is counted, what is due after what."""

from collections.abc import Iterable
from typing import Any

from workflow.rules.act import ACTS
from workflow.rules.acts import PENS
from workflow.rules.facts import CHECKS, Fact, FactKind
from workflow.rules.process import Process
from workflow.rules.process_checks import all_before, refer
from workflow.rules.process_mistakes import MistakesFound
from workflow.rules.process_places import Municipality
from workflow.rules.process_programme import JOINING, NeedRule, ProgrammeRule, ProgrammeTownRule, is_region
from workflow.rules.process_terms import CouncilCompletion, MunicipalityTier, NeedKind
from workflow.rules.process_values import shown_value, word_hint

assert PENS, "importing the pens is what makes the acts known"

COUNTABLE = frozenset({FactKind.NAME, FactKind.OFFICIAL, FactKind.CHOICE, FactKind.FLAG, FactKind.COUNT})


def check_programme(process: Process, found: MistakesFound) -> None:
    """A region stands in a programme alone; everything else is asked of a programme that is there."""
    programme = process.programme
    if programme is None:
        for index, one in enumerate(process.territory.municipalities):
            if is_region(one):
                wrong = "only a file with a [programme] has the region itself among its municipalities"
                found.contradiction(f"territory.municipalities[{index}].tier", wrong, "write another tier")
        return
    for key in ("towns", "needs", "gates", "milestones"):
        unique(found, f"programme.{key}", [one.id for one in getattr(programme, key)], "id")
    for index, town in enumerate(programme.towns):
        check_town(process, town, f"programme.towns[{index}]", found)
    check_town_councils(process, programme, found)
    for index, need in enumerate(programme.needs):
        check_need(need, f"programme.needs[{index}]", found)
        check_least(programme, need, need.least, f"programme.needs[{index}]", found)
    check_gates(programme, found)
    check_milestones(programme, found)
    if programme.sources_least > len(programme.towns):
        wrong = f"there are only {len(programme.towns)} towns whose plans could be taken up"
        found.contradiction("programme.sources_least", wrong, "ask for fewer", needs=("programme.towns",))


def unique(found: MistakesFound, at: str, ids: list[str], key: str) -> None:
    """No name stands twice in the list at `at`."""
    for index, one in enumerate(ids):
        if one in ids[:index]:
            first = f"{at}[{ids.index(one)}]"
            wrong = f"{shown_value(one)} stands in {first} already"
            fix = "give each an identifier of its own" if key == "id" else "name it once"
            found.contradiction(f"{at}[{index}].{key}", wrong, fix, needs=(f"{first}.{key}",))


def check_town(process: Process, town: ProgrammeTownRule, at: str, found: MistakesFound) -> None:
    """A town is one of the municipalities, has a book of its own, and a council that decides."""
    places: dict[str, Municipality] = {one.id: one for one in process.territory.municipalities}
    refer(found, f"{at}.id", town.id, list(places), "territory.municipalities")
    if town.id == process.territory.id:
        wrong = f"{shown_value(town.id)} is the territory of the programme itself, which has its own book"
        found.contradiction(f"{at}.id", wrong, "give the town or the region another id", needs=("territory.id",))
    if town.tier not in (MunicipalityTier.ORP, MunicipalityTier.AUTHORISED):
        wrong = f"a town of tier {town.tier} has no office that plans for those around it"
        found.contradiction(f"{at}.tier", wrong, "write orp or authorised")
    elif town.id in places and places[town.id].tier is not town.tier:
        wrong = f"{shown_value(town.id)} is of tier {places[town.id].tier} in territory.municipalities"
        found.contradiction(f"{at}.tier", wrong, "let both say the same", needs=("territory.municipalities",))
    if town.id in places and not any(council.municipality == town.id for council in process.deciding_councils):
        wrong = f"no council of {shown_value(town.id)} decides, so no plan could ever be approved there"
        needs = ("councils[*].municipality", "councils[*].recommends", "territory.municipalities[*].id")
        found.contradiction(f"{at}.id", wrong, "add its council to [[councils]]", needs=needs)


def check_town_councils(process: Process, programme: ProgrammeRule, found: MistakesFound) -> None:
    """Each council is of a town that takes part, or of the region; none of them leads the others."""
    places, towns = process.territory.municipalities, {town.id for town in programme.towns}
    apart = {one.id for one in places if one.id not in towns and not is_region(one)}
    astray = len(towns) < len(programme.towns) or not towns <= {one.id for one in places}  # told already
    for index, council in enumerate(process.councils):
        if council.municipality in apart and not astray:
            wrong = f"{shown_value(council.municipality)} is no town of the programme, so this council would never vote"
            fix = "add the town to [[programme.towns]], or write tier = region at its municipality"
            needs = ("programme.towns[*].id", "territory.municipalities[*].tier")
            found.contradiction(f"councils[{index}].municipality", wrong, fix, needs=needs)
    if process.council_rule is CouncilCompletion.LEAD_PLUS_ACK:
        wrong = "each town of a programme has a plan of its own, so no council leads the others"
        found.contradiction("council_rule", wrong, "write all or own_territory")


def check_need(need: NeedRule, at: str, found: MistakesFound) -> None:
    """The act is known and happens in towns' books; its facts are there and can be compared or added up."""
    kind = ACTS.get(need.act)
    if kind is None:
        wrong = f"{shown_value(need.act)} is no act"
        found.contradiction(f"{at}.act", wrong, f"name an act: {word_hint(need.act, ACTS, 'docs/records.md')}")
        return
    schema = kind.SCHEMA
    programme = schema.get("programme")
    if programme is not None and programme.refers is not None and need.act != JOINING:
        wrong = f"{need.act} happens in the programme's own book, not in those of the towns"
        found.contradiction(f"{at}.act", wrong, f"name an act of a town, or {JOINING}")
    check_condition(need, at, found)
    sums = need.sums
    if sums is not None and known_fact(found, f"{at}.sums", need.act, sums) and schema[sums].kind is not FactKind.COUNT:
        wrong = f"{shown_value(sums)} is no number, so it cannot be added up"
        found.contradiction(f"{at}.sums", wrong, "name a fact that is a count", needs=(f"{at}.act",))
    if (sums is None) == (need.kind in (NeedKind.PEOPLE, NeedKind.OTHER)):
        wrong = f"{need.kind} are {'not added up here' if sums is None else 'counted, not added up'}"
        fix = "write kind = towns or plans without sums, people or other with it"
        found.contradiction(f"{at}.kind", wrong, fix, needs=(f"{at}.sums",))


def check_condition(need: NeedRule, at: str, found: MistakesFound) -> None:
    """A fact and its value stand together, and the fact may have it."""
    if (need.fact is None) != (need.value is None):
        absent, given = ("fact", "value") if need.fact is None else ("value", "fact")
        wrong = f"`{given}` says nothing without `{absent}`"
        found.contradiction(f"{at}.{given}", wrong, f"add {absent}, or remove {given}", needs=(f"{at}.{absent}",))
    elif need.fact is not None and known_fact(found, f"{at}.fact", need.act, need.fact):
        check_value(found, f"{at}.value", need.value or "", ACTS[need.act].SCHEMA[need.fact])


def known_fact(found: MistakesFound, key: str, act_name: str, fact: str) -> bool:
    """Whether the act has this fact; the mistake otherwise."""
    schema = ACTS[act_name].SCHEMA
    if fact in schema:
        return True
    wrong = f"{act_name} has no fact {shown_value(fact)}"
    found.contradiction(key, wrong, f"name one it has: {word_hint(fact, schema)}")
    return False


def check_value(found: MistakesFound, key: str, value: str, fact: Fact) -> None:
    """The fact is of a kind that can be compared, and may have this value."""
    if fact.kind not in COUNTABLE:
        wrong = f"what is written as {fact.kind} is not compared"
        found.contradiction(key, wrong, "name a fact that is a name, a choice, a number or true and false")
        return
    fix = CHECKS[fact.kind](plain_value(value, fact), fact)
    if fix:
        found.contradiction(key, f"{shown_value(value)} can never be its value", fix)


def plain_value(value: str, fact: Fact) -> Any:
    """A value written as text, as the fact would have it."""
    if fact.kind is FactKind.FLAG:
        return {"true": True, "false": False}.get(value, value)
    return int(value) if fact.kind is FactKind.COUNT and value.isdecimal() else value


def check_least(programme: ProgrammeRule, need: NeedRule | None, least: int, at: str, found: MistakesFound) -> None:
    """Towns cannot be more than there are."""
    if need is not None and need.sums is None and least > len(programme.towns):
        wrong = f"there are only {len(programme.towns)} towns, so {least} are never reached"
        found.contradiction(f"{at}.least", wrong, "ask for fewer", needs=("programme.towns", "programme.needs[*].sums"))


def check_gates(programme: ProgrammeRule, found: MistakesFound) -> None:
    """Gates ask for known needs, each once, and come one after another within the months."""
    known = [need.id for need in programme.needs]
    month = 0
    for index, gate in enumerate(programme.gates):
        at = f"programme.gates[{index}]"
        check_month(programme, gate.month, at, found)
        if gate.month < month:
            wrong = f"month {gate.month} is before that of the gate above it, and gates are passed in this order"
            found.contradiction(f"{at}.month", wrong, "put the gates in the order of their months")
        month = max(month, gate.month)
        unique(found, f"{at}.needs", [one.need for one in gate.needs], "need")
        for place, one in enumerate(gate.needs):
            refer(found, f"{at}.needs[{place}].need", one.need, known, "programme.needs")
            check_least(programme, programme.need(one.need), one.least, f"{at}.needs[{place}]", found)


def check_month(programme: ProgrammeRule, month: int, at: str, found: MistakesFound) -> None:
    """Nothing is due after the end."""
    if month > programme.months:
        wrong = f"month {month} is after the end of the programme, which has {programme.months}"
        found.contradiction(f"{at}.month", wrong, f"write at most {programme.months}", needs=("programme.months",))


def check_milestones(programme: ProgrammeRule, found: MistakesFound) -> None:
    """Milestones follow known ones that are not due later, never themselves, and wait for one thing at most."""
    months = {one.id: one.month for one in programme.milestones}
    told: set[str] = set()
    for index, one in enumerate(programme.milestones):
        at = f"programme.milestones[{index}]"
        check_month(programme, one.month, at, found)
        for place, earlier in enumerate(one.after):
            refer(found, f"{at}.after[{place}]", earlier, list(months), "programme.milestones")
            if months.get(earlier, 0) > one.month:
                wrong = f"{shown_value(earlier)} is due in month {months[earlier]}, after this one"
                found.contradiction(f"{at}.month", wrong, "write a later month", needs=("programme.milestones[*].id",))
        before = all_before(programme.milestones, one.id)
        if one.id in before and one.id not in told:
            told |= before
            wrong = f"milestone {shown_value(one.id)} would have to be reached before itself"
            needs = ("programme.milestones[*].id", "programme.milestones[*].after")
            found.contradiction(f"{at}.after", wrong, "take one of this circle out of `after`", needs=needs)
        for key, wanted, rules in (("need", one.need, programme.needs), ("gate", one.gate, programme.gates)):
            if wanted is not None:
                refer(found, f"{at}.{key}", wanted, ids_of(rules), f"programme.{key}s")
        if one.need is not None and one.gate is not None:
            wrong = "it waits for a need and for a gate, and nobody could say when it is reached"
            found.contradiction(f"{at}.gate", wrong, "keep one of the two", needs=(f"{at}.need",))


def ids_of(rules: Iterable[Any]) -> list[str]:
    """The identifiers of a list of rules."""
    return [rule.id for rule in rules]
