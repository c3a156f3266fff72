"""`pult import-icd10 FILE`."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from pult.kernel import clock
from pult.kernel.errors import Refusal
from pult.people.access import SYSTEM
from pult.reference.books.icd10 import import_icd10


class Command(BaseCommand):
    help = "Take ICD-10 from the Ministry's file (CSV or XLSX, OID 1.2.643.5.1.13.13.11.1005)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            imported = import_icd10(path=file, by=SYSTEM, at=clock.now())
        except Refusal as refusal:
            raise CommandError(str(refusal), returncode=2) from None
        self.stdout.write(
            _(
                "Codes %(rows)d: new %(added)d, changed %(changed)d, "
                "unchanged %(unchanged)d, no longer in force %(ended)d."
            )
            % asdict(imported)
        )
