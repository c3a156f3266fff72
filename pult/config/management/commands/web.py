"""`pult web`: the pages, served by granian over WSGI."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from granian.constants import Interfaces

from pult.config.serving import serve


class Command(BaseCommand):
    help = "Serve the pages on PULT_HOST:PULT_PORT."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        serve(
            "pult.config.wsgi:application",
            port=settings.PULT_PORT,
            interface=Interfaces.WSGI,
            workers=settings.PULT_WORKERS,
            blocking_threads=settings.PULT_THREADS,
        )
