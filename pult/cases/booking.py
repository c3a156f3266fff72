"""Booking visits: what the database refuses is told in words."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import QuerySet
from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pult.calendar.hours import is_open
from pult.cases import clocks, happenings, messages
from pult.cases.claiming import LEASE
from pult.cases.gateway import change, happened, load_in_hand
from pult.cases.kinds.offers import is_listed, site_title
from pult.cases.lifecycle import Action
from pult.cases.models import Case, Visit
from pult.clinics.models import Site, Specialty
from pult.kernel.errors import NotVisible, Refusal
from pult.kernel.text import name_key, tidy
from pult.people.access import Actor

LENGTHS = range(5, 241)
FURTHEST = timedelta(days=366)
ONE_PLACE, ONE_PATIENT = "a_person_is_in_one_place", "a_doctor_sees_one_person"


@transaction.atomic
def book_visit(
    *,
    case_id: UUID,
    version: int,
    site: Site,
    specialty: Specialty,
    starts_at: datetime,
    by: Actor,
    at: datetime,
    doctor_name: str = "",
    minutes: int = 30,
    note: str = "",
) -> Visit:
    """Book a visit for the person of the case and tell them. `starts_at` is aware.

    Refused in the past, outside the hours of the site, without a policy on that day, and when
    the doctor or the person is booked elsewhere at that time; and where the programme does not
    list the clinic, without a note: the desk's approval, for which the programme pays, says why.
    """
    case = load_in_hand(case_id=case_id, by=by, at=at, version=version)
    slot = _checked_slot(case, site, specialty, starts_at, minutes, at)
    if not note.strip() and case.policy and not is_listed(site, case.policy):
        raise Refusal(
            _("The clinic is not in the programme: say why the desk approves it."), field="note"
        )
    name = tidy(doctor_name)
    visit = Visit(
        case=case,
        person=case.person,
        site=site,
        specialty=specialty,
        doctor_name=name,
        doctor_key=name_key(name) or None,
        slot=slot,
        note=note.strip(),
        booked_by_id=by.account_id,
        booked_at=at,
    )
    _keep(visit)
    _booked(case, visit, happenings.BOOKED, by, at)
    return visit


@transaction.atomic
def move_visit(
    *, visit_id: UUID, version: int, starts_at: datetime, by: Actor, at: datetime, minutes: int = 30
) -> Visit:
    """Another time for a booked visit; the member's calendar follows."""
    visit, case = _booked_visit(visit_id, version, by, at)
    visit.slot = _checked_slot(case, visit.site, visit.specialty, starts_at, minutes, at)
    visit.sequence += 1
    _keep(visit)
    _booked(case, visit, happenings.MOVED, by, at)
    return visit


@transaction.atomic
def cancel_visit(*, visit_id: UUID, version: int, by: Actor, at: datetime) -> Visit:
    """Give the time back; the case goes on."""
    visit, case = _booked_visit(visit_id, version, by, at)
    deadline = clocks.settle(case, at, stands=False)
    change(case, Action.BOOK, at=at, deadline=deadline, lease_until=at + LEASE)
    drop(visit, case, by, at)
    return visit


def drop(visit: Visit, case: Case, by: Actor, at: datetime) -> None:
    """Cancel a booked visit of a case that is being changed already, and tell the member."""
    visit.state = Visit.State.CANCELLED
    visit.sequence += 1
    visit.save(update_fields=["state", "sequence"])
    member = by.person_id is not None and not by.is_staff
    event = happened(
        case, happenings.VISIT_CANCELLED, by=by, at=at, from_member=member, **_of(visit)
    )
    messages.visit_cancelled(case, visit, event, at=at)


def _booked_visit(visit_id: UUID, version: int, by: Actor, at: datetime) -> tuple[Visit, Case]:
    found = Visit.objects.filter(id=visit_id, state=Visit.State.BOOKED)
    case_id = found.values_list("case_id", flat=True).first()
    if case_id is None:
        raise NotVisible
    case = load_in_hand(case_id=case_id, by=by, at=at, version=version)
    # Read after the case is locked: nobody changes its visits any more.
    visit = found.select_related("site__clinic", "specialty").first()
    if visit is None:
        raise NotVisible
    return visit, case


def _checked_slot(
    case: Case, site: Site, specialty: Specialty, starts_at: datetime, minutes: int, at: datetime
) -> DateTimeTZRange:
    if case.person is None:
        raise Refusal(_("Nobody is known yet for whom to book."))
    if not site.is_active or not site.specialties.filter(pk=specialty.pk).exists():
        raise Refusal(_("This site does not offer that."), field="specialty")
    if minutes not in LENGTHS:
        raise Refusal(_("A visit lasts from 5 minutes to 4 hours."), field="minutes")
    if starts_at <= at:
        raise Refusal(_("This time has passed."), field="starts_at")
    if starts_at > at + FURTHEST:
        raise Refusal(_("Choose a day within a year."), field="starts_at")
    _check_policy(case, site, starts_at)
    ends_at = starts_at + timedelta(minutes=minutes)
    _check_hours(site, starts_at, ends_at)
    return DateTimeTZRange(starts_at.astimezone(UTC), ends_at.astimezone(UTC), "[)")


def _check_policy(case: Case, site: Site, starts_at: datetime) -> None:
    day = starts_at.astimezone(ZoneInfo(site.zone)).date()
    if case.policy is None or not case.policy.is_active_on(day):
        raise Refusal(
            _("On %(day)s the policy does not serve.") % {"day": formats.date_format(day)},
            field="starts_at",
        )


def _check_hours(site: Site, starts_at: datetime, ends_at: datetime) -> None:
    """By the site's own weekly hours: many clinics work on public holidays."""
    if len(site.hours) != 7:
        return
    zone = ZoneInfo(site.zone)
    last = ends_at - timedelta(seconds=1)
    if is_open(site.hours, starts_at, zone, holidays=False) and is_open(
        site.hours, last, zone, holidays=False
    ):
        return
    today = site.hours[starts_at.astimezone(zone).weekday()]
    if not today:
        raise Refusal(_("The site is closed on that day."), field="starts_at")
    raise Refusal(
        _("On that day the site is open from %(opens)s to %(closes)s.")
        % {"opens": today[0], "closes": today[1]},
        field="starts_at",
    )


def _keep(visit: Visit) -> None:
    """Save, or say in words with what the visit collides."""
    try:
        with transaction.atomic():
            visit.save()
    except IntegrityError as error:
        text = str(error)
        if ONE_PATIENT in text:
            raise Refusal(_doctor_is_busy(visit), field="starts_at") from error
        if ONE_PLACE in text:
            raise Refusal(_person_is_elsewhere(visit), field="starts_at") from error
        raise


def _doctor_is_busy(visit: Visit) -> str:
    other = _overlapping(visit).filter(site=visit.site, doctor_key=visit.doctor_key).first()
    words = {"doctor": visit.doctor_name, "time": hours(other) if other else ""}
    return gettext("%(doctor)s already has a visit at that time: %(time)s.") % words


def _person_is_elsewhere(visit: Visit) -> str:
    other = _overlapping(visit).filter(person=visit.person).select_related("case", "site").first()
    if other is None:
        return gettext("The member already has a visit at that time.")
    words = {"site": other.site.name, "time": hours(other), "number": other.case.number}
    return gettext("The member already has a visit then: %(site)s, %(time)s, %(number)s.") % words


def _overlapping(visit: Visit) -> QuerySet[Visit]:
    found = Visit.objects.filter(slot__overlap=visit.slot, state=Visit.State.BOOKED)
    return found.exclude(id=visit.id)


def hours(visit: Visit) -> str:
    """From when to when, in the zone of the site: 14:00–14:30."""
    zone = ZoneInfo(visit.site.zone)
    ends = (visit.slot.lower.astimezone(zone), visit.slot.upper.astimezone(zone))
    return "–".join(f"{end:%H:%M}" for end in ends)


def _booked(case: Case, visit: Visit, what: str, by: Actor, at: datetime) -> None:
    deadline = clocks.settle(case, at, stands=False, met=[clocks.FIRST_RESPONSE])
    change(case, Action.BOOK, at=at, deadline=deadline, lease_until=at + LEASE)
    event = happened(case, what, by=by, at=at, **_of(visit))
    messages.visit_booked(case, visit, event, at=at)


def _of(visit: Visit) -> dict[str, Any]:
    """What the timeline keeps of a visit as it stood then: when, in the zone of the site, where."""
    starts = visit.slot.lower.astimezone(ZoneInfo(visit.site.zone))
    return {
        "visit": str(visit.id),
        "starts_at": starts.isoformat(),
        "site": site_title(visit.site),
    }
