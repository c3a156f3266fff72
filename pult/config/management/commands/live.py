"""`pult live`: the event hub, served by granian over ASGI."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from granian.constants import Interfaces

from pult.config.serving import serve


class Command(BaseCommand):
    help = "Serve the event streams on PULT_HOST:PULT_LIVE_PORT."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        serve(
            "pult.live.hub:application", port=settings.PULT_LIVE_PORT, interface=Interfaces.ASGI
        )
