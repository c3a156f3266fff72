"""`pult assets`: the style sheets and the font, made from their sources."""

from typing import Any

from django.core.management.base import BaseCommand

from pult.ui.assets import build_assets


class Command(BaseCommand):
    help = "Build the style sheets and the font."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for path in build_assets():
            self.stdout.write(str(path))
