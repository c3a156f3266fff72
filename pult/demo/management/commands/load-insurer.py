"""`pult load-insurer FOLDER`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from pult.demo.load import load_insurer
from pult.kernel import clock
from pult.kernel.errors import Refusal
from pult.people.access import SYSTEM


class Command(BaseCommand):
    help = "Put an insurer's folder of TOML files in place of the present profile, guide, clinics."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        if not folder.is_dir():
            raise CommandError(
                _("There is no folder %(folder)s.") % {"folder": folder}, returncode=2
            )
        try:
            loaded = load_insurer(folder=folder, by=SYSTEM, at=clock.now())
        except Refusal as refusal:
            raise CommandError(str(refusal), returncode=2) from None
        self.stdout.write(
            _(
                "Loaded: clinics %(clinics)d, programmes %(programmes)d, bonuses %(bonuses)d, "
                "questions %(turns)d, articles %(articles)d."
            )
            % vars(loaded)
        )
