"""A figure: what was measured, what was hoped for, and under which conditions."""

import json
import platform
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from operator import ge, le
from os import cpu_count
from pathlib import Path

BOUNDS = {">=": ge, "<=": le}


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table; `aim` is a bound such as `>= 0.75`, or None where a figure is only reported."""

    name: str
    value: float | None
    unit: str
    aim: str | None
    conditions: str

    @property
    def met(self) -> bool | None:
        """Whether the aim was met; None where there is none, or nothing could be measured."""
        if self.aim is None or self.value is None:
            return None
        sign, bound = self.aim.split()
        return bool(BOUNDS[sign](self.value, float(bound)))

    @property
    def shown(self) -> str:
        """The value for people."""
        return "-" if self.value is None else f"{self.value:.3g}"


def machine() -> str:
    """Where everything was measured."""
    return f"Python {platform.python_version()}, {cpu_count()} CPUs, {platform.system()} {platform.machine()}"


def write(figures: Iterable[Figure], path: Path) -> None:
    """The figures as a JSON list, house.md 6."""
    rows = [{**asdict(figure), "met": figure.met} for figure in figures]
    order = ("name", "value", "unit", "aim", "met", "conditions")
    told = [{key: row[key] for key in order} for row in rows]
    path.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def table(figures: Iterable[Figure]) -> str:
    """The figures for people, conditions below each."""
    marks = {True: "met", False: "MISSED", None: ""}
    lines = [f"{'':<76}{'value':>9}  {'unit':<12}{'aim':<9}"]
    for figure in figures:
        numbers = f"{figure.shown:>9}  {figure.unit:<12}{figure.aim or '':<9}{marks[figure.met]}"
        lines.append(f"{figure.name:<76}{numbers}".rstrip())
        lines.append(f"    {figure.conditions}")
    return "\n".join(lines)
