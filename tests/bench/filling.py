"""A town with very many comments, laid down in bulk: what a page reads is there, row for row, and the book with it.

The rows are made from one comment sent through the one door; only numbers, words and hashes differ. The register's
digest is not folded on: nothing measured here verifies the book.
"""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from tests.bench.texts import comments

AT_ONCE = 2_000
SECTIONS, PARAGRAPHS = 8, 5  # of a part


def open_town(territory: str) -> str:
    """A town whose window of comments is open today; the plan's name."""
    return str(opened_today(territory).plan_key)


def opened_today(territory: str) -> Any:
    """The same town as a test plays on in it, `tests.cast.Installed`."""
    from django.utils import timezone

    from tests.cast import Installed, Memory
    from tests.towns import process_of, raw_file
    from tests.walk import lead_to
    from workflow.rules.lifecycle import Stage
    from workflow.trail.canonical import format_time, parse_time

    plan, now = f"{territory}-plan", timezone.now().replace(microsecond=0)
    ahead = Memory(process_of("susice"), territory=territory, plan=plan)
    began = parse_time(ahead.at)
    lead_to(ahead, Stage.COMMENTING)
    start = now - (parse_time(ahead.at) - began) - timedelta(hours=1)
    town = Installed(process_of("susice"), raw_file("susice"), territory=territory, plan=plan, at=format_time(start))
    with patch("tests.walk.write_part", long_part):
        lead_to(town, Stage.COMMENTING)
    return town


def long_part(town: Any, part: str) -> None:
    """A part as towns write them: eight sections of five paragraphs each, and a summary."""
    from tests.walk import coordinator

    rule = town.process.part(part)
    said = [one.text for one in comments(SECTIONS * PARAGRAPHS, seed=len(part))]
    for place in range(1, SECTIONS + 1):
        text = "\n\n".join(said[(place - 1) * PARAGRAPHS : place * PARAGRAPHS])
        town.do(
            coordinator(town), "write_section", section=f"{part}-{place}", part=part, place=place,
            title=f"Oddíl {place}", text=text, covers=list(rule.contents) if place == 1 else [],
        )  # fmt: skip
    town.do(coordinator(town), "write_summary", part=part, summary=said[0])


def fill(territory: str, plan: str, count: int) -> int:
    """Bring the plan's comments to `count`, each on a paragraph of its text; the number of the first one laid down."""
    from consult.comments import post_comment
    from workflow.models import Book, model_of
    from workflow.models.door import open_door
    from workflow.perform import Request
    from workflow.rules import rows
    from workflow.rules.case import Standing
    from workflow.store import head_of

    sections = [key.split("/", 1)[1] for key in names_of_sections(territory, plan)]
    facts = {"kind": "comment", "told": "Vzor", "channel": "web", "side": "public", "section": sections[0]}
    person = Standing(None, None, "public", "0" * 32)
    at = head_of(territory).last_at
    post_comment(Request(act="raise_matter", facts=facts, territory=territory, by=person, at=at, plan=plan))
    first = model_of(rows.Plan).objects.get(territory=territory, key=plan).matters
    said = [one.text for one in comments(count - first)]
    for start in range(0, len(said), AT_ONCE):
        _lay(territory, plan, first + 1 + start, said[start : start + AT_ONCE], sections)
        _look_again(start // AT_ONCE)
    with open_door():
        model_of(rows.Plan).objects.filter(territory=territory, key=plan).update(matters=first + len(said))
        Book.objects.filter(territory=territory).update(size=head_of(territory).size + len(said))
    return int(first + 1)


def _look_again(round_: int) -> None:
    """PostgreSQL learns of very many rows in the background, which a bulk load outruns; here it is told."""
    from django.db import connection

    if connection.vendor == "postgresql" and round_ % 8 == 0:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def names_of_sections(territory: str, plan: str) -> list[str]:
    """Keys of the sections of a plan, in order."""
    from workflow.models import model_of
    from workflow.rules.rows import Section

    found = model_of(Section).objects.filter(territory=territory, plan=plan)
    return list(found.order_by("part", "place").values_list("key", flat=True))


def _lay(territory: str, plan: str, number: int, said: Sequence[str], sections: Sequence[str]) -> None:
    from consult.models import Comment
    from workflow import models
    from workflow.models.door import open_door
    from workflow.rules.rows import Matter
    from workflow.store import head_of
    from workflow.trail.book import commit_words
    from workflow.trail.canonical import dumps
    from workflow.trail.merkle import leaf_hash

    table = models.model_of(Matter)
    pattern = table.objects.filter(territory=territory, plan=plan).order_by("-number").first()
    leaf = models.Leaf.objects.get(territory=territory, n=pattern.born)
    n = models.Leaf.objects.filter(territory=territory).order_by("-n").values_list("n", flat=True)[0] + 1
    assert n >= head_of(territory).size
    matters, leaves, openings, words = [], [], [], []
    shape = json.loads(bytes(leaf.data))
    for index, text in enumerate(said):
        told, salt = commit_words(text)
        section = sections[(number + index) % len(sections)]
        shape["n"], shape["facts"]["number"], shape["facts"]["section"] = n + index, number + index, section
        shape["facts"]["told"] = {"commit": told.commit, "length": told.length}
        data = dumps(shape)
        same = {column: getattr(leaf, column) for column in ("at", "act", "plan", "stage")}
        leaves.append(models.Leaf(territory=territory, n=n + index, data=data, hash=leaf_hash(data), **same))
        openings.append(
            models.Opening(territory=territory, commit=told.commit, salt=salt, text=text, n=n + index, field="told")
        )
        changed = {
            "key": f"{plan}/{number + index}", "number": number + index, "born": n + index, "words": told.commit,
            "section": f"{plan}/{section}", "person": f"{n + index:032x}", "paragraph": 1 + index % PARAGRAPHS,
        }  # fmt: skip
        matters.append(_copied(pattern, changed))
        words.append({"number": number + index, "n": n + index, "commit": told.commit, "comment": text})
    with open_door():
        models.Leaf.objects.bulk_create(leaves)
        models.Opening.objects.bulk_create(openings)
        table.objects.bulk_create(matters)
    _words_of_the_site(Comment, territory, plan, words)


def _copied(row: Any, changed: dict[str, Any]) -> Any:
    fields = [field.attname for field in row._meta.concrete_fields if not field.primary_key]
    return type(row)(**{**{name: getattr(row, name) for name in fields}, **changed})


def _words_of_the_site(table: Any, territory: str, plan: str, words: list[dict[str, Any]]) -> None:
    """The site's own copy lives in three tables of the comment library: each is laid down in bulk, parents first."""
    pattern = table.objects.filter(territory=territory, plan=plan).order_by("-number").first()
    chain = [*reversed(table._meta.get_parent_list()), table]
    last = chain[0].objects.order_by("-pk").values_list("pk", flat=True)[0]
    for model in chain:
        fields = model._meta.local_concrete_fields
        made = []
        for index, one in enumerate(words, start=1):
            values = {field.attname: getattr(pattern, field.attname) for field in fields}
            values |= {name: value for name, value in one.items() if name in values}
            values |= {field.attname: last + index for field in fields if field.primary_key}
            made.append(model(**values))
        _insert(model, made)
    _number_on(chain[0])


def _insert(model: Any, made: list[Any]) -> None:
    """`bulk_create` refuses tables with parents; these rows have theirs already."""
    from django.db import connection

    fields = model._meta.local_concrete_fields
    size = connection.ops.bulk_batch_size(fields, made) or len(made)
    for start in range(0, len(made), size):
        model._base_manager.all()._insert(made[start : start + size], fields=fields, using="default")


def _number_on(table: Any) -> None:
    """The next row of the table takes the next number; PostgreSQL must be told."""
    from django.core.management.color import no_style
    from django.db import connection

    with connection.cursor() as cursor:
        for command in connection.ops.sequence_reset_sql(no_style(), [table]):
            cursor.execute(command)
