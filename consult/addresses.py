"""Addresses by name, and what may stand in them."""

from django.conf import settings
from django.urls import NoReverseMatch, register_converter, reverse


class NameConverter:
    """A name of the engine: lower-case letters, digits, dots, dashes."""

    regex = r"[a-z0-9][a-z0-9._-]{0,79}"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


class MatterConverter(NameConverter):
    """The number of a matter, with the letter of its point: 12, 12a."""

    regex = r"[1-9][0-9]{0,8}[a-z]?"


class DigestConverter(NameConverter):
    """SHA-256 in hex."""

    regex = r"[0-9a-f]{64}"


register_converter(NameConverter, "name")
register_converter(MatterConverter, "matter")
register_converter(DigestConverter, "digest")


def address(name: str, *rest: str | int) -> str:
    """The address of a page, or "" where there is no such page."""
    try:
        return reverse(name, args=rest)
    except NoReverseMatch:
        return ""


def whole_address(path: str) -> str:
    """A path as it stands in a letter or on paper: with the site's own address from the settings in front of it."""
    return f"{settings.PUBLIC_URL}{path}"
