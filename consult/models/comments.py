"""What a person said through the site: the words as they were said, and under which number the engine knows them."""

from typing import Any

from django.db import models
from django_comments_xtd.models import XtdComment

from consult.models.people import NAME_LENGTH

CONTEXT_LENGTH = 64  # characters before and after a quoted passage


class Comment(XtdComment):
    """What a person said through the site: the words themselves, and under which number the engine knows them.

    `content_object` is the plan. The parent's columns for an address and an IP address stay empty: a comment needs
    neither. `secret` is the SHA-256 of the link that only the person has; the link itself is kept nowhere.
    """

    xtdcomment_ptr = models.OneToOneField(XtdComment, models.CASCADE, parent_link=True, related_name="through_site")
    territory = models.CharField(max_length=NAME_LENGTH)
    plan = models.CharField(max_length=NAME_LENGTH)
    number = models.PositiveIntegerField()
    n = models.BigIntegerField()  # the entry of the book
    commit = models.CharField(max_length=64)  # under which the book holds the words
    secret = models.CharField(max_length=64, default="", blank=True)
    spoken = models.CharField(max_length=64, default="", blank=True)  # digest of the six words of the slip
    before = models.CharField(max_length=CONTEXT_LENGTH, default="", blank=True)  # the quote's prefix and suffix, as
    after = models.CharField(max_length=CONTEXT_LENGTH, default="", blank=True)  # the TextQuoteSelector of W3C has them
    posted_from = models.CharField(max_length=16, default="", blank=True)  # page, api, staff

    class Meta:
        constraints = [models.UniqueConstraint(fields=["territory", "plan", "number"], name="one_comment_a_number")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Whatever a form or library filled in, no address of a person or machine is kept.

        What `XtdComment.save` works out for its threads is left out: it asks by columns without an index, writes every
        row twice, and two replies at once get one place. Replies are rows of the engine here, in the book's order.
        """
        self.ip_address, self.user_email, self.user_url = None, "", ""
        super(XtdComment, self).save(*args, **kwargs)
