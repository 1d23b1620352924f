"""Lists narrowed by choices from closed lists, and leafed through a page at a time."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

# Parameters that are no choice from a list, and the form they must have to be heard.
FREE = {
    "state": re.compile(r"open|settled|disputed|late"),
    "section": re.compile(r"[a-z0-9][a-z0-9._-]{0,79}"),
    "paragraph": re.compile(r"[1-9][0-9]{0,4}"),
    "plan": re.compile(r"[a-z0-9][a-z0-9._-]{0,79}"),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """One choice: the parameter, what it is called, and its options by value."""

    name: str
    label: str
    options: Mapping[str, str]


def chosen(request: HttpRequest, filters: Sequence[Filter]) -> dict[str, str]:
    """What was asked for, as far as it is on a list; everything else is left out."""
    picked = {name: said for name, form in FREE.items() if form.fullmatch(said := request.GET.get(name, ""))}
    for one in filters:
        said = request.GET.get(one.name, "")
        if said in one.options:
            picked[one.name] = said
    return picked


def page_of(paginator: "Paginator[Any]", request: HttpRequest) -> "Page[Any]":
    """The page asked for; the nearest there is when the number makes no sense."""
    said = request.GET.get("page", "1")
    return paginator.get_page(said if said.isascii() and said.isdigit() and len(said) < 9 else 1)
