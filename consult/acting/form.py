"""From an act's schema to a form: one question for every fact a person gives."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from consult.acting import fields as kinds
from consult.acting import many
from consult.acting.choices import (
    Choices,
    fixed_names,
    fresh_name,
    people,
    processes,
    rows_to_choose,
)
from consult.acting.desk import Desk
from consult.acting.order import order_of_aims
from consult.acting.whose import whose_fields
from consult.models import fresh_number
from consult.sentences import choices_of, field_hint, field_label, flaw_sentence
from consult.who import invited
from workflow.models import model_of
from workflow.perform import LONGEST_WORDS
from workflow.rules.act import ACTS, FactsError
from workflow.rules.facts import Fact, FactKind
from workflow.rules.lifecycle import BEGINNINGS
from workflow.rules.rows import Plan

NOT_CHOSEN = ("", "–")
MOST_RADIOS = 7
ONE_LINE = frozenset(
    {"title", "question", "place", "who", "owner", "funder", "publish_as", "reference", "office_name", "destination"}
)

# Facts an act may come without, and is then refused: whoever fills in a form is told so at once.
ASKED_ALL_THE_SAME = frozenset({("move_milestone", "reason")})


class PlanNameField(kinds.NameField):
    """The name of a new plan; no other plan of this installation has it."""

    def clean(self, value: Any) -> Any:
        """The name, if it is free and fit for an address."""
        name = super().clean(value)
        if name and ("/" in name or model_of(Plan).objects.filter(key=name).exists()):
            raise forms.ValidationError(_("This name is taken. Choose another one."))
        return name


class ActForm(forms.Form):
    """The form of one act at one desk. `facts` are what was typed as the act takes it, once the form is valid."""

    act: str
    desk: Desk
    recording: bool = False  # people are invited only when the act is recorded, not while it is looked at

    @property
    def facts(self) -> dict[str, Any]:
        """Facts by field; what was left out is left out."""
        schema = ACTS[self.act].SCHEMA
        given = {name: self._fact(name, fact) for name, fact in schema.items() if fact.asked}
        return {name: value for name, value in given.items() if value not in (None, "", [])}

    def _fact(self, name: str, fact: Fact) -> Any:
        if name not in self.fields:
            return None
        value = self.cleaned_data.get(name)
        if fact.kind is FactKind.DIGEST:
            file = self.cleaned_data.get(f"{name}_file")
            return [*(file or ()), *(value or ())] if fact.many else file or value
        return value

    def clean(self) -> dict[str, Any]:
        """A fingerprint may come as a file or as digits, but where it must come, one of them must be there."""
        data = super().clean() or {}
        for name, fact in ACTS[self.act].SCHEMA.items():
            asked = fact.kind is FactKind.DIGEST and name in self.fields and not (fact.optional or fact.many)
            if asked and not (data.get(name) or data.get(f"{name}_file") or name in self.errors):
                self.add_error(name, _("Choose a file, or write the fingerprint of the text."))
            if fact.kind is FactKind.PERSON and data.get(name) == kinds.NEW and name in self.fields:
                data[name] = self._number_for(name)
            for mail in data.get(f"{name}_mails") or ():
                number = invited(mail, self.desk.territory).number if self.recording else fresh_number()
                data[name] = [*(data.get(name) or ()), number]
        return data

    def _number_for(self, name: str) -> str:
        """A new person's number: random; where an address of mail was given, the person is known from then on."""
        mail = self.cleaned_data.get(f"{name}_mail")
        return invited(mail, self.desk.territory).number if mail and self.recording else fresh_number()

    def take(self, error: FactsError) -> None:
        """Put what the schema found wrong beside the fields."""
        for flaw in error.flaws:
            self.add_error(flaw.field if flaw.field in self.fields else None, flaw_sentence(self.act, flaw))

    def _typed(self, name: str) -> list[str]:
        return self.data.getlist(name) if hasattr(self.data, "getlist") else list(self.data.get(name) or ())

    def carried(self) -> list[dict[str, str]]:
        """Everything typed, as hidden fields for the next step; a file goes on as its fingerprint."""
        values: list[tuple[str, str]] = []
        for name, field in self.fields.items():
            if isinstance(field, forms.FileField):
                continue
            fact = ACTS[self.act].SCHEMA.get(name)
            if fact and fact.kind is FactKind.PERSON and self.cleaned_data.get(f"{name}_mail"):
                values.append((name, kinds.NEW))
            elif fact and fact.many and fact.kind is FactKind.DIGEST:
                values.append((name, ", ".join(self._fact(name, fact))))
            elif fact and fact.many and fact.kind is FactKind.PERSON:
                values += [(name, number) for number in self._typed(name)]
            elif fact and fact.kind in (FactKind.DIGEST, FactKind.PERSON):
                values.append((name, str(self._fact(name, fact) or "")))
            elif isinstance(field, forms.MultipleChoiceField):
                values += [(name, str(item)) for item in self.cleaned_data.get(name) or []]
            elif isinstance(field, forms.BooleanField):
                values += [(name, "on")] if self.cleaned_data.get(name) else []
            else:
                values.append((name, str(self.data.get(name, ""))))
        return [{"name": name, "value": value} for name, value in values if value]


def form_for(act: str, desk: Desk, *, only: tuple[str, ...] | None = None, **given: Any) -> ActForm:
    """The form of an act; `only` leaves out all other facts, `given` goes to Django's form (data, files, initial)."""
    schema = ACTS[act].SCHEMA
    asked = {name: fact for name, fact in schema.items() if fact.asked and (only is None or name in only)}
    made: dict[str, forms.Field] = {}
    for name, fact in asked.items():
        made.update(_fields(act, name, fact, desk))
    if act == "rank_aims" and "order" in made:
        labels = {"label": field_label(act, "order"), "help_text": field_hint(act, "order")}
        made["order"] = order_of_aims(desk, given, labels)
    if act in BEGINNINGS:
        made["plan_name"] = PlanNameField(
            label=_("Name of the plan in addresses"), help_text=_("Short and lasting, for example lipova-2027.")
        )
    if only is None:
        whose = whose_fields(desk, act, _known(given))
        made.update(whose)
        if "by" in whose and "extract_file" in made:  # whoever enters it for a council brings the extract
            made["extract_file"].expected = True  # type: ignore[attr-defined]
    kind = type("ActForm", (ActForm,), {**made, "act": act, "desk": desk})
    form: ActForm = kind(**{"prefix": None, "auto_id": f"{act}-%s", **given})
    return form


def _known(given: dict[str, Any]) -> dict[str, str]:
    """What is already said of the call, proposal or council, as text."""
    said = given.get("data") or given.get("initial") or {}
    return {name: str(said.get(name) or "") for name in ("call", "proposal", "council")}


def _fields(act: str, name: str, fact: Fact, desk: Desk) -> dict[str, forms.Field]:
    words: dict[str, Any] = {
        "label": field_label(act, name),
        "help_text": field_hint(act, name),
        "required": not fact.optional or (act, name) in ASKED_ALL_THE_SAME,
    }
    match fact.kind:
        case FactKind.FLAG:
            return {name: forms.BooleanField(**{**words, "required": False})}
        case FactKind.DIGEST:
            return _digests(name, words) if fact.many else _digest(name, words, desk)
        case FactKind.PERSON if fact.many:
            return _people(name, words, desk)
        case FactKind.PERSON:
            return _person(name, fact, words, desk)
        case FactKind.NAME:
            return {name: _named(act, name, fact, words, desk)}
    return {name: _plain(act, name, fact, words)}


def _plain(act: str, name: str, fact: Fact, words: dict[str, Any]) -> forms.Field:
    match fact.kind:
        case FactKind.DAY:
            return kinds.DayField(**_with_example(words, _("For example 14. 5. 2026.")), widget=_short())
        case FactKind.MOMENT:
            return kinds.MomentField(**_with_example(words, _("For example 14. 5. 2026 16:00.")), widget=_short())
        case FactKind.COUNT if fact.many:
            return many.CountsField(**{**words, "required": False}, widget=_short())
        case FactKind.COUNT:
            return kinds.CountField(least=fact.least, **words, widget=_short())
        case FactKind.CHOICE:
            return _choice(act, name, fact, words)
        case FactKind.OFFICIAL:
            return forms.CharField(**words, max_length=60, widget=_short())
    if name in ONE_LINE:
        return forms.CharField(**words, max_length=500, widget=_short())
    return forms.CharField(**words, max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 5}))


def _with_example(words: dict[str, Any], example: str) -> dict[str, Any]:
    """A day is typed, never picked: everybody sees once how."""
    return {**words, "help_text": f"{words['help_text']} {example}"}


def _short() -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": "off"})


def _choice(act: str, name: str, fact: Fact, words: dict[str, Any]) -> forms.Field:
    listed = choices_of(act, name)
    if fact.many:
        widget = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(**{**words, "required": False}, choices=listed, widget=widget)
    if fact.optional:
        listed = [NOT_CHOSEN, *listed]
    if len(listed) <= MOST_RADIOS and not fact.optional:
        return kinds.OneOfField(**words, choices=listed, widget=forms.RadioSelect)
    return kinds.OneOfField(**words, choices=listed if fact.optional else [NOT_CHOSEN, *listed])


def _digest(name: str, words: dict[str, Any], desk: Desk) -> dict[str, forms.Field]:
    if name == "process":
        return {name: kinds.OneOfField(**words, choices=[NOT_CHOSEN, *processes()])}
    digits = kinds.DigestField(**{**words, "required": False}, widget=_short())
    if desk.held is None or name in ("text", "log_key", "commitment"):
        digits.required = words["required"]
        return {name: digits}
    digits.label = _("%(what)s: fingerprint") % {"what": words["label"]}
    digits.help_text = _("Only if you have no file: the 64 digits and letters of the fingerprint.")
    file = kinds.KeptFileField(
        label=words["label"],
        help_text=words["help_text"] or _("PDF, ODT, DOCX, ODS, XLSX, CSV, plain text, PNG or JPEG, at most 20 MB."),
        required=False,
    )
    return {f"{name}_file": file, name: digits}


def _digests(name: str, words: dict[str, Any]) -> dict[str, forms.Field]:
    digits = many.DigestsField(
        label=_("%(what)s: fingerprints") % {"what": words["label"]},
        help_text=_("One on each line."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    return {f"{name}_file": many.KeptFilesField(**{**words, "required": False}), name: digits}


def _people(name: str, words: dict[str, Any], desk: Desk) -> dict[str, forms.Field]:
    known = many.PeopleField(**{**words, "required": False}, choices=people(desk), widget=forms.CheckboxSelectMultiple)
    mails = many.MailsField(
        label=_("E-mails of others"),
        help_text=_("One on each line, so that nobody is counted twice. They do not enter the book."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    return {name: known, f"{name}_mails": mails}


def _person(name: str, fact: Fact, words: dict[str, Any], desk: Desk) -> dict[str, forms.Field]:
    somebody = (kinds.NEW, _("somebody new"))
    if desk.held is None:
        mine = desk.standing.person
        own: Choices = [(mine, _("I"))] if mine else [(kinds.NEW, _("I"))]
        return {name: kinds.PersonField(**words, choices=own, initial=own[0][0], widget=forms.HiddenInput)}
    listed = [NOT_CHOSEN, somebody, *people(desk)]
    mail = forms.EmailField(
        label=_("E-mail of somebody new"),
        help_text=_("So that they can sign in. It is not published and does not enter the book."),
        required=False,
    )
    return {name: kinds.PersonField(**words, choices=listed), f"{name}_mail": mail}


def _named(act: str, name: str, fact: Fact, words: dict[str, Any], desk: Desk) -> forms.Field:
    known = rows_to_choose(desk, fact.refers) if fact.refers else fixed_names(desk, act, name)
    if fact.many:
        words["required"] = False
        if known is None:
            return kinds.NamesField(**words)
        return kinds.RowsField(**words, choices=known, widget=forms.CheckboxSelectMultiple)
    if known is not None:
        only = known[0][0] if fact.refers == "Programme" and len(known) == 1 else None
        return kinds.RowField(**words, choices=[NOT_CHOSEN, *known], initial=only)
    return kinds.NameField(**words, initial=fresh_name(desk, name), widget=_short())
