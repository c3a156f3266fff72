"""Reading letters: what each actor may see."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from pult.contracts.queries import persons_of
from pult.guarantees import checks, scope
from pult.guarantees.models import OPEN_STATES, Letter
from pult.kernel import clock
from pult.kernel.errors import NotVisible
from pult.people.access import Actor, Can
from pult.people.models import Person

PAGE = 50


@dataclass(frozen=True)
class Checked:
    """What the public page may say. `initials` as "А. И. С." (first, middle, last name); `until`
    the last day, inclusive. Nothing at all for an address that no letter has."""

    valid: bool
    initials: str = ""
    birth_year: int | None = None
    until: date | None = None


def letter_for(actor: Actor, letter_id: UUID, *, at: datetime | None = None) -> Letter:
    """The letter with lines and story; NotVisible when it does not exist for the actor.

    Pages that show it to staff call `actions.read`, which journals the reading.
    """
    found = _shown().filter(scope.visible(actor, at or clock.now()), id=letter_id)
    letter = found.prefetch_related("lines", "events", "children").first()
    if letter is None:
        raise NotVisible
    return letter


def letters_of_person(
    actor: Actor, person_id: UUID, *, at: datetime | None = None, limit: int = PAGE
) -> list[Letter]:
    """A person's letters that the actor may see, newest first, with their lines."""
    seen = scope.visible(actor, at or clock.now())
    return _page(_shown().filter(seen, person_id=person_id), limit)


def own_letters(actor: Actor, *, at: datetime | None = None, limit: int = PAGE) -> list[Letter]:
    """The letters of everybody whose cabinet the actor may use, newest first."""
    persons = persons_of(actor, clock.day_of(at or clock.now()))
    return _page(_shown().filter(person_id__in=[person.id for person in persons]), limit)


def letters_of_case(actor: Actor, case_id: UUID, *, at: datetime | None = None) -> list[Letter]:
    """The letters of a case that the actor may see, newest first."""
    seen = scope.visible(actor, at or clock.now())
    return _page(_shown().filter(seen, case_id=case_id), PAGE)


def letters_of_clinic(
    actor: Actor, *, only_open: bool = True, before: UUID | None = None, limit: int = PAGE
) -> list[Letter]:
    """The letters to the clinics whose registry the actor is, newest first; those `before` a
    letter's id for the next page. NotVisible for everybody else."""
    if not actor.can(Can.CHECK_LETTERS):
        raise NotVisible
    found = _shown().filter(scope.of_clinics(actor))
    if only_open:
        found = found.filter(state__in=OPEN_STATES).exclude(kind=Letter.Kind.ANNUL)
    if before is not None:
        found = found.filter(id__lt=before)
    return _page(found, limit)


def by_number(actor: Actor, number: str, *, at: datetime | None = None) -> Letter | None:
    """The letter of this number, if the actor may see it."""
    seen = scope.visible(actor, at or clock.now())
    return _shown().filter(seen, number=number.strip().upper()).prefetch_related("lines").first()


def document_of(letter: Letter) -> bytes | None:
    """The signed PDF; None while it is being signed."""
    found = getattr(letter, "document", None)
    return bytes(found.content) if found else None


def check(token: str, *, at: datetime | None = None) -> Checked:
    """What anybody with the paper may know: nothing of the clinic or the services."""
    letter = _of_token(token)
    if letter is None:
        return Checked(valid=False)
    return Checked(
        valid=letter.serves_on(clock.day_of(at or clock.now())),
        initials=initials(letter.person),
        birth_year=letter.person.birth_date.year,
        until=letter.last_day,
    )


def checked_for_clinic(actor: Actor, token: str) -> Letter:
    """The same letter with its services for the registry of its clinic; NotVisible for others.

    Pages call `actions.check_at_clinic`, which journals the reading.
    """
    letter = _of_token(token, scope.of_clinics(actor))
    if letter is None:
        raise NotVisible
    return letter


def initials(person: Person) -> str:
    """«А. И. С.»: first, middle, last name."""
    parts = (person.first_name, person.middle_name, person.last_name)
    return " ".join(f"{part[0]}." for part in parts if part)


def _of_token(token: str, seen: Q | None = None) -> Letter | None:
    found = _shown().filter(token_digest=checks.digest(token))
    if seen is not None:
        found = found.filter(seen).prefetch_related("lines")
    return found.first()


def _shown() -> QuerySet[Letter]:
    return Letter.objects.select_related("policy__contract", "person", "clinic", "parent")


def _page(found: QuerySet[Letter], limit: int) -> list[Letter]:
    return list(found.prefetch_related("lines").order_by("-id")[:limit])
