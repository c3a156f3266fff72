"""`pult replay`: past decisions made again. Exit 1 if the same engine answers otherwise."""

import sys
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from pult.coverage import reading
from pult.coverage.engine.decide import ENGINE
from pult.coverage.models import Decision
from pult.coverage.programme import NoProgramme
from pult.coverage.replay import Replayed, every, replay, some
from pult.kernel import clock
from pult.kernel.errors import Refusal


class Command(BaseCommand):
    help = "Make past decisions again from what was kept, and say which come out otherwise."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("ids", nargs="*", metavar="ID")
        parser.add_argument("--all", action="store_true", dest="everything")
        parser.add_argument("--since", default="", metavar="YYYY-MM-DD")

    def handle(self, *args: Any, **options: Any) -> None:
        same = changed = broken = 0
        for row in self._chosen(**options):
            try:
                found = replay(row)
            except NoProgramme:
                broken += 1
                self.stdout.write(_("%(id)s: its programme is gone") % {"id": row.id})
                continue
            if not found.differs:
                same += 1
                continue
            self.stdout.write(_line(found))
            if found.same_engine:
                broken += 1
            else:
                changed += 1
        self.stdout.write(
            _(
                "Replayed by engine %(engine)s: %(all)s. The same: %(same)s, "
                "otherwise by another engine: %(changed)s, broken: %(broken)s."
            )
            % {
                "engine": ENGINE, "all": same + changed + broken, "same": same,
                "changed": changed, "broken": broken,
            }
        )  # fmt: skip
        if broken:
            sys.exit(1)

    def _chosen(self, *, ids: list[str], everything: bool, since: str, **_options: Any) -> Any:
        if ids and not (everything or since):
            return _found(ids)
        if ids or not (everything or since):
            raise CommandError(_("Name decisions, or say --all or --since."), returncode=2)
        try:
            day = reading.day(since)
        except Refusal as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        return every(since=datetime.combine(day, time(), tzinfo=clock.MOSCOW) if day else None)


def _found(texts: list[str]) -> list[Decision]:
    try:
        ids = [UUID(text) for text in texts]
    except ValueError as error:
        raise CommandError(_("The id of a decision is a UUID."), returncode=2) from error
    rows = some(ids)
    if missing := {str(one) for one in ids} - {str(row.id) for row in rows}:
        raise CommandError(
            _("There is no such decision: %(ids)s.") % {"ids": ", ".join(sorted(missing))},
            returncode=2,
        )
    return rows


def _line(found: Replayed) -> str:
    """The verdicts before and after, and what else differs; nothing of the question itself."""
    return _("%(id)s, engine %(engine)s: %(before)s → %(after)s (%(parts)s)") % {
        "id": found.row.id,
        "engine": found.row.engine,
        "before": found.row.answer["verdict"],
        "after": found.answer["verdict"],
        "parts": ", ".join(found.differs),
    }
