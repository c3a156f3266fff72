"""`pult import-roster`: load an employer's list into a contract."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext_lazy as _

from pult.contracts.rosters import actions
from pult.contracts.rosters.files import open_file
from pult.contracts.rosters.plan import Plan
from pult.contracts.rosters.told import Hints
from pult.kernel import clock
from pult.kernel.errors import Refusal
from pult.people.access import SYSTEM

CLEAN, ERRORS, UNUSABLE = 0, 1, 2
COUNTS = {
    "rows": _("People in the list"),
    "added": _("Added"),
    "changed": _("Changed"),
    "ended": _("Insurance ended"),
    "unchanged": _("Unchanged"),
    "dependants": _("Of them dependants"),
}

NEEDS_CONSENT = _(
    "Nothing was changed: as a full list it would end %(count)s of %(of)s insured people. "
    "If that is right, repeat with --accept-endings."
)


class Command(BaseCommand):
    help = (
        "Load an employer's list (XLSX, XLS, ODS, CSV) into a contract, all of it or nothing. "
        "Exit code: 0 applied or clean, 1 errors found or consent missing, 2 unusable file."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the list")
        parser.add_argument("--contract", required=True, help="number of the contract")
        parser.add_argument(
            "--full", action="store_true", help="the list is complete: end who is missing from it"
        )
        parser.add_argument("--dry-run", action="store_true", help="check only, change nothing")
        parser.add_argument(
            "--skip-bad", action="store_true", help="apply the good rows even if others have errors"
        )
        parser.add_argument(
            "--accept-endings",
            action="store_true",
            help="with --full: agree to end 30 per cent of the insured people, or more",
        )
        parser.add_argument("--json", action="store_true", help="print the result as JSON alone")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            plan, applied = self._run(options)
        except Refusal as refusal:
            self.stderr.write(str(refusal))
            sys.exit(UNUSABLE)
        if options["json"]:
            self.stdout.write(json.dumps(plan.as_json(), ensure_ascii=False))
        else:
            self._say(plan)
        needs_consent = plan.ends_many and not (applied or options["dry_run"])
        if needs_consent:
            count = {"count": len(plan.ended), "of": plan.insured}
            self.stderr.write(str(NEEDS_CONSENT) % count)
        if plan.errors or needs_consent:
            sys.exit(ERRORS)

    def _run(self, options: dict[str, Any]) -> tuple[Plan, bool]:
        now = clock.now()
        contract = actions.contract_numbered(options["contract"])
        table = open_file(options["file"], Hints(contract.employer.roster_mapping))
        roster = actions.read(table=table, contract=contract, remembered={}, day=clock.today())
        if options["dry_run"]:
            plan = actions.compare(
                roster=roster, contract=contract, full=options["full"], as_of=clock.today()
            )
            return plan, False
        return actions.apply(
            roster=roster,
            contract=contract,
            full=options["full"],
            skip_bad=options["skip_bad"],
            by=SYSTEM,
            at=now,
            file_name=options["file"].name,
            accept_endings=options["accept_endings"],
        )

    def _say(self, plan: Plan) -> None:
        """The same for a person: counts, then a line for each error and warning."""
        for name, number in plan.counts().items():
            self.stdout.write(f"{COUNTS[name]}: {number}")
        for title, problems in ((_("Errors"), plan.errors), (_("Warnings"), plan.warnings)):
            self.stdout.write(f"{title}: {len(problems)}")
            for problem in problems:
                value = f" «{problem.value}»" if problem.value else ""
                self.stdout.write(f"  {problem.row} {problem.column}{value}: {problem.message}")
