"""Whether this process can serve."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import Error
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from pult.people.guard import public


@public
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and its migrations are in order, else 503 with the reason."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return _unwell("The database does not answer.")
    if waiting:
        return _unwell("Migrations are waiting to be applied.")
    return JsonResponse({"status": "ok", "database": "ok", "migrations": "ok"})


def _unwell(reason: str) -> JsonResponse:
    return JsonResponse({"status": "unavailable", "reason": reason}, status=503)
