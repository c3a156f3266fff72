"""`pult up`: everything on this machine, until Ctrl-C. What ./run becomes."""

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management import get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db.utils import DatabaseError
from django.utils.translation import gettext as _

from pult.config.banner import banner
from pult.config.supervisor import Plan, Supervisor


class Command(BaseCommand):
    help = "Run the database, the pages, the live hub and the worker until told to stop."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        def say(line: str) -> None:
            self.stdout.write(line)
            self.stdout.flush()

        if settings.PULT_PORT == settings.PULT_LIVE_PORT:
            raise CommandError(_("PULT_PORT and PULT_LIVE_PORT must differ."), returncode=2)
        say("Pult is starting… · Пульт запускается…")
        plan = Plan(
            var=settings.PULT_VAR,
            host=settings.PULT_HOST,
            web_port=settings.PULT_PORT,
            live_port=settings.PULT_LIVE_PORT,
            embedded=not os.environ.get("DATABASE_URL"),
            commands=[name for name in ("web", "live", "worker") if name in get_commands()],
            say=say,
            when_ready=lambda: say(_banner()),
        )
        sys.exit(Supervisor(plan).run())


def _banner() -> str:
    """What is printed when all runs; never a reason to stop what runs."""
    try:
        return banner()
    except DatabaseError:
        return settings.PULT_URL
