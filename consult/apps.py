"""The site as Django knows it."""

from django.apps import AppConfig


class ConsultConfig(AppConfig):
    """Pages, letters and live rooms over the engine."""

    name = "consult"
    verbose_name = "Dohoda"

    def ready(self) -> None:
        """Once every model is known; this app stands behind the comment library in INSTALLED_APPS."""
        from consult.comments import mirror_moderation, release_confirmed, stop_republishing
        from consult.finding.index import learn
        from consult.letters import confirmed
        from consult.printing import forget_printed
        from workflow.perform import news

        stop_republishing()
        news.connect(mirror_moderation, dispatch_uid="consult.mirror_moderation")
        confirmed.connect(release_confirmed, dispatch_uid="consult.release_confirmed")
        news.connect(learn, dispatch_uid="consult.learn")
        news.connect(forget_printed, dispatch_uid="consult.forget_printed")
