"""`pult compile`: the catalogues, as gettext reads them."""

from typing import Any

from django.core.management.base import BaseCommand

from pult.config.languages.catalogues import compile_catalogues


class Command(BaseCommand):
    help = "Compile the message catalogues that changed."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for path in compile_catalogues():
            self.stdout.write(str(path))
