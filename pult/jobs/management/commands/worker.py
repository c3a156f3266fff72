"""`pult worker`: delivers messages and does what the schedule says."""

from typing import Any

from django.core.management.base import BaseCommand

from pult.jobs import worker


class Command(BaseCommand):
    help = "Deliver messages and run the schedule, until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        worker.run()
