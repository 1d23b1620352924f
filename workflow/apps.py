"""The engine as a Django application."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class WorkflowConfig(AppConfig):
    """Installs the guards of the book in the database after every migration."""

    name = "workflow"
    verbose_name = "Dohoda engine"

    def ready(self) -> None:
        """Connect what keeps the triggers in place: a table remade by a migration silently loses its own."""
        from workflow.models.guarded import guard_tables

        post_migrate.connect(guard_tables, sender=self, dispatch_uid="workflow.guard_tables")
