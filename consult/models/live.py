"""What happens at the table and is no entry of the book: who works on what just now."""

from django.db import models

from consult.models.people import NAME_LENGTH


class Lease(models.Model):
    """Somebody seated works on a matter until `until`; `token` grows with every taking up, so that a late save is seen.

    `seat` is `body/seat`. No entry of the book, never its lock.
    """

    territory = models.CharField(max_length=NAME_LENGTH)
    plan = models.CharField(max_length=NAME_LENGTH)
    matter = models.CharField(max_length=NAME_LENGTH)
    seat = models.CharField(max_length=2 * NAME_LENGTH)
    person = models.CharField(max_length=32)
    taken_at = models.DateTimeField()
    until = models.DateTimeField()
    token = models.PositiveBigIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["territory", "plan", "matter"], name="one_lease_a_matter")]
