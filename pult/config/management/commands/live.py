"""`pult live`: the event hub."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from psycopg.conninfo import make_conninfo

from pult.config import ports
from pult.live import server


class Command(BaseCommand):
    help = "Stream events to open pages, until stopped."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        ports.claim(settings.PULT_HOST, settings.PULT_LIVE_PORT)
        params = {**connection.get_connection_params()}
        for name in ("cursor_factory", "context", "client_encoding", "server_side_binding"):
            params.pop(name, None)
        server.serve(
            host=settings.PULT_HOST,
            port=settings.PULT_LIVE_PORT,
            dsn=make_conninfo(**params),
            secrets=[settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS],
            origin=settings.PULT_URL,
        )
