"""What a clinic's registry sees: the visits booked at its own sites, and no more of a case."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from pult.cases.models import Visit
from pult.people.access import Actor, Can

DAYS_AHEAD = 30


def coming_visits(actor: Actor, *, at: datetime) -> QuerySet[Visit]:
    """Booked visits at the actor's clinics, from the start of today on, the soonest first."""
    clinics = actor.scopes(Can.SEE_OWN_CLINIC)
    found = Visit.objects.filter(
        state=Visit.State.BOOKED,
        slot__endswith__gt=at - timedelta(hours=12),
        slot__startswith__lt=at + timedelta(days=DAYS_AHEAD),
    )
    if clinics is not None:
        found = found.filter(site__clinic_id__in=clinics)
    return found.select_related("site", "specialty", "person", "case__policy").order_by("slot")


def clinic_ids(actor: Actor) -> frozenset[UUID]:
    """The clinics that the actor is registrar of."""
    return actor.scopes(Can.SEE_OWN_CLINIC) or frozenset()
