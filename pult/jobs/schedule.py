"""What happens by the clock, in one table."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import structlog
from procrastinate.contrib.django.db_cleanup import DjangoApp
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from pult.jobs import chores

log = structlog.get_logger("pult.jobs")


@dataclass(frozen=True)
class Entry:
    """`cron` has six fields, the last one seconds."""

    name: str
    cron: str
    chore: Callable[[], None]


SCHEDULE = [
    Entry("deliver_due_messages", "* * * * * */15", chores.deliver_due_messages),
    Entry("wipe_expired_secrets", "* * * * * 30", chores.wipe_expired_secrets),
    Entry("return_lost_leases", "* * * * * */5", chores.return_lost_leases),
    Entry("close_resolved_cases", "* * * * * 40", chores.close_resolved_cases),
    Entry("give_up_old_rosters", "*/15 * * * * 20", chores.give_up_old_rosters),
    Entry("show_due_programmes", "0 * * * * 5", chores.show_due_programmes),
    Entry("expire_letters", "*/10 * * * * 50", chores.expire_letters),
    Entry("reconcile_limits", "37 2 * * * 0", chores.reconcile_limits),
    Entry("purge_attempts", "7 * * * * 0", chores.purge_attempts),
    Entry("sweep_files", "27 4 * * * 0", chores.sweep_files),
    Entry("purge_sessions", "17 3 * * * 0", chores.purge_sessions),
]
RETRY_STALLED = "* * * * * */10"
REMOVE_OLD = "47 3 * * *"
KEPT_HOURS = 14 * 24


def register(app: DjangoApp) -> None:
    """Teach a worker's app the schedule. A chore still waiting is not queued again; two that run
    at once are harmless, since every chore skips the rows that another one has locked."""
    for entry in SCHEDULE:
        _add(app, entry.name, entry.cron, _timed(entry.chore))
    _add(app, "retry_stalled_jobs", RETRY_STALLED, _retry_stalled(app))
    _add(app, "remove_old_jobs", REMOVE_OLD, _remove_old(app))


def _add(app: DjangoApp, name: str, cron: str, work: Callable[[int], Any]) -> None:
    task = app.task(name=f"schedule.{name}", queue="chores", queueing_lock=name)(work)
    app.periodic(cron=cron)(task)


def _timed(chore: Callable[[], None]) -> Callable[[int], None]:
    def run(timestamp: int) -> None:
        chore()

    return run


def _retry_stalled(app: DjangoApp) -> Callable[[int], Awaitable[None]]:
    """Jobs of a worker that was killed go back to the queue once its heartbeat has stopped."""

    async def retry(timestamp: int) -> None:
        for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=20):
            try:
                await app.job_manager.retry_job(job)
                log.warning("job.retried", job=job.id, task=job.task_name)
            except UniqueViolation:
                # The same chore is queued again already, and one of them is enough.
                await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=True)

    return retry


def _remove_old(app: DjangoApp) -> Callable[[int], Awaitable[None]]:
    async def remove(timestamp: int) -> None:
        await app.job_manager.delete_old_jobs(
            nb_hours=KEPT_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
        )

    return remove
