"""Polesí, an invented region of thirteen towns that plan together, under one methodology in one file."""

from functools import lru_cache
from typing import Any

from tests.cast import Installed, Memory, Town, digest_of_file, number_of
from tests.walk import CLERK, team
from tests.workflow.lipova import Sealed
from tests.workflow.rules.dolany import DOLANY
from workflow.rules.process import Process
from workflow.rules.process_file import load_process

REGION, PROGRAMME = "polesi", "spolecne"
TOWNS = (
    "bukova", "dubova", "habrova", "jasenna", "javorna", "jedlova", "lipnice", "olsany", "osikov", "smrkova",
    "topolna", "vrbice", "brezina",
)  # fmt: skip
KAREL, LEAD = "tym/koordinator", "rs/commissioner-0"
STARTS = "2020-09-01"


def municipality(name: str, tier: str) -> str:
    return f'[[territory.municipalities]]\nid = "{name}"\nname = {{cs = "{name}", en = "{name}"}}\ntier = "{tier}"\n'


def council(name: str) -> str:
    seats = f'id = "rada-{name}"\nmunicipality = "{name}"\nmembers_total = 15\n'
    return f'[[councils]]\n{seats}name = {{cs = "Zastupitelstvo", en = "Council"}}\n'


def town_rule(name: str) -> str:
    return f'[[programme.towns]]\nid = "{name}"\nname = {{cs = "{name}", en = "{name}"}}\ntier = "orp"\n'


PROJECT = f"""
[programme]
id = "{PROGRAMME}"
title = {{cs = "Společně", en = "Together"}}
months = 22
sources_least = 2
people = {{trained = 3, coordinators = 1}}
{{towns}}
[[programme.needs]]
id = "dohody"
title = {{cs = "Partnerské dohody", en = "Partnership agreements"}}
act = "join_town"
least = 12
[[programme.needs]]
id = "analyzy"
title = {{cs = "Analýzy", en = "Analyses"}}
act = "deliver"
fact = "deliverable"
value = "pruzkum"
least = 8
[[programme.needs]]
id = "lide"
title = {{cs = "Zapojení lidé", en = "People taking part"}}
act = "count_participants"
sums = "people"
least = 20
kind = "people"
[[programme.gates]]
id = "etapa-1"
title = {{cs = "Konec 1. etapy", en = "End of stage 1"}}
month = 5
needs = [{{need = "dohody", least = 12}}]
[[programme.gates]]
id = "etapa-2"
title = {{cs = "Konec 2. etapy", en = "End of stage 2"}}
month = 10
needs = [{{need = "analyzy", least = 8}}]
[[programme.milestones]]
id = "seminar"
title = {{cs = "První seminář", en = "First seminar"}}
month = 3
[[programme.milestones]]
id = "etapa-1"
title = {{cs = "Spolupráce navázána", en = "Cooperation begun"}}
month = 5
after = ["seminar"]
gate = "etapa-1"
[[programme.milestones]]
id = "analyzy"
title = {{cs = "Analýzy hotovy", en = "Analyses done"}}
month = 10
need = "analyzy"
[[programme.milestones]]
id = "etapa-2"
title = {{cs = "Analýzy vyhodnoceny", en = "Analyses read"}}
month = 10
after = ["analyzy"]
gate = "etapa-2"
[[programme.milestones]]
id = "zprava"
title = {{cs = "Závěrečná zpráva", en = "Report"}}
month = 22
after = ["etapa-2"]
"""


@lru_cache
def raw_polesi() -> bytes:
    """The file of the methodology: Dolany's way of planning, for thirteen towns and their region."""
    begin, rest = DOLANY.split("[territory]")
    _, rest = rest.split("[plan]")
    body, _ = rest.split("[[councils]]", 1)
    council_body = body[body.index('[[bodies]]\nid = "zastupitelstvo"') : body.index("[[parts]]")]
    body = body.replace(council_body, "")
    places = "".join(municipality(name, "orp") for name in TOWNS) + municipality("kraj", "region")
    territory = f'[territory]\nid = "{REGION}"\nname = {{cs = "Polesí", en = "Polesí"}}\n{places}'
    councils = "".join(council(name) for name in (*TOWNS, "kraj"))
    project = PROJECT.replace("{towns}", "".join(map(town_rule, TOWNS)))
    return f"{begin}{territory}[plan]{body}{councils}{project}".encode()


@lru_cache
def methodology() -> Process:
    """The same, read."""
    return load_process(raw_polesi(), file="polesi.toml")


def region() -> Memory:
    """The region in memory, with its team, its steering group, and the programme begun."""
    town = Memory(methodology(), territory=REGION, plan=f"{REGION}-2022")
    begin(town)
    return town


def installed_region() -> Installed:
    """The same on rows."""
    town = Sealed(methodology(), raw_polesi(), territory=REGION, plan=f"{REGION}-2022")
    begin(town)
    return town


def installed_town(name: str) -> Installed:
    """One of the towns on rows: founded, with Karel and a working group, and a plan in preparation."""
    town = Sealed(methodology().within(name), raw_polesi(), territory=name, plan=f"{name}-2021")
    people(town)
    town.do(
        CLERK, "create_plan", title="Plán", process=town.process.digest, from_year=2022, to_year=2025,
    )  # fmt: skip
    return town


def begin(town: Town) -> None:
    """The region is founded and starts its common project."""
    people(town)
    town.do(KAREL, "start_programme", programme=PROGRAMME, process=town.process.digest, starts_on=STARTS)


def people(town: Town) -> None:
    """The office, the team with Karel, a working group of four, and a steering group of three of them."""
    town.do("operator", "found_territory", log_key=digest_of_file("key"))
    town.do("operator", "seat_first_clerk", person=number_of("Hana"), office_name="Úřad")
    for rule in town.process.bodies:
        town.do(
            CLERK, "establish_body", body=rule.id, kind=str(rule.kind), title=rule.title.cs,
            admission=str(rule.admission),
        )  # fmt: skip
    town.do(CLERK, "fill_seat", body=team(town), seat="koordinator", person=number_of("Karel"), role="coordinator")
    sides = ("user", "provider", "commissioner", "public")
    for side in sides:
        seat(town, "ps", f"{side}-0", f"{town.territory} {side}", side)
    for side in sides[:3]:
        seat(town, "rs", f"{side}-0", f"{town.territory} {side}", side)


def seat(town: Town, body: str, name: str, who: str, side: str) -> None:
    """Somebody takes a seat; the commissioner leads."""
    role = "lead" if side == "commissioner" else "member"
    town.do(CLERK, "fill_seat", body=body, seat=name, person=number_of(who), side=side, role=role)


def ask(region: Town, name: str, *, reply: str = "interested") -> None:
    """A town is invited and answers."""
    region.do(KAREL, "invite_town", programme=PROGRAMME, town=name)
    region.do(KAREL, "record_reply", programme=PROGRAMME, town=name, reply=reply)


def join(region: Town, *names: str) -> None:
    """Towns are invited, are interested, and sign the partnership agreement."""
    for name in names:
        ask(region, name)
        region.do(
            KAREL, "join_town", programme=PROGRAMME, town=name, agreement=digest_of_file(f"dohoda {name}"),
            resolution="12/2020", day=region.day,
        )  # fmt: skip


def count(region: Town, need: str, name: str, n: int = 7, value: int = 1) -> Any:
    """A town is counted by an entry, with a reference the rules cannot look behind."""
    return region.do(
        KAREL, "count_town", programme=PROGRAMME, need=need, town=name, n=n, origin=f"dohoda.example/dohoda/{name}",
        size=n + 1, root=digest_of_file(f"{name} {n}"), leaf=digest_of_file(f"{need} {n}"), value=value,
    )  # fmt: skip


def pass_gate(region: Town, gate: str) -> None:
    """The steering group ends a stage."""
    region.do(LEAD, "pass_gate", programme=PROGRAMME, gate=gate)


def train(region: Town, name: str, *who: str) -> None:
    """A training, and who came."""
    numbers = [number_of(one) for one in who]
    region.do(
        KAREL, "record_training", programme=PROGRAMME, training=name, day=region.day, topic="Triáda", people=numbers
    )
