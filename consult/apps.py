"""The site as Django knows it."""

from django.apps import AppConfig


class ConsultConfig(AppConfig):
    """Pages, letters and live rooms over the engine."""

    name = "consult"
    verbose_name = "Dohoda"
