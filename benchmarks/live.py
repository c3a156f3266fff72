"""A change on its way to 1,000 open streams, beside a bare LISTEN client that hears the same."""

import asyncio
import json
import os
import resource
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import psycopg
from django.conf import settings
from django.db import transaction

from benchmarks.stage import PULT, Stage
from benchmarks.table import Row, percentile
from pult.kernel import clock
from pult.live import tokens
from pult.notifications.live import POSTGRES_CHANNEL, publish

STREAMS = 1000
CHANGES = 40
PAUSE = 0.25
BUDGET = 500.0


def run(stage: Stage) -> Iterator[Row]:
    with _hub() as port:
        streams, bare = asyncio.run(_measure(port))
    for share in (0.5, 0.95, 0.99):
        figure = percentile(streams, share)
        promised = share == 0.95
        yield Row(
            f"change → {STREAMS} open streams, p{share * 100:.0f}",
            figure,
            percentile(bare, share),
            "bare LISTEN client",
            budget=f"≤ {BUDGET:.0f} ms" if promised else "",
            holds=not promised or figure <= BUDGET,
        )


async def _measure(port: int) -> tuple[list[float], list[float]]:
    """Milliseconds from before the transaction until each stream, and the listener, heard of it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 4 * STREAMS)), hard))
    token = tokens.issue(["desk"], settings.SECRET_KEY, timedelta(hours=1), at=clock.now())
    started: dict[str, float] = {}
    heard: list[float] = []
    heard_bare: list[float] = []
    ready = asyncio.Semaphore(0)
    streams = [
        asyncio.create_task(_stream(port, token, started, heard, ready)) for _ in range(STREAMS)
    ]
    listening = asyncio.create_task(_listen(started, heard_bare, ready))
    for _ in range(STREAMS + 1):
        await asyncio.wait_for(ready.acquire(), 30)
    for number in range(CHANGES):
        await asyncio.to_thread(_change, str(number), started)
        await asyncio.sleep(PAUSE)
    await asyncio.wait_for(asyncio.gather(*streams, listening), 30)
    return heard, heard_bare


def _change(number: str, started: dict[str, float]) -> None:
    started[number] = time.perf_counter()
    with transaction.atomic():
        publish("desk", case=number)


async def _stream(
    port: int,
    token: str,
    started: dict[str, float],
    heard: list[float],
    ready: asyncio.Semaphore,
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET /events?token={token} HTTP/1.1\r\nHost: bench\r\n\r\n".encode())
    await reader.readuntil(b"event: ping")
    ready.release()
    left = CHANGES
    while left:
        line = await reader.readline()
        if line.startswith(b"data: ") and b'"case"' in line:
            _note(json.loads(line[6:])["case"], started, heard)
            left -= 1
    writer.close()


async def _listen(started: dict[str, float], heard: list[float], ready: asyncio.Semaphore) -> None:
    connection = await psycopg.AsyncConnection.connect(os.environ["DATABASE_URL"], autocommit=True)
    async with connection:
        await connection.execute(f"LISTEN {POSTGRES_CHANNEL}")
        ready.release()
        async for notification in connection.notifies(stop_after=CHANGES):
            _note(json.loads(notification.payload)["case"], started, heard)


def _note(number: str, started: dict[str, float], heard: list[float]) -> None:
    heard.append((time.perf_counter() - started[number]) * 1000)


@contextmanager
def _hub() -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([PULT, "live"], env=os.environ | {"PULT_LIVE_PORT": str(port)})
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(400):
        try:
            with socket.create_connection(("127.0.0.1", port), 0.2):
                return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.05)
    raise RuntimeError("The hub did not start.")
