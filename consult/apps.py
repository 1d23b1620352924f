"""The site as Django knows it."""

from django.apps import AppConfig


class ConsultConfig(AppConfig):
    """Pages, letters and live rooms over the engine."""

    name = "consult"
    verbose_name = "Dohoda"

    def ready(self) -> None:
        """Once every model is known; this app stands behind the comment library in INSTALLED_APPS."""
        from consult.comments import forget_redacted, stop_republishing
        from workflow.perform import news

        stop_republishing()
        news.connect(forget_redacted, dispatch_uid="consult.forget_redacted")
