"""An order asked for without dragging: beside each thing stands a small box for the number of its place."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from consult.acting.choices import Choices, rows_to_choose
from consult.acting.desk import Desk
from consult.sentences import word
from workflow.rules.facts import NAME_PATTERN
from workflow.rules.rows import Aim


def placed(data: Any, name: str) -> list[str]:
    """The names in the order of the numbers typed beside them; empty where no box of this field was sent."""
    typed = {key.removeprefix(f"{name}."): str(data.get(key)).strip() for key in data if key.startswith(f"{name}.")}
    numbered = {key: int(value.rstrip(".")) for key, value in typed.items() if value.rstrip(".").isdecimal()}
    return sorted(numbered, key=lambda key: numbered[key])


class PlacesInput(forms.Widget):
    """One small box for each thing; what has no number is not in the order."""

    use_fieldset = True

    def __init__(self, listed: Choices) -> None:
        super().__init__()
        self.listed = listed

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """The names in order, from the boxes, or as they were carried on."""
        return placed(data, name) or (data.getlist(name) if hasattr(data, "getlist") else list(data.get(name) or ()))

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """A list of boxes, each with its thing as the label."""
        places = {given: place for place, given in enumerate(value or (), start=1)}
        lines = ((f"{attrs['id']}.{key}", name, key, places.get(key, ""), words) for key, words in self.listed)
        box = '<li><input id="{0}" name="{1}.{2}" value="{3}" inputmode="numeric" size="3" autocomplete="off"> '
        items = format_html_join("", f'{box}<label for="{{0}}">{{4}}</label></li>', lines)
        return format_html('<ul class="plain places">{}</ul>', items)


class OrderField(forms.MultipleChoiceField):
    """Names in an order; any name of the engine may stand in it, the rules say which are missing."""

    def valid_value(self, value: Any) -> bool:
        """Whether it could be a name."""
        return NAME_PATTERN.fullmatch(str(value)) is not None


def order_of_aims(desk: Desk, given: Mapping[str, Any], words: dict[str, Any]) -> OrderField:
    """The aims to put in order: those of the kind and area already said, else all."""
    said = given.get("data") or given.get("initial") or {}
    wanted = {name: said.get(name) for name in ("kind", "area") if said.get(name)}
    names = [key.split("/", 1)[1] for key in desk.rows(Aim).filter(**wanted).values_list("key", flat=True)]
    listed = [(key, label) for key, label in reversed(rows_to_choose(desk, "Aim") or ()) if key in names]
    how = _("Write 1 beside the first, 2 beside the second, and so on.")
    hint = f"{words['help_text']} {how}"
    if "kind" in wanted:
        words = {**words, "label": f"{words['label']}: {word('aim', str(wanted['kind']))}"}
    return OrderField(**{**words, "help_text": hint, "required": False}, choices=listed, widget=PlacesInput(listed))
