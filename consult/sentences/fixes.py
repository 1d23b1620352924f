"""What is wrong with a fact that was given, in words: the rules say it in plain English, the catalogue in Czech.

The rules are pure and know no language; a test holds this list against everything they may say.
"""

import re
from collections.abc import Mapping

from django.utils.translation import gettext, gettext_noop

FIXES = frozenset(
    {
        gettext_noop("use lower-case letters without accents, digits, dots and dashes, at most 80 characters"),
        gettext_noop("write something"),
        gettext_noop("give the number as the office writes it, at most 60 letters, digits and / . : -"),
        gettext_noop("give the 64 hexadecimal digits of the SHA-256"),
        gettext_noop("give the person's number of 32 hexadecimal digits"),
        gettext_noop("give a day that exists, as 2026-05-14"),
        gettext_noop("give a day as 2026-05-14"),
        gettext_noop("give a time in UTC as 2026-05-14T21:59:59Z"),
        gettext_noop("give the name of the book as its checkpoint has it"),
        gettext_noop("say true or false"),
        gettext_noop("this is worked out by the rules"),
        gettext_noop("give it"),
        gettext_noop("give a list"),
        gettext_noop("leave it out"),
        gettext_noop("leave out control characters"),
        gettext_noop("see docs/records.md for the acts there are"),
    }
)
FIXES_WITH_FACTS: Mapping[str, str] = {
    r"give a whole number, (?P<least>\d+) or more": gettext_noop("give a whole number, %(least)s or more"),
    r"at most (?P<most>\d+) characters": gettext_noop("at most %(most)s characters"),
    r"choose one of (?P<options>.+)": gettext_noop("choose one from the list"),
    r"leave it out; known are .+": gettext_noop("leave it out"),
}


def fix_words(fix: str) -> str:
    """How to mend a fact, in the reader's language; as it is where the catalogue does not know it."""
    if fix in FIXES:
        return gettext(fix)
    for pattern, source in FIXES_WITH_FACTS.items():
        if found := re.fullmatch(pattern, fix):
            return gettext(source) % found.groupdict()
    return fix
