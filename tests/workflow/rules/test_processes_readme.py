"""The page about process files explains every key there is, with what it takes and its default."""

import re
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import workflow.rules.process_file as process_file
from workflow.rules.process import Process
from workflow.rules.process_terms import Bilingual

README = Path(process_file.__file__).parents[1] / "processes" / "README.md"
ROW_PATTERN = re.compile(r"^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def every_documented_key(shape: type = Process, at: str = "") -> list[tuple[str, str, str]]:
    """Every key of a process file, with what it takes and its default, as the page should say."""
    rows = []
    for field in fields(shape):
        if field.name == "digest":
            continue
        kind = get_type_hints(shape)[field.name]
        kind = (
            next((one for one in get_args(kind) if one is not type(None)), kind)
            if type(None) in get_args(kind)
            else kind
        )
        rows.append((at + field.name, said_of(kind, field), default_of(field)))
        many = get_origin(kind) is tuple
        inner = get_args(kind)[0] if many else kind
        if is_dataclass(inner) and inner is not Bilingual:
            rows += every_documented_key(inner, f"{at}{field.name}{'[]' if many else ''}.")
    return rows


def said_of(kind: Any, field: Field[Any]) -> str:
    bounds = "{low} to {high}".format(**field.metadata) if "low" in field.metadata else ""
    if get_origin(kind) is tuple and get_origin(get_args(kind)[0]) is tuple:
        return f"table of {', '.join(get_args(get_args(kind)[0])[0])}, each {bounds}"
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        return "tables" if is_dataclass(inner) else f"list: {said_of(inner, field).removeprefix('one of ')}"
    if kind is Bilingual:
        return "words"
    if is_dataclass(kind):
        return "table"
    if issubclass(kind, StrEnum):
        return f"one of {', '.join(kind)}" if kind.__name__ != "Stage" else "a stage"
    forms = {"id": "id", "code": "code", None: "text"}
    plain = {
        str: forms[field.metadata.get("form")],
        bool: "true or false",
        int: bounds,
        Fraction: f"fraction, {bounds}",
    }
    return plain[kind]


def default_of(field: Field[Any]) -> str:
    if field.default is MISSING:
        return "required"
    if field.default is None:
        return "none"
    if is_dataclass(field.default):
        return "its defaults"
    if isinstance(field.default, bool):
        return "true" if field.default else "false"
    if isinstance(field.default, tuple):
        return ", ".join(field.default) or "empty"
    return str(field.default)


def test_every_key_is_explained_with_what_it_takes_and_its_default() -> None:
    told = [(key, takes.strip(), default.strip()) for key, takes, default, _ in ROW_PATTERN.findall(README.read_text())]
    assert sorted(told) == sorted(every_documented_key())


def test_every_explanation_says_something() -> None:
    for key, _, _, meaning in ROW_PATTERN.findall(README.read_text()):
        assert meaning.strip().endswith(".") and len(meaning.split()) >= 2, key


def test_the_example_of_a_mistake_on_the_page_is_what_a_mistake_looks_like() -> None:
    raw = (README.parent / "susice.toml").read_bytes().replace(b"sides = {user = 1", b"sides = {user = 0")
    try:
        process_file.load_process(raw, file="susice.toml")
    except process_file.ProcessError as refused:
        said = [str(mistake) for mistake in refused.mistakes]
    assert any(line in README.read_text() for line in said)
