"""`pult reconcile-limits`: compare every limit with its ledger."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from pult.kernel import clock
from pult.limits import reconciling
from pult.people.access import SYSTEM


class Command(BaseCommand):
    help = (
        "Compare every counter of a limit with its ledger and print what differs. "
        "Exit code: 0 nothing differs (or all was repaired), 1 something differs."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--repair", action="store_true", help="set the counters that differ from the ledger"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["repair"]:
            found = reconciling.repair(by=SYSTEM, at=clock.now())
        else:
            found = reconciling.differences()
        line = _("%(policy)s %(limit_code)s %(period)s: counter %(used)s, ledger %(ledger)s")
        for difference in found:
            self.stdout.write(line % vars(difference))
        self.stdout.write(_("Differences: %(count)s") % {"count": len(found)})
        if found and not options["repair"]:
            sys.exit(1)
