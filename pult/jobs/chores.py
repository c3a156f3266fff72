"""What the schedule calls: each one line over an action of the package that owns the rows."""

from datetime import timedelta
from importlib import import_module

from django.conf import settings

from pult.cases import actions as cases
from pult.cases import attachments
from pult.contracts.rosters import review
from pult.enrolment.purge import purge
from pult.guarantees import actions as letters
from pult.kernel import clock
from pult.limits import reconciling
from pult.notifications import actions as notifications
from pult.notifications import delivery
from pult.programmes import projection


def deliver_due_messages() -> None:
    """Catches what was to be tried again, and what a killed worker left."""
    delivery.deliver_due()


def return_lost_leases() -> None:
    """Cases of operators whose browsers have gone silent return to the queue."""
    cases.return_lost_leases(at=clock.now())


def close_resolved_cases() -> None:
    cases.close_resolved(at=clock.now())


def expire_letters() -> None:
    """What the letters of guarantee whose time is over had held goes back to the limits."""
    letters.expire_due(at=clock.now())


def reconcile_limits() -> None:
    """Says in the log that a counter differs from its ledger; a person decides on the repair."""
    reconciling.watch()


def wipe_expired_secrets() -> None:
    notifications.wipe_expired_secrets(at=clock.now())


def give_up_old_rosters() -> None:
    """Lists that nobody decided upon for a day, and their files."""
    review.give_up_old(at=clock.now())


def sweep_files() -> None:
    """Files that a failed transaction left, a day after: by then none is still under way."""
    before = clock.now() - timedelta(days=1)
    attachments.sweep(before=before)
    review.sweep(before=before)


def show_due_programmes() -> None:
    """Versions that come into force today: screens and prints tell them from midnight on."""
    projection.project_due(day=clock.today())


def purge_attempts() -> None:
    """Codes and contacts of sign-ups that nobody goes on with."""
    purge(at=clock.now())


def purge_sessions() -> None:
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
