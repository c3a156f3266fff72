"""The worker: procrastinate over psycopg, in lanes, surviving a restart of the database."""

import asyncio
import contextlib
import signal
from collections.abc import Iterator
from typing import Any

import psycopg
import psycopg_pool
import structlog
from procrastinate.app import WorkerOptions
from procrastinate.contrib.django import app
from procrastinate.contrib.django.db_cleanup import DjangoApp
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException
from procrastinate.psycopg_connector import PsycopgConnector

from pult.jobs import schedule

log = structlog.get_logger("pult.jobs")

# A code must not wait behind ten thousand welcome letters: each lane has hands of its own.
LANES = {
    "messages": 4,
    "bulk": 2,
    "chores": 2,
}
SHORT_WAIT, LONG_WAIT = 0.5, 10.0
# A deploy waits this long for the messages that are leaving; what is cut off is done again.
GRACE = 10.0
HEARTBEAT, STALLED = 5.0, 20.0


def run() -> None:
    """Work until SIGTERM or SIGINT."""
    asyncio.run(_until_stopped())


async def _until_stopped() -> None:
    stop = asyncio.Event()
    with _signals(stop):
        wait = SHORT_WAIT
        while not stop.is_set():
            try:
                await _work(stop)
                wait = SHORT_WAIT
            except (ConnectorException, psycopg.Error, psycopg_pool.PoolTimeout) as error:
                log.warning("worker.database_lost", error=type(error).__name__, wait=wait)
            if not stop.is_set():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), wait)
                wait = min(wait * 2, LONG_WAIT)
    log.info("worker.stopped")


async def _work(stop: asyncio.Event) -> None:
    """Run every lane until told to stop, or until one of them ends because of the database."""
    working = worker_app()
    async with working.open_async():
        log.info("worker.started", lanes=LANES)
        lanes = [asyncio.create_task(_lane(working, name, hands)) for name, hands in LANES.items()]
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait([*lanes, stopping], return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            for lane in lanes:
                lane.cancel()
            ended = await asyncio.gather(*lanes, return_exceptions=True)
    for result in ended:
        if isinstance(result, Exception):
            raise result


async def _lane(working: DjangoApp, name: str, hands: int) -> None:
    options: WorkerOptions = {
        "name": name,
        "queues": [name],
        "concurrency": hands,
        "install_signal_handlers": False,
        "delete_jobs": "successful",
        "shutdown_graceful_timeout": GRACE,
        "update_heartbeat_interval": HEARTBEAT,
        "stalled_worker_timeout": STALLED,
    }
    await working.run_worker_async(**options)


def worker_app() -> DjangoApp:
    """An app of the worker's own, over a pool that can LISTEN.

    The tasks of the web's app keep that app, so what a job defers still joins the Django
    transaction of the job's own change.
    """
    pool: dict[str, Any] = {"min_size": 1, "max_size": 6, "timeout": 10.0}
    working = DjangoApp(connector=PsycopgConnector(kwargs=connector_params(), **pool))
    working.tasks.update(app.tasks)
    schedule.register(working)
    return working


@contextlib.contextmanager
def _signals(stop: asyncio.Event) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    try:
        yield
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)
