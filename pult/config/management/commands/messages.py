"""`pult messages`: brings the catalogues up to date with the code and the templates."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from pult.config.languages.merge import update_catalogues


class Command(BaseCommand):
    help = "Collect the sentences of the code and the templates into the Russian catalogues."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("packages", nargs="*", help="folders, such as pult/cases; all if none")

    def handle(self, *args: Any, packages: list[str], **options: Any) -> None:
        for path in update_catalogues([Path(package).resolve() for package in packages]):
            self.stdout.write(str(path))
