"""Comments in nearly the same words: what the machine proposes, before people confirm or split it."""

from django.db import models

from consult.models.people import NAME_LENGTH


class Likeness(models.Model):
    """A distinct text of a plan, for comparing: its exact digest after folding, and its first comment."""

    territory = models.CharField(max_length=NAME_LENGTH)
    plan = models.CharField(max_length=NAME_LENGTH)
    number = models.PositiveIntegerField()
    exact = models.CharField(max_length=64)  # SHA-256 of the folded words
    proposed = models.PositiveIntegerField(null=True)  # number of the comment that would stand for it
    score = models.PositiveSmallIntegerField(default=0)  # 0 to 100, confirmed by exact comparison
    declined = models.BooleanField(default=False)  # people said it is not alike

    class Meta:
        constraints = [models.UniqueConstraint(fields=["territory", "plan", "number"], name="one_likeness")]
        indexes = [
            models.Index(fields=["territory", "plan", "exact"], name="likeness_exact"),
            models.Index(fields=["territory", "plan", "proposed"], name="likeness_proposed"),
        ]


class Band(models.Model):
    """One band of the MinHash of a distinct text: texts that share a band are compared."""

    territory = models.CharField(max_length=NAME_LENGTH)
    plan = models.CharField(max_length=NAME_LENGTH)
    place = models.PositiveSmallIntegerField()
    hash = models.BigIntegerField()
    number = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["territory", "plan", "place", "hash"], name="band_lookup")]
