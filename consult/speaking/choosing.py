"""What can be chosen in the form of a comment: kind, part of the text, for whom one speaks."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consult.course import COMMENTABLE
from consult.places import Here, said
from consult.visible import opened
from workflow.rules import rows
from workflow.rules.acts.commenting import BEFORE_POSTING, CLOSED_TO_COMMENTS, MatterKind, SpeakingFor
from workflow.rules.facts import NAME_PATTERN
from workflow.rules.lifecycle import ENDS

VOICES = [
    (str(SpeakingFor.SELF), gettext_lazy("for myself")),
    (str(SpeakingFor.HELPER), gettext_lazy("for somebody I help to write")),
    (str(SpeakingFor.ORGANISATION), gettext_lazy("for an organisation")),
    (str(SpeakingFor.GROUP), gettext_lazy("for a group of people")),
]
KINDS = {
    MatterKind.COMMENT: gettext_lazy("a comment on the draft"),
    MatterKind.SUGGESTION: gettext_lazy("a suggestion, even beside the draft"),
    MatterKind.QUESTION: gettext_lazy("a question that gets a public answer"),
}


def is_open(here: Here) -> bool:
    """Whether a posted draft waits for comments."""
    return here.plan.stage in COMMENTABLE


def takes_comments(here: Here) -> bool:
    """Whether a comment can be sent, be it late: the text is posted, and no council has it before it."""
    early = here.plan.stage in BEFORE_POSTING and here.plan.editions == 0
    return not early and here.plan.stage not in CLOSED_TO_COMMENTS


def kind_of(here: Here) -> str:
    """A comment while the posted text may still change; before and after that, a suggestion, which is always taken."""
    return str(MatterKind.COMMENT if takes_comments(here) else MatterKind.SUGGESTION)


def kinds_of(here: Here) -> list[tuple[str, Any]]:
    """What may be sent now."""
    return [(str(kind), told) for kind, told in KINDS.items() if kind != MatterKind.COMMENT or takes_comments(here)]


def has_ended(here: Here) -> bool:
    """Whether the plan is over and hears nothing more."""
    return here.plan.stage in ENDS


class KindField(forms.ChoiceField):
    """One of the kinds there are; whether it is taken now is for the rules to say, whose refusal tells why."""

    def valid_value(self, value: Any) -> bool:
        """Any kind a citizen may send: a stage may have ended while the form was open."""
        return value in {str(kind) for kind in KINDS}


class SectionField(forms.ChoiceField):
    """A part of the text. What it is called is looked up only when the form is shown; the rules know whether it is."""

    here: Here
    _listed: list[tuple[str, Any]] | None = None

    def __init__(self, **more: Any) -> None:
        super().__init__(choices=self.offered, **more)

    def __deepcopy__(self, memo: Any) -> "SectionField":
        copied: SectionField = super().__deepcopy__(memo)
        copied.choices, copied._listed = copied.offered, None
        return copied

    def offered(self) -> list[tuple[str, Any]]:
        """The whole plan, then its sections under the titles of their parts, as they stand in the text."""
        if self._listed is None:
            self._listed = self._asked()
        return self._listed

    def _asked(self) -> list[tuple[str, Any]]:
        standing = self.here.rows(rows.Section).filter(withdrawn=False).order_by("place", "key")
        found = list(standing.values_list("key", "part", "title"))
        titles = opened(self.here.territory, [title for _key, _part, title in found])
        listed: list[tuple[str, Any]] = [("", _("the whole plan"))]
        for rule in self.here.process.parts:
            inside = [(key, titles.get(title, "")) for key, part, title in found if part == self.here.key(rule.id)]
            if inside:
                listed.append((said(rule.title), [(key.split("/", 1)[1], title or key) for key, title in inside]))
        return listed

    def valid_value(self, value: Any) -> bool:
        """Anything that can be the name of a part: one withdrawn meanwhile is told apart by the rules."""
        return NAME_PATTERN.fullmatch(str(value)) is not None
