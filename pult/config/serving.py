"""How granian serves, for the pages and the hub alike: our log format, nothing of its own."""

from typing import Any

from django.conf import settings
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.server import Server

# Granian's own lines go where all others go: to the root logger, as JSON.
LOGGING = {"loggers": {"_granian": {"handlers": [], "propagate": True}}}
STOP_WITHIN = 5  # seconds for requests under way


def serve(target: str, *, port: int, interface: Interfaces, **options: Any) -> None:
    """Serve until a signal."""
    Server(
        target,
        address=settings.PULT_HOST,
        port=port,
        interface=interface,
        websockets=False,
        http1_settings=HTTP1Settings(header_read_timeout=15_000),
        log_dictconfig=LOGGING,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_WITHIN,
        **options,
    ).serve()
