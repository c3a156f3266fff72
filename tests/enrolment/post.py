"""The worker and the post, for tests: jobs run as the worker runs them, letters are opened."""

from typing import Any

from procrastinate.contrib.django.models import ProcrastinateJob

from pult.enrolment import tasks
from pult.notifications.delivery import secret_of
from pult.notifications.models import Message

TASKS: dict[str, Any] = {
    "enrolment.send_sign_up_codes": tasks.send_sign_up_codes,
    "enrolment.send_sign_in_code": tasks.send_sign_in_code,
}


def run_worker() -> int:
    """Run the enrolment jobs that wait; how many there were."""
    done = 0
    for job in ProcrastinateJob.objects.filter(task_name__in=TASKS).order_by("id"):
        TASKS[job.task_name].func(**job.args)
        done += 1
    return done


def codes_sent() -> dict[str, str]:
    """The newest code by address."""
    return {m.address: secret_of(m) for m in Message.objects.order_by("created_at", "id")}
