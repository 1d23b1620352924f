"""How to reach somebody who asked for help to take part; erased once they were answered and the meeting is over."""

from django.db import models

from consult.models.people import NAME_LENGTH


class HelpContact(models.Model):
    """The contact behind a request for help; in the book there is only its kind."""

    territory = models.CharField(max_length=NAME_LENGTH)
    request = models.CharField(max_length=200)  # key of the row: plan/help.n
    contact = models.CharField(max_length=300)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["territory", "request"], name="one_contact_a_request")]
