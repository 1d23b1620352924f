"""Is the site ready to serve? For supervisors, load balancers and the person who has just typed `make run`."""

from threading import Event

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

# A database does not become unmigrated under a running process: looked for until found, then trusted.
_migrated = Event()


def missing() -> str:
    """What keeps the site from serving: `database`, `migrations`, or nothing at all."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not _migrated.is_set():
            executor = MigrationExecutor(connection)
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                return "migrations"
            _migrated.set()
    except DatabaseError:
        return "database"
    return ""


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 `{"status": "ready"}`, or 503 with what is missing."""
    lacking = missing()
    if lacking:
        return JsonResponse({"status": "not ready", "missing": lacking}, status=503)
    return JsonResponse({"status": "ready"})
