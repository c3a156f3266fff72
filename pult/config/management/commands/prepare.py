"""`pult prepare`: whatever must be done once before pages can be served; safe to repeat."""

from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand

from pult.config.build import build
from pult.config.collecting import collect


class Command(BaseCommand):
    help = "Build style sheets and catalogues, collect static files, migrate, load the demo book."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        build()
        collect()
        call_command("migrate", interactive=False, verbosity=0)
        if settings.PULT_DEMO and "demo" in get_commands():
            call_command("demo")
