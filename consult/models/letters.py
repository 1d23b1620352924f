"""Who wants to hear of what, at which address, and the one-use keys sent there. Addresses are here and nowhere else."""

import uuid

from django.db import models

from consult.models.people import NAME_LENGTH


class Follower(models.Model):
    """Somebody who wants letters: about one comment, or with `number` empty about the whole plan.

    `mail` is used for nothing else and goes when they stop or when the plan has ended. `person` is the random number of
    the one who spoke, empty for a mere follower. Unconfirmed addresses get one letter, the one that asks.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    territory = models.CharField(max_length=NAME_LENGTH)
    plan = models.CharField(max_length=NAME_LENGTH)
    number = models.PositiveIntegerField(null=True)
    person = models.CharField(max_length=32, default="", blank=True)
    mail = models.EmailField(max_length=254)
    language = models.CharField(max_length=5, default="cs")
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    told_up_to = models.BigIntegerField(default=0)  # entries of the book the last letter knew
    told_at = models.DateTimeField(null=True)  # when that letter left
    tried_on = models.DateField(null=True)  # the last day a letter was tried: one a day, whatever happens
    returned = models.PositiveSmallIntegerField(default=0)  # how many days in a row it could not be delivered

    class Meta:
        indexes = [
            models.Index(fields=["territory", "plan", "number"], name="follower_of"),
            models.Index(fields=["mail"], name="follower_by_mail"),
            models.Index(fields=["territory", "told_up_to"], name="follower_behind"),
        ]


class Token(models.Model):
    """A key sent in a letter: random, kept as its SHA-256, for one purpose, used once, and only until it expires."""

    hash = models.CharField(max_length=64, primary_key=True)
    purpose = models.CharField(max_length=16)  # confirm | stop | not_me | reissue
    follower = models.ForeignKey(Follower, models.CASCADE)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Budget(models.Model):
    """How many letters went out on one day: to one address, from one network, from the whole installation.

    So that nobody's mailbox is flooded through us. Only a keyed hash of whom it is about is kept, and not for long.
    """

    mail_hash = models.CharField(max_length=64)
    day = models.DateField()
    letters = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mail_hash", "day"], name="one_budget_a_day")]
