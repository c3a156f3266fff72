"""`pult web`: the pages, served by granian through the front."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import get_resolver
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.server import Server

from pult.config import ports
from pult.live.server import allow_many_connections

# Granian's own lines go where all others go: to the root logger, as JSON.
LOGGING = {"loggers": {"_granian": {"handlers": [], "propagate": True}}}
MOST_REQUESTS = 10_000  # of one process at a time
STOP_WITHIN = 5  # seconds for requests under way


class Command(BaseCommand):
    help = "Serve the pages on PULT_HOST:PULT_PORT."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        ports.claim(settings.PULT_HOST, settings.PULT_PORT)
        # Every view is loaded before the workers fork from here, so that they share it.
        get_resolver()._populate()
        allow_many_connections()
        Server(
            "pult.config.rsgi:front",
            address=settings.PULT_HOST,
            port=settings.PULT_PORT,
            interface=Interfaces.RSGI,
            http=HTTPModes.http1,
            workers=settings.PULT_WORKERS,
            # Requests that are coming in, too: one that waits for its body costs no thread.
            backpressure=MOST_REQUESTS,
            websockets=False,
            http1_settings=HTTP1Settings(header_read_timeout=15_000),
            log_dictconfig=LOGGING,
            respawn_failed_workers=True,
            workers_kill_timeout=STOP_WITHIN,
        ).serve()
