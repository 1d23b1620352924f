"""What was not taken, counted by day and ground; the numbers are public, nothing else is kept."""

from django.db import models

from consult.models.people import NAME_LENGTH


class Refused(models.Model):
    """How many attempts to speak met one ground on one day: too_many, machine, stage, too_long, file, challenge."""

    territory = models.CharField(max_length=NAME_LENGTH)
    plan = models.CharField(max_length=NAME_LENGTH, default="", blank=True)
    day = models.DateField()
    ground = models.CharField(max_length=16)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["territory", "plan", "day", "ground"], name="one_refused")]
