"""Long lists are read and applied by the worker, while their page shows how far they are."""

from datetime import datetime
from uuid import UUID

from procrastinate.contrib.django import app

from pult.contracts.rosters import review
from pult.contracts.rosters.models import RosterImport
from pult.contracts.rosters.progress import Reporter
from pult.kernel import clock
from pult.people.access import Actor
from pult.people.models import Account
from pult.people.queries import actor_of


def go_on(*, roster: RosterImport, by: Actor, at: datetime) -> None:
    """The next step of a list: at once for a small one, else by a job."""
    roster.refresh_from_db()
    if roster.state == RosterImport.State.READING:
        if review.is_small(roster):
            review.preview(import_id=roster.id, at=at)
        else:
            preview_roster.defer(import_id=str(roster.id))
    elif roster.state == RosterImport.State.APPLYING:
        if review.is_small(roster):
            review.carry_out(import_id=roster.id, by=by, at=at)
        else:
            apply_roster.defer(import_id=str(roster.id))


@app.task(name="contracts.preview_roster", queue="bulk")
def preview_roster(import_id: str) -> None:
    """Read a list and say what it would change; repeated harmlessly."""
    with Reporter(UUID(import_id)) as progress:
        progress(10)
        review.preview(import_id=UUID(import_id), at=clock.now(), progress=progress)


@app.task(name="contracts.apply_roster", queue="bulk")
def apply_roster(import_id: str) -> None:
    """Apply a list in the name of who decided; a list applied already stays as it is."""
    roster = RosterImport.objects.get(id=import_id)
    account = Account.objects.filter(id__in=[roster.by_account_id]).first()
    with Reporter(roster.id) as progress:
        progress(10)
        review.carry_out(
            import_id=roster.id, by=actor_of(account), at=clock.now(), progress=progress
        )
