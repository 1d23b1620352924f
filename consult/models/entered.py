"""What was entered or sent already, so that the same letter, list or form brought twice is recorded once."""

from django.db import models

from consult.models.people import NAME_LENGTH


class Entered(models.Model):
    """A letter, a sheet, a line of a list or a form of the site under the number it was given.

    `mark` is a keyed digest of its words, its reference and its sender as they came, or of the browser and the form
    (`consult.once`): it says nothing to anybody.
    """

    territory = models.CharField(max_length=NAME_LENGTH)
    plan = models.CharField(max_length=NAME_LENGTH)
    mark = models.CharField(max_length=64)
    number = models.PositiveIntegerField(default=0)  # 0 only inside the transaction that records it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["territory", "plan", "mark"], name="entered_once")]
