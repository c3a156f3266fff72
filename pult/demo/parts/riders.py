"""riders.toml: clauses that one member of the demo has beside the programme."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.utils.translation import gettext as _

from pult.contracts.models import Policy, days
from pult.coverage.models import Rider
from pult.demo.parts.common import Data, clause
from pult.demo.reading import Mistake, Table, read
from pult.programmes.queries import version_on
from pult.programmes.rules import document as rules
from pult.programmes.rules.shapes import RIDER

FILE = "riders.toml"


@dataclass(frozen=True)
class Written:
    """A rider as the file says it."""

    policy: str
    first: date
    clause: Data


def read_riders(folder: Path, *, year: int) -> list[Written]:
    top = read(folder, FILE)
    found = [_rider(row, year) for row in top.tables("rider")]
    top.done()
    return found


def _rider(row: Table, year: int) -> Written:
    policy, since = row.string("policy"), row.string("from")
    try:
        first = date.fromisoformat(f"{year}-{since}")
    except ValueError:
        raise row.mistake("from", _("write a day as 03-01.")) from None
    body = clause(row, RIDER, {})
    for key in ("section", "kind"):
        del body[key]
    return Written(policy, first, body)


def write_riders(found: list[Written], *, at: datetime) -> None:
    """Each for its policy, until the policy's last day; checked against its programme."""
    for written in found:
        policy = Policy.objects.filter(number=written.policy).first()
        version = version_on(policy.programme_id, written.first) if policy else None
        if policy is None or version is None:
            what = _("“%(code)s” is no policy of the demo.") % {"code": written.policy}
            raise Mistake(FILE, "policy", what)
        try:
            rules.parse_rider(written.clause, rules.parse(version.document))
        except rules.Mistake as mistake:
            raise Mistake(FILE, mistake.where, _(mistake.what) % mistake.values) from mistake
        Rider.objects.create(
            policy=policy,
            period=days(written.first, policy.last_day),
            clause=written.clause,
            created_at=at,
        )
