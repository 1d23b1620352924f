"""What people say around a comment: the small form of it, and the act behind it.

Nothing said around a comment is ever held back: it is taken and shown, or it is not taken, and that is said.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from consult.places import Here
from consult.speaking import HoneypotForm
from workflow.perform import Done, Request, perform
from workflow.rules.case import Standing


class AroundForm(HoneypotForm):
    """What every form around a comment has: a name, if somebody wants one shown."""

    publish_as = forms.CharField(
        label=gettext_lazy("Name to be published"),
        help_text=gettext_lazy("Leave it empty and no name is shown."),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


def say(here: Here, act: str, facts: dict[str, Any], *, by: Standing, at: str) -> Done:
    """Perform an act around a comment, waiting one's turn at the book. Raises as `perform`."""
    told = {name: value for name, value in facts.items() if value not in ("", None)}
    return perform(Request(act=act, facts=told, territory=here.territory, by=by, at=at, plan=here.slug, in_turn=True))
