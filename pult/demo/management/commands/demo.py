"""`pult demo`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from pult.demo.load import load_demo
from pult.kernel import clock
from pult.kernel.errors import Refusal
from pult.people.access import SYSTEM


class Command(BaseCommand):
    help = "Load the demo insurer with its employers, members and requests, once."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            fresh = load_demo(by=SYSTEM, at=clock.now())
        except Refusal as refusal:
            raise CommandError(str(refusal), returncode=2) from None
        if fresh:
            self.stdout.write(_("The demo insurer and its book are loaded."))
        else:
            self.stdout.write(_("The demo is loaded already; nothing was changed."))
