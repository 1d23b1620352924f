"""Groups: one act of a scenario stands for the same act in many places, or for many acts in one.

`territory = GROUP` performs the act in the book of each; `for = GROUP` performs it so many times where it is. Either
way `{each}` is the one it is done for, and `{name}` what people call that one, in words, names and facts alike.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workflow.rules.process_values import ID_PATTERN, shown_value
from workflow.scenarios.slips import Slips

GROUP_KEYS = ("name", "territories", "names")
ID_FIX = "use lower-case letters without accents, digits and dashes"
EACH_PATTERN = re.compile(r"\{(each|name)\}")
TERRITORY_MARK = "{territory}"


@dataclass(frozen=True, slots=True)
class Group:
    """Territories (or other things acts are done for, by their ids), and what people call each, if it is said."""

    name: str
    territories: tuple[str, ...]
    names: tuple[str, ...] = ()

    def marks(self) -> Iterator[dict[str, str]]:
        """What `{each}` and `{name}` stand for, one after another."""
        for place, each in enumerate(self.territories):
            yield {"each": each, "name": self.names[place]} if self.names else {"each": each}


Groups = Mapping[str, Group]


def read_groups(table: Mapping[str, Any], slips: Slips, own: str) -> dict[str, Group]:
    """Every `[[group]]` of a scenario; `own` is its territory."""
    groups: dict[str, Group] = {}
    keys: dict[str, str] = {}
    for key, row in slips.tables(table, "group"):
        slips.strangers(row, GROUP_KEYS, key)
        slips.required(row, ("name", "territories"), key)
        name = slips.texts(row, ("name",), key).get("name", "")
        if name and not ID_PATTERN.fullmatch(name):
            slips.add(f"{key}.name", f'"{name}" is no name', ID_FIX)
        elif name in groups or name == own:
            slips.add(f"{key}.name", f'"{name}" is taken', "give every group a name of its own")
        territories = _territories(row["territories"], f"{key}.territories", slips) if "territories" in row else ()
        names = _names(row["names"], len(territories), f"{key}.names", slips) if "names" in row else ()
        groups.setdefault(name, Group(name, territories, names))
        keys.setdefault(name, f"{key}.name")
    for name in {each for group in groups.values() for each in group.territories} & groups.keys():
        slips.add(keys[name], f'"{name}" is a territory too', "give the group another name")
    return {name: group for name, group in groups.items() if name}


def _territories(said: Any, key: str, slips: Slips) -> tuple[str, ...]:
    if not isinstance(said, list) or not said:
        slips.add(key, f"{shown_value(said)} names nobody", 'write a list: territories = ["lipova", "dolany"]')
        return ()
    for place, each in enumerate(said):
        if not isinstance(each, str) or not ID_PATTERN.fullmatch(each):
            slips.add(f"{key}[{place}]", f"{shown_value(each)} is no name", ID_FIX)
        elif each in said[:place]:
            slips.add(f"{key}[{place}]", f'"{each}" stands here twice', "leave one out")
    return tuple(dict.fromkeys(each for each in said if isinstance(each, str)))


def _names(said: Any, wanted: int, key: str, slips: Slips) -> tuple[str, ...]:
    good = isinstance(said, list) and all(isinstance(name, str) and name.strip() for name in said)
    if not good or len(said) != wanted:
        slips.add(key, "this is not one name for each", f"write a list of {wanted} texts in the order of territories")
        return ()
    return tuple(said)


def known_territories(table: Mapping[str, Any], groups: Groups, own: str) -> set[str]:
    """The scenario's own territory, those of its groups, and any that is founded in it by name."""
    acts = table.get("act")
    rows = [row for row in acts if isinstance(row, dict)] if isinstance(acts, list) else []
    founded = {row.get("territory") for row in rows if row.get("do") == "found_territory"}
    members = {each for group in groups.values() for each in group.territories}
    return {own, *members, *(name for name in founded if isinstance(name, str) and name not in groups)}


def spread(row: Mapping[str, Any], key: str, groups: Groups, slips: Slips) -> Iterator[dict[str, Any]]:
    """An act, or a person, once for each of its group with the marks filled in; what has no group stays one."""
    everywhere, each_time = groups.get(_text(row, "territory")), groups.get(_text(row, "for"))
    plain = {name: value for name, value in row.items() if name != "for"}
    if "for" in row and each_time is None:
        slips.unknown(f"{key}.for", row["for"], groups, "the name of a [[group]]")
    if everywhere is not None and each_time is not None:
        fix = "keep one and write the other acts out"
        slips.add(f"{key}.for", "the act is already repeated by its territory", fix)
        return
    group = everywhere or each_time
    if group is None:
        if "for" not in row and _marked(plain):
            fix = 'write for = "GROUP", or the name of a group as territory'
            slips.add(key, "{each} and {name} stand for nothing here", fix)
        yield plain
        return
    if not group.names and _marked(plain, "name"):
        slips.add(key, f'nobody says what those of "{group.name}" are called', "add names to the group")
    for marks in group.marks():
        one = {**plain, "territory": marks["each"]} if everywhere else plain
        yield {name: _filled(value, marks) for name, value in one.items()}


def _text(row: Mapping[str, Any], key: str) -> str:
    said = row.get(key)
    return said if isinstance(said, str) else ""


def _marked(value: Any, mark: str | None = None) -> bool:
    """Whether a value, or anything in it, has a mark that a group fills in (or this one)."""
    if isinstance(value, str):
        return any(mark in (None, found) for found in EACH_PATTERN.findall(value))
    inside = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return any(_marked(item, mark) for item in inside)


def _filled(value: Any, marks: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return EACH_PATTERN.sub(lambda found: marks.get(found[1], found[0]), value)
    if isinstance(value, list):
        return [_filled(item, marks) for item in value]
    return {key: _filled(item, marks) for key, item in value.items()} if isinstance(value, Mapping) else value
