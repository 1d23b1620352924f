"""What this site knows about people, for how long, and how to have it erased.

The times come from where they are kept to, so that the page cannot promise what the code does not do.
"""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.forgetting import FILES_KEPT, LEASES_KEPT, LETTERS_KEPT
from consult.helping import KEPT, LONGEST
from consult.letters.retention import AFTER_THE_END, BUDGETS, ERRANDS, TRACES
from consult.letters.tokens import CONFIRM, LIFETIMES
from consult.models import DRAFTS_KEPT
from consult.templatetags.dohoda import count


@require_safe
def view(request: HttpRequest) -> HttpResponse:
    """A note, the same for everybody."""
    rows = [{"what": what, "who": who, "how_long": how_long} for what, who, how_long in kept()]
    return render(request, "pages/privacy.html", {"kept": rows})


def _days(time: timedelta) -> str:
    return count(time.days, "day")


def kept() -> list[tuple[str, str, str]]:
    """What is kept, who sees it, how long."""
    return [*_words(), *_addresses(), *_work()]


def _nobody() -> str:
    return _("nobody; only the program")


def _words() -> list[tuple[str, str, str]]:
    everybody, office = _("everybody"), _("the office")
    for_good = _("as long as the plan is kept, unless you ask to be erased")
    return [
        (_("Words of comments and replies, names people chose to show"), everybody, for_good),
        (_("Recordings, files, letters that came"), _("those who answer; the letter only the office"), for_good),
        (_("Who holds which seat, and the address they sign in with"), office, _("until it is erased; the book stays")),
    ]


def _addresses() -> list[tuple[str, str, str]]:
    office, nobody = _("the office"), _nobody()
    return [
        (
            _("An address nobody has confirmed"),
            nobody,
            _("%(days)s after it was written") % {"days": _days(LIFETIMES[CONFIRM])},
        ),
        (
            _("An address for answers"),
            nobody,
            _("until you stop it, or %(days)s after the plan has ended or taken effect")
            % {"days": _days(AFTER_THE_END)},
        ),
        (
            _("An address for news of a plan"),
            nobody,
            _("until you stop it, or %(days)s after the plan has ended") % {"days": _days(AFTER_THE_END)},
        ),
        (_("That somebody stopped, without an address"), nobody, _days(TRACES)),
        (_("How many letters left to whom, under a key"), nobody, _days(BUDGETS)),
        (
            _("The network of your computer, beside a letter that asks about your address"),
            nobody,
            _("%(days)s after the letter left") % {"days": _days(ERRANDS)},
        ),
        (
            _("A contact left with a request for help or to join a group"),
            office,
            _("%(answered)s after it was answered, for a meeting after it is over; %(longest)s at most")
            % {"answered": _days(KEPT), "longest": _days(LONGEST)},
        ),
    ]


def _work() -> list[tuple[str, str, str]]:
    everybody, office, nobody = _("everybody"), _("the office"), _nobody()
    return [
        (_("Words typed and not sent"), _("only who typed them"), _days(DRAFTS_KEPT)),
        (_("A file of a form that was never sent"), nobody, _days(FILES_KEPT)),
        (_("Letters that left, where they are written to files"), office, _days(LETTERS_KEPT)),
        (_("Marks by which a letter brought twice is known"), nobody, _("until the plan has ended")),
        (
            _("Who works on an answer just now"),
            _("those who work on answers"),
            _("%(days)s after they let go") % {"days": _days(LEASES_KEPT)},
        ),
        (
            _("That you are signed in, or opened your own comment"),
            nobody,
            _("%(days)s, or until you sign out") % {"days": _days(timedelta(seconds=settings.SESSION_COOKIE_AGE))},
        ),
        (_("How many attempts to speak were not taken"), everybody, _("numbers only, for good")),
    ]
