"""How to reach somebody who asked for help to take part, or to join a group; erased once they were answered."""

from django.db import models

from consult.models.people import NAME_LENGTH


class HelpContact(models.Model):
    """The contact behind a request for help or an application; `consult.helping` says how long it is kept."""

    territory = models.CharField(max_length=NAME_LENGTH)
    request = models.CharField(max_length=200)  # key of the row: plan/help.n, or body/application
    contact = models.CharField(max_length=300)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["territory", "request"], name="one_contact_a_request")]
