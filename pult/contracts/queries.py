"""Reading contracts and policies."""

from datetime import date

from django.conf import settings

from pult.contracts.models import Policy
from pult.people.access import Actor
from pult.people.models import Person


def persons_of(actor: Actor, day: date) -> list[Person]:
    """Whose cabinet the actor may use on `day`: their own person first, then their young children.

    A parent acts for a child under `PULT_CHILD_AGE` (15; 323-FZ, articles 20 and 54) insured
    under the parent's own policy. From that birthday the child acts alone; a spouse always does.
    """
    if actor.person_id is None:
        return []
    # Two reads by key: one OR over a join would read every person there is.
    own = Policy.objects.filter(person_id=actor.person_id).values_list("id", flat=True)
    children = Policy.objects.filter(
        main__in=list(own), relation=Policy.Relation.CHILD
    ).values_list("person_id", flat=True)
    of_age = years_before(day, settings.PULT_CHILD_AGE)
    persons = [
        person
        for person in Person.objects.filter(id__in=[actor.person_id, *children])
        if person.id == actor.person_id or person.birth_date > of_age
    ]
    return sorted(persons, key=lambda p: (p.id != actor.person_id, p.birth_date, p.sort_key))


def is_young_child(policy: Policy, *, on: date) -> bool:
    """Whether a parent acts for the person of this policy on that day."""
    of_age = years_before(on, settings.PULT_CHILD_AGE)
    is_child = policy.relation == Policy.Relation.CHILD and policy.main_id is not None
    return is_child and policy.person.birth_date > of_age


def years_before(day: date, years: int) -> date:
    """The same day of the year, `years` earlier; 29 February falls back to the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
