"""Serving the hub: granian inside this process, so that one process is the whole of it."""

import asyncio
import contextlib
import os
import resource
import signal
import sys
from collections.abc import Sequence

import structlog
from granian.constants import HTTPModes, Interfaces
from granian.server.embed import Server

from pult.live.hub import Hub

log = structlog.get_logger("pult.live")


def serve(*, host: str, port: int, dsn: str, secrets: Sequence[str], origin: str) -> None:
    """Serve until SIGTERM or SIGINT."""
    allow_many_connections()
    asyncio.run(_serve(Hub(dsn=dsn, secrets=secrets, origin=origin), host, port))
    # Granian's threads outlive its embedded server, and abort when the interpreter is taken down
    # under them; everything of ours is closed by now.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


async def _serve(hub: Hub, host: str, port: int) -> None:
    server = Server(
        hub,
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        http=HTTPModes.http1,
        websockets=False,
        backlog=2048,
        # Requests in flight; a stream is one request for as long as it is open.
        backpressure=100_000,
        log_enabled=False,
        log_access=False,
    )

    def stop() -> None:
        hub.streams.end()
        server.stop()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    listening = asyncio.create_task(hub.listener.run())
    log.info("live.started", port=port)
    try:
        await server.serve()
    finally:
        listening.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await listening
        log.info("live.stopped")


def allow_many_connections() -> None:
    """Each connection is an open file; the usual 1,024 would be too few."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65_536 if hard == resource.RLIM_INFINITY else min(65_536, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
