"""A second look before something is published: does it carry health or other sensitive data of a person?

Nothing is refused and nothing is kept here: whoever writes is shown what stands out, and decides. So it should warn
seldom about ordinary comments on services, and always where a number leads to somebody or an illness is somebody's.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from consult.sensitive_health import health_in
from consult.sensitive_numbers import addresses_in, numbers_in

MOST_SIGNS = 20
LONGEST_LOOKED = 200_000  # characters; whatever is longer is looked at up to there


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands out: `kind` is birth_number, phone, email, account, address or health; `found` the words."""

    kind: str
    found: str


def signs(text: str) -> list[Sign]:
    """What a person should think about before it is published, in the order of the text, each thing once."""
    looked = text[:LONGEST_LOOKED]
    found = [*numbers_in(looked), *addresses_in(looked), *health_in(looked)]
    told = dict.fromkeys(
        Sign(kind, " ".join(words.split())) for kind, words, _at in sorted(found, key=lambda it: it[2])
    )
    return list(told)[:MOST_SIGNS]


def kind_words(kind: str) -> str:
    """What a sign is, for people."""
    return {
        "birth_number": _("birth number"),
        "phone": _("telephone number"),
        "email": _("e-mail address"),
        "account": _("bank account"),
        "address": _("address of a home"),
        "health": _("somebody's health"),
    }[kind]
