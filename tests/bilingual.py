"""What the site says, heard in both of its languages."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import override

BOTH = ("cs", "en")


def in_both(function: Callable[..., Any], *arguments: Any) -> tuple[Any, Any]:
    """What a function says in Czech and in English."""
    said = []
    for language in BOTH:
        with override(language):
            said.append(function(*arguments))
    return said[0], said[1]


def in_czech(function: Callable[..., Any], *arguments: Any) -> Any:
    """What a function says in Czech."""
    return in_both(function, *arguments)[0]


def translated(function: Callable[..., Any], *arguments: Any) -> bool:
    """Whether a function says something in both languages, and not the same."""
    cs, en = in_both(function, *arguments)
    return bool(cs) and bool(en) and cs != en
