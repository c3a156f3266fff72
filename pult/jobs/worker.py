"""The worker: procrastinate over psycopg, in lanes, surviving a restart of the database."""

import asyncio
import contextlib
import signal
from collections.abc import Iterator
from typing import Any

import psycopg
import psycopg_pool
import structlog
from procrastinate.contrib.django import app
from procrastinate.contrib.django.db_cleanup import DjangoApp
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException
from procrastinate.psycopg_connector import PsycopgConnector
from procrastinate.worker import Worker

from pult.jobs import schedule

log = structlog.get_logger("pult.jobs")

# A code must not wait behind ten thousand welcome letters, nor a letter of guarantee, which takes
# a tenth of a second to sign, behind a roster: each lane has hands of its own.
LANES = {
    "messages": 4,
    "letters": 2,
    "bulk": 2,
    "chores": 2,
}
SHORT_WAIT, LONG_WAIT = 0.25, 2.0
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
                await _ask_database()
                wait = SHORT_WAIT
                await _work(stop)
            except (ConnectorException, psycopg.Error, psycopg_pool.PoolTimeout) as error:
                log.warning("worker.database_lost", error=type(error).__name__, wait=wait)
            if not stop.is_set():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), wait)
                wait = min(wait * 2, LONG_WAIT)
    log.info("worker.stopped")


async def _ask_database() -> None:
    """Raises psycopg.Error while it does not answer: a pool would wait for it ever longer."""
    async with await psycopg.AsyncConnection.connect(**connector_params(), connect_timeout=5):
        pass


async def _work(stop: asyncio.Event) -> None:
    """Run every lane until told to stop, or until one of them ends because of the database."""
    working = worker_app()
    async with working.open_async():
        log.info("worker.started", lanes=LANES)
        workers = [_lane(working, name, hands) for name, hands in LANES.items()]
        lanes = [asyncio.create_task(worker.run()) for worker in workers]
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait([*lanes, stopping], return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        await _finish(workers, lanes)
    for lane in lanes:
        lane.result()


async def _finish(workers: list[Worker], lanes: list["asyncio.Task[None]"]) -> None:
    """Let each lane end its jobs. Asked again and again, since a lane that is just starting
    forgets that it was asked to stop."""
    while not all(lane.done() for lane in lanes):
        for worker in workers:
            worker.stop()
        await asyncio.wait(lanes, timeout=0.2)


def _lane(working: DjangoApp, name: str, hands: int) -> Worker:
    return Worker(
        working,
        name=name,
        queues=[name],
        concurrency=hands,
        install_signal_handlers=False,
        delete_jobs="successful",
        shutdown_graceful_timeout=GRACE,
        update_heartbeat_interval=HEARTBEAT,
        stalled_worker_timeout=STALLED,
        # These give each job a living connection of Django's.
        task_middleware=working.worker_defaults.get("task_middleware"),
    )


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
