"""What search looks through: public words, folded, one row for each thing that can be found.

`folded` is lower case without diacritics, so that a person finds "příspěvek" by "prispev". A full-text index over it is
made by migration: FTS5 on SQLite, GIN over `to_tsvector('simple', …)` on PostgreSQL.
"""

from django.db import models

from consult.models.people import NAME_LENGTH


class Findable(models.Model):
    """One thing that can be found: a section, a comment, an answer, a decision, a meeting, a piece of news."""

    territory = models.CharField(max_length=NAME_LENGTH)
    plan = models.CharField(max_length=NAME_LENGTH, default="", blank=True)
    kind = models.CharField(max_length=16)  # section | matter | answer | decision | meeting | news
    name = models.CharField(max_length=120)  # 41, or sluzby.3: what the address is made of
    title = models.CharField(max_length=300, default="", blank=True)
    text = models.TextField(default="", blank=True)
    folded = models.TextField(default="", blank=True)
    n = models.BigIntegerField()  # the entry it comes from
    at = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["territory", "plan", "kind", "name"], name="one_findable")]


class Looked(models.Model):
    """Up to which entry a territory's book has been read for search."""

    territory = models.CharField(max_length=NAME_LENGTH, primary_key=True)
    upto = models.BigIntegerField(default=0)
