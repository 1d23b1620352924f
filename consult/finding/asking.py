"""A question put to the index: every word must begin some word of the thing; the same answer from both databases."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, Lookup, QuerySet, TextField, Value, When

from consult.models import Findable

GROUPS: dict[str, tuple[str, ...]] = {
    "text": ("section", "summary"),
    "comments": ("matter", "reply"),
    "answers": ("answer",),
    "decisions": ("decision",),
    "measures": ("measure",),
    "meetings": ("meeting",),
    "news": ("news",),
}
"""What people choose from -> kinds of `Findable`."""


class Says(Lookup):
    """`folded__says="prispev senior"`: each of the folded words begins a word of the column. Nothing else is a word."""

    lookup_name = "says"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        """FTS5; quoted, a word is never an operator."""
        asked = " ".join(f'"{word}"*' for word in self.rhs.split())
        table = compiler.quote_name_unless_alias(self.lhs.alias)
        inside = "(SELECT rowid FROM consult_findable_words WHERE consult_findable_words MATCH %s)"
        return f"{table}.id IN {inside}", [asked]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """The expression of the index; letters and digits are no operator of a tsquery."""
        column, params = self.process_lhs(compiler, connection)
        asked = " & ".join(f"{word}:*" for word in self.rhs.split())
        return f"to_tsvector('simple'::regconfig, {column}) @@ to_tsquery('simple'::regconfig, %s)", [*params, asked]


TextField.register_lookup(Says)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where to look: one plan, one town, or everywhere."""

    territory: str = ""
    plan: str = ""


def found(asked: Sequence[str], scope: Scope = Scope()) -> "QuerySet[Findable]":
    """Everything that says all of the folded words; what the plan itself says first, then the newest."""
    if not asked:
        return Findable.objects.none()
    listed = Findable.objects.filter(folded__says=" ".join(asked))
    if scope.territory:
        listed = listed.filter(territory=scope.territory)
    if scope.plan:
        listed = listed.filter(plan=scope.plan)
    first = When(kind__in=GROUPS["text"], then=Value(0))
    rank = Case(first, default=Value(1), output_field=IntegerField())
    return listed.annotate(rank=rank).order_by("rank", "-at", "-n", "kind", "name")


def counted(listed: "QuerySet[Findable]") -> dict[str, int]:
    """How many there are of each group. One query."""
    kinds = dict(listed.order_by().values_list("kind").annotate(n=Count("pk")))
    return {group: sum(kinds.get(kind, 0) for kind in kinds_of) for group, kinds_of in GROUPS.items()}
