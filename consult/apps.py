"""The site as Django knows it."""

from django.apps import AppConfig


class ConsultConfig(AppConfig):
    """Pages, letters and live rooms over the engine."""

    name = "consult"
    verbose_name = "Dohoda"

    def ready(self) -> None:
        """Once every model is known; this app stands behind the comment library in INSTALLED_APPS."""
        from consult.comments import stop_republishing

        stop_republishing()
