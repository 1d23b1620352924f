"""The tables of the rules, as database tables: one model for each row class of `workflow.rules.rows`.

The columns and indexes are declared once, there; here they become Django fields, so that what the rules remember and
what the database holds cannot drift apart. Every table is keyed by territory and key. `Plan` is the one row with a
lifecycle: its `stage` is a protected django-fsm field whose transitions are declared from `rules.lifecycle`.
"""

from dataclasses import fields
from types import UnionType
from typing import Any, get_args

from django.db import models
from django_fsm import FSMField, FSMModelMixin, transition

from workflow.models.door import GuardedModel
from workflow.rules.lifecycle import SOURCES, TARGETS, Stage
from workflow.rules.rows import TABLES, Plan, Row

KEY_LENGTH = 250


def _column(annotation: Any) -> "models.Field[Any, Any]":
    kinds = get_args(annotation) if isinstance(annotation, UnionType) else (annotation,)
    optional = type(None) in kinds
    kind = next(kind for kind in kinds if kind is not type(None))
    if kind is str:
        return models.CharField(max_length=KEY_LENGTH, null=optional)
    if kind is bool:
        return models.BooleanField(null=optional)
    if kind is int:
        return models.BigIntegerField(null=optional)
    return models.JSONField(default=list)


def _transitions(stage: FSMField) -> dict[str, Any]:
    """One method per transition act, as django-fsm wants them; the guards are elsewhere, in the rules."""

    def moved(act: str) -> Any:
        def move(self: Any) -> None:
            """Take the arrow of this act; what it needs has been judged by the rules."""

        move.__name__ = act
        return move

    methods: dict[str, Any] = {}
    for act, sources in SOURCES.items():
        targets = {TARGETS[act, source] for source in sources}
        assert len(targets) == 1, "a transition has one fixed target"
        methods[act] = transition(field=stage, source=[str(source) for source in sources], target=str(targets.pop()))(
            moved(act)
        )
    return methods


def _mirror(table: type[Row]) -> type[models.Model]:
    """The model for one table."""

    unique = [models.UniqueConstraint(fields=["territory", "key"], name=f"one_{table.__name__.lower()}_a_key")]
    if table is Plan:  # an address names a plan by its slug alone
        unique.append(models.UniqueConstraint(fields=["key"], name="one_plan_a_slug"))

    class Meta:
        app_label = "workflow"
        constraints = unique
        indexes = [models.Index(fields=["territory", *index, "born"]) for index in table.INDEXES if index]

    columns: dict[str, Any] = {column.name: _column(column.type) for column in fields(table)}
    bases: tuple[type, ...] = (GuardedModel,)
    if table is Plan:
        columns["stage"] = FSMField(default=str(Stage.PREPARATION), max_length=20, protected=True)
        columns.update(_transitions(columns["stage"]))
        bases = (FSMModelMixin, GuardedModel)
    body = {
        "__module__": __name__,
        "__doc__": table.__doc__,
        "territory": models.CharField(max_length=80),
        "Meta": Meta,
        **columns,
    }
    return type(table.__name__, bases, body)


MIRRORS: dict[type[Row], type[models.Model]] = {table: _mirror(table) for table in TABLES}


def model_of(table: type[Row]) -> Any:
    """The model that mirrors a table of the rules; for reading pages, which may ask what no rule may."""
    return MIRRORS[table]
