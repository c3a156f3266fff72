"""Whose cabinet is open: one's own, or that of one's young child."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest

from pult.contracts.cover import policies_of
from pult.contracts.models import Policy
from pult.contracts.queries import persons_of
from pult.kernel import clock
from pult.people.guard import actor
from pult.people.models import Person

CHOSEN = "cabinet_person"


@dataclass
class Mine:
    """The people this account sees, the one chosen, and their policies."""

    persons: list[Person]
    person: Person
    day: date

    @cached_property
    def all_policies(self) -> list[Policy]:
        return policies_of(self.persons, self.day)

    @cached_property
    def policies(self) -> list[Policy]:
        return [policy for policy in self.all_policies if policy.person_id == self.person.id]

    @property
    def policy(self) -> Policy | None:
        """The policy that serves now, or else the one that served last."""
        return next(iter(self.policies), None)

    @property
    def is_insured(self) -> bool:
        return self.policy is not None and self.policy.is_active_on(self.day)

    @property
    def city(self) -> str:
        """Where this person's care is: the programme's city, or their own."""
        return self.policy.programme.city if self.policy else self.person.city

    @property
    def live_url(self) -> str:
        """Where the pages hear that something has changed."""
        return f"{settings.PULT_LIVE_URL}/events"

    def policy_or_404(self, policy_id: UUID) -> Policy:
        """One of the visible policies; anybody else's does not exist."""
        for policy in self.all_policies:
            if policy.id == policy_id:
                return policy
        raise Http404


def whose(request: HttpRequest) -> Mine:
    """Read once a request; 404 for an account that belongs to no insured person."""
    found = getattr(request, "_cabinet_mine", None)
    if found is None:
        day = clock.today()
        persons = persons_of(actor(request), day)
        if not persons:
            raise Http404
        chosen = request.session.get(CHOSEN)
        person = next((p for p in persons if str(p.id) == chosen), persons[0])
        found = request._cabinet_mine = Mine(persons, person, day)  # type: ignore[attr-defined]
    return found


def choose(request: HttpRequest, person_id: str) -> Mine:
    """Open the cabinet of that person, if it is one's own; otherwise leave it as it is."""
    mine = whose(request)
    wanted = next((person for person in mine.persons if str(person.id) == person_id), None)
    if wanted is not None and wanted != mine.person:
        request.session[CHOSEN] = person_id
        mine = request._cabinet_mine = Mine(mine.persons, wanted, mine.day)  # type: ignore[attr-defined]
    return mine
