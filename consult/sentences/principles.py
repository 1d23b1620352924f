"""The eleven principles of the charter, its fifteen articles, and paragraphs of law, as people read them."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consult.sentences.telling import Lazy
from workflow.rules.charter import ARTICLES

PARAGRAPH = re.compile(r"(?P<act>\d+/\d{4}) § (?P<section>\d+[a-z]?)(?:\((?P<paragraph>\d+)\))?")


class Principle(NamedTuple):
    """A principle of the founding charter: its name as the charter has it, and its gist."""

    name: Lazy
    gist: Lazy


PRINCIPLES: Mapping[int, Principle] = {
    1: Principle(
        _("No agreement, no community planning"),
        _(
            "The plan is a kind of contract: users, providers and commissioners bind themselves "
            "to its aims and to the way they are carried out."
        ),
    ),
    2: Principle(
        _("Strengthening civil society"),
        _("Everybody may care for public matters and speak about them; nobody is shut out."),
    ),
    3: Principle(
        _("No users, no community planning"),
        _(
            "Only when users take part freely, actively and as equals is it community planning; "
            "until then these are preparatory steps."
        ),
    ),
    4: Principle(
        _("Democratic cooperation"),
        _("Agreement comes first; a vote is the last resort. Councils always decide by vote."),
    ),
    5: Principle(
        _("Everything is public"),
        _("Information is at hand, meetings are open, and the public is told during the whole process."),
    ),
    6: Principle(_("Freedom of speech"), _("Everybody may speak, for themselves too, without mandate or office.")),
    7: Principle(
        _("Equality of all participants"), _("Everybody has equal standing and one equal voice in all meetings.")
    ),
    8: Principle(
        _("The course counts as much as the result"),
        _("A plan is as good as the way it came about, and that way is recorded."),
    ),
    9: Principle(_("Legitimacy"), _("Planning stands on the wishes and needs of present and future users.")),
    10: Principle(
        _("A cyclical process"), _("The plan needs regular updates and lasting care; what was left open comes back.")
    ),
    11: Principle(
        _("Looking for new people and money"),
        _("Solutions are a compromise of wishes and means, and its limits are not set from outside."),
    ),
}

LAWS: Mapping[str, Lazy] = {
    "128/2000": _("on Municipalities"),
    "108/2006": _("on Social Services"),
    "106/1999": _("on Free Access to Information"),
    "110/2019": _("on the Processing of Personal Data"),
}


def principle_name(number: int) -> str:
    """The principle as the charter calls it. Errors: KeyError for a number that is not 1 to 11."""
    return str(PRINCIPLES[number].name)


def principle_gist(number: int) -> str:
    """What the principle asks for, in a sentence. Errors: KeyError for a number that is not 1 to 11."""
    return str(PRINCIPLES[number].gist)


def principle_words(number: int) -> str:
    """ "principle 4 – Democratic cooperation"."""
    return gettext("principle %(number)s – %(name)s") % {"number": number, "name": principle_name(number)}


def article_words(number: int) -> str:
    """What an article of the charter says. Errors: KeyError for a number that is not 1 to 15."""
    return gettext(ARTICLES[number])


def law_words(law: str) -> str:
    """A paragraph of law cited in full, from "128/2000 § 87" or "128/2000 § 92(3)"; what is no such thing as it is."""
    cited = PARAGRAPH.fullmatch(law)
    if cited is None:
        return law
    title = str(LAWS.get(cited["act"], ""))
    if cited["paragraph"]:
        words = gettext("Section %(section)s(%(paragraph)s) of Act No. %(act)s Coll.") % cited.groupdict()
    else:
        words = gettext("Section %(section)s of Act No. %(act)s Coll.") % cited.groupdict()
    return f"{words}, {title}" if title else words
