"""`pult import-services FILE`."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from pult.kernel import clock
from pult.kernel.errors import Refusal
from pult.people.access import SYSTEM
from pult.reference.books.services import import_services


class Command(BaseCommand):
    help = (
        "Take the nomenclature of medical services from the Ministry's file "
        "(CSV or XLSX, OID 1.2.643.5.1.13.13.11.1070)."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            result = import_services(path=file, by=SYSTEM, at=clock.now())
        except Refusal as refusal:
            raise CommandError(str(refusal), returncode=2) from None
        self.stdout.write(
            _(
                "Services %(rows)d: new %(added)d, changed %(changed)d, "
                "unchanged %(unchanged)d, no longer in force %(ended)d."
            )
            % asdict(result.imported)
        )
        if result.unconfirmed:
            codes = ", ".join(result.unconfirmed)
            self.stdout.write(
                _("Codes of the insurer's catalogue that the book does not confirm: %(codes)s.")
                % {"codes": codes}
            )
