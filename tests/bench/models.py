"""The one table of the bare views the site is held against."""

from django.db import models


class Row(models.Model):
    """What a bare Django view inserts, or lists."""

    title = models.CharField(max_length=200)
    text = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "bench"
