"""What seats say in a call: shown by side, and entered by the minute-taker for everybody at the table at once."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _

from consult.acting.choices import people_words
from consult.acting.desk import Desk
from consult.acting.recording import record
from consult.acting.whose import standing_at
from consult.sentences import choices_of, position_words, side_words
from consult.visible import opened
from workflow.models import model_of
from workflow.perform import Done, RefusedError
from workflow.rules import rows
from workflow.rules.case import Obstacle
from workflow.rules.sides import Side

SHAPES = {
    "agree": "agree", "agree_with_reservations": "reservation", "stand_aside": "aside", "block": "block",
    "yes": "agree", "no": "block", "abstain": "aside",
}  # fmt: skip
ACT_OF = {"vote": "cast_ballot", "consensus": "take_position", "consent": "take_position"}
VALUE_OF = {"cast_ballot": "ballot", "take_position": "position"}


def stances_in(desk: Desk, call: Any) -> dict[str, Any]:
    """The last word of every seat in a call."""
    found = model_of(rows.Stance).objects.filter(territory=desk.territory, call=call.key).order_by("born")
    return {stance.seat: stance for stance in found}


def names_in(desk: Desk, call: Any) -> dict[str, str]:
    """Counted seats by key, as people call whoever holds them."""
    keys = [seat for seat, _side, _sub in call.counted]
    held = model_of(rows.Seat).objects.filter(territory=desk.territory, key__in=keys)
    people = people_words(desk)
    named = {seat.key: people.get(seat.person, "") for seat in held}
    return {key: named.get(key) or key.split("/", 1)[1] for key in keys}


def positions_by_side(desk: Desk, call: Any) -> list[dict[str, Any]]:
    """Rows for `parts/position_row.html`; who has not spoken yet stands there too."""
    stances, names = stances_in(desk, call), names_in(desk, call)
    reasons = opened(desk.territory, [stance.reason for stance in stances.values()])
    told = []
    for side in Side:
        seats = [seat for seat, on, _sub in call.counted if on == side]
        if seats or side != Side.PUBLIC:
            positions = [_position(names[seat], stances.get(seat), reasons) for seat in seats]
            note = _("no seat is filled and free of conflict") if not seats else ""
            told.append({"side": side_words(str(side)).capitalize(), "positions": positions, "note": note})
    return told


def _position(who: str, stance: Any, reasons: dict[str, str]) -> dict[str, Any]:
    if stance is None:
        return {"position": "none", "word": _("has not spoken yet"), "who": who}
    reason = reasons.get(stance.reason or "", "")
    return {"position": SHAPES[stance.value], "word": position_words(stance.value), "who": who, "reason": reason}


class VoicesForm(forms.Form):
    """One line for every counted seat: what it says, why, and on what ground it blocks."""

    def __init__(self, desk: Desk, call: Any, **given: Any) -> None:
        super().__init__(auto_id="voices-%s", **given)
        self.desk, self.call, self.act = desk, call, ACT_OF[call.kind]
        self.seats = [seat for seat, _side, _sub in call.counted if seat not in call.left]
        self.before, names = stances_in(desk, call), names_in(desk, call)
        sides = {seat: side_words(side) for seat, side, _sub in call.counted}
        options = [("", _("has not spoken yet")), *choices_of(self.act, VALUE_OF[self.act])]
        for index, seat in enumerate(self.seats):
            now = self.before[seat].value if seat in self.before else ""
            label = f"{names[seat]} ({sides[seat]})"
            self.fields[f"value{index}"] = forms.ChoiceField(label=label, choices=options, initial=now, required=False)
            self.fields[f"reason{index}"] = forms.CharField(label=_("Reason"), required=False, max_length=2_000)
            if self.act == "take_position":
                grounds = [("", "–"), *choices_of(self.act, "ground")]
                self.fields[f"ground{index}"] = forms.ChoiceField(
                    label=_("Ground of a block"), choices=grounds, required=False
                )

    @property
    def lines(self) -> Sequence[Sequence[forms.BoundField]]:
        """The fields, a line a seat."""
        kinds = ("value", "reason", "ground")
        return [
            [self[f"{kind}{index}"] for kind in kinds if f"{kind}{index}" in self.fields]
            for index in range(len(self.seats))
        ]

    def said(self) -> list[tuple[str, dict[str, Any]]]:
        """(seat, facts) of everybody who says something new."""
        told = []
        for index, seat in enumerate(self.seats):
            value, reason = self.cleaned_data[f"value{index}"], self.cleaned_data[f"reason{index}"]
            before = self.before[seat].value if seat in self.before else ""
            if not value or (value == before and not reason):
                continue
            facts = {"call": self.call.key.split("/", 1)[1], VALUE_OF[self.act]: value, "reason": reason or None}
            if ground := self.cleaned_data.get(f"ground{index}"):
                facts["ground"] = ground
            told.append((seat, {name: fact for name, fact in facts.items() if fact}))
        return told


def record_voices(form: VoicesForm) -> list[Done]:
    """Enter what everybody said, all or nothing. Raises `RefusedError` with what is missing, whoever it concerns."""
    desk, found, done = form.desk, list[Obstacle](), []
    with transaction.atomic():
        for seat, facts in form.said():
            by = standing_at(desk.territory, seat)
            mine = by is not None and by.key == desk.standing.key
            relayed: dict[str, Any] = {} if mine else {"by": by, "actor": desk.standing}
            try:
                done.append(record(desk, form.act, facts, **relayed))
            except RefusedError as refusal:
                found += refusal.obstacles
        if found:
            raise RefusedError(form.act, tuple(dict.fromkeys(found)))
    return done
