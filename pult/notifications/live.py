"""Telling open screens that something changed: NOTIFY with the transaction's commit, ids only."""

import json

from django.db import connection

POSTGRES_CHANNEL = "pult_live"


def publish(*topics: str, **ids: str) -> None:
    """Tell the listeners of each topic (`desk`, `case:<id>`, `person:<id>`, `account:<id>`).

    Sent by PostgreSQL when the transaction commits, and not at all when it rolls back.
    """
    payload = json.dumps({"topics": topics, **ids}, separators=(",", ":"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [POSTGRES_CHANNEL, payload])
