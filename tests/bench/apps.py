"""The measurements as an app of their own, for its one table."""

from django.apps import AppConfig


class BenchConfig(AppConfig):
    """Known to Django while something is measured."""

    name = "tests.bench"
    label = "bench"
    default_auto_field = "django.db.models.BigAutoField"
