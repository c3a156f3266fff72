"""Booking a visit: told at once, refused in words."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from pult.cases import actions
from pult.cases.models import Case, Visit
from pult.clinics.models import Specialty
from pult.kernel.errors import Refusal
from pult.notifications import kinds
from pult.notifications.models import Message
from pult.people.access import Actor
from tests import people

Ask = Callable[..., Case]
Book = Callable[..., Visit]
NOON_TOMORROW = timedelta(days=1)


@pytest.fixture
def book(ask: Ask, cast: people.Cast, maria: Actor, noon: datetime) -> Book:
    """Мария books Анна tomorrow at noon with Орлов, unless told otherwise."""

    def book(case: Case | None = None, **more: Any) -> Visit:
        held = actions.claim(case_id=(case or ask()).id, by=maria, at=noon)
        given = {
            "case_id": held.id, "version": held.version, "site": cast.site,
            "specialty": cast.therapist, "doctor_name": "Орлов И. П.",
            "starts_at": noon + NOON_TOMORROW, "by": maria, "at": noon,
        }  # fmt: skip
        return actions.book_visit(**(given | more))

    return book


def test_a_visit_is_told_by_letter_and_sms(book: Book, cast: people.Cast) -> None:
    visit = book()

    told = Message.objects.filter(subject_id=visit.case_id, kind="cases.visit_booked")
    assert {message.channel for message in told} == {"email", "sms"}
    assert visit.slot.upper - visit.slot.lower == timedelta(minutes=30)


def test_the_letter_carries_an_entry_for_the_calendar(book: Book) -> None:
    visit = book()
    message = Message.objects.get(kind="cases.visit_booked", channel="email")

    letter = kinds.render(
        kinds.find(message.kind), "email", message.context, language="ru"
    )

    [event] = Calendar.from_ical(letter.attachments[0].content).walk("VEVENT")
    assert event["uid"] == f"{visit.id}@pult"
    assert event["sequence"] == 0
    assert event.decoded("dtstart") == visit.slot.lower
    # The subject and the calendar tell nothing of what the visit is for.
    for public in (letter.subject, str(event["summary"])):
        assert "терапевт" not in public.lower()


def test_the_letter_writes_days_and_phones_as_people_do(book: Book) -> None:
    book()
    message = Message.objects.get(kind="cases.visit_booked", channel="email")
    context = message.context | {
        "starts_at": "2026-11-26T15:30:00+00:00", "phone": "+74951234567", "zone": "Europe/Moscow",
    }  # fmt: skip

    letter = kinds.render(kinds.find(message.kind), "email", context, language="ru")

    assert "26 ноября 2026, четверг, 18:30" in letter.text
    assert "8 (495) 123-45-67" in letter.text


def test_an_sms_tells_when_and_neither_what_for_nor_where(book: Book) -> None:
    book()
    message = Message.objects.get(kind="cases.visit_booked", channel="sms")

    text = kinds.render(kinds.find(message.kind), "sms", message.context, language="ru").text

    assert "12:00" in text
    for secret in ("терапевт", "Липа", "Лесная", "Орлов"):
        assert secret not in text


def test_a_moved_visit_replaces_the_entry(
    book: Book, maria: Actor, noon: datetime
) -> None:
    visit = book()
    version = Case.objects.get().version

    moved = actions.move_visit(
        visit_id=visit.id, version=version, starts_at=noon + 2 * NOON_TOMORROW, by=maria, at=noon
    )

    assert moved.sequence == 1
    assert Message.objects.filter(kind="cases.visit_moved").count() == 2


def test_a_cancelled_case_gives_its_visit_back(
    book: Book, ask: Ask, anna: Actor, cast: people.Cast, noon: datetime
) -> None:
    visit = book()

    actions.cancel(case_id=visit.case_id, by=anna, at=noon)

    visit.refresh_from_db()
    assert (visit.state, visit.sequence) == ("cancelled", 1)
    boris = people.actor(cast.boris)
    book(ask(by=boris, person=cast.boris.person))


def test_a_doctor_sees_one_person_at_a_time(book: Book, ask: Ask, cast: people.Cast) -> None:
    book()
    other = ask(by=people.actor(cast.boris), person=cast.boris.person)

    with pytest.raises(Refusal) as refusal:
        book(other, doctor_name="ОРЛОВ и. п.")

    assert str(refusal.value) == "ОРЛОВ и. п.: в это время уже есть приём, 12:00–12:30."


def test_two_people_may_come_to_unnamed_doctors(
    book: Book, ask: Ask, cast: people.Cast
) -> None:
    book(doctor_name="")
    book(ask(by=people.actor(cast.boris), person=cast.boris.person), doctor_name="")

    assert Visit.objects.count() == 2


def test_a_person_is_in_one_place_at_a_time(book: Book, ask: Ask) -> None:
    first = book()

    with pytest.raises(Refusal) as refusal:
        book(ask(), doctor_name="Ильина")

    number = Case.objects.get(id=first.case_id).number
    assert str(refusal.value) == (
        "У застрахованного в это время уже есть приём: Поликлиника «Липа», 12:00–12:30, "
        f"обращение {number}."
    )


@pytest.mark.parametrize(
    ("shift", "said"),
    [
        (timedelta(minutes=-1), "Это время уже прошло."),
        (timedelta(hours=12), "В этот день филиал работает с 08:00 до 21:00."),
        (timedelta(hours=8, minutes=45), "В этот день филиал работает с 08:00 до 21:00."),
        (timedelta(days=400), "Выберите день в пределах года."),
    ],
)
def test_impossible_times(book: Book, noon: datetime, shift: timedelta, said: str) -> None:
    with pytest.raises(Refusal) as refusal:
        book(starts_at=noon + shift)

    assert (str(refusal.value), refusal.value.field) == (said, "starts_at")


def test_the_policy_must_serve_on_that_day(
    book: Book, cast: people.Cast, noon: datetime
) -> None:
    cast.anna_policy.period = type(cast.anna_policy.period)(
        noon.date() - timedelta(days=30), noon.date() + timedelta(days=1), "[)"
    )
    cast.anna_policy.save()

    with pytest.raises(Refusal, match="полис не действует"):
        book()


def test_a_site_must_offer_the_specialty(book: Book) -> None:
    surgeon = Specialty.objects.create(
        code="surgeon-x", name_ru="хирург", name_en="surgeon",
        visit_ru="приём хирурга", visit_en="visit to a surgeon",
    )  # fmt: skip

    with pytest.raises(Refusal, match="такого приёма нет"):
        book(specialty=surgeon)


def test_only_the_owner_books(book: Book, ivan: Actor) -> None:
    with pytest.raises(Refusal, match="Мария Кедрова"):
        book(by=ivan)


def test_a_clinic_outside_the_programme_is_booked_with_a_reason(
    book: Book, ask: Ask, cast: people.Cast
) -> None:
    case = ask()
    with pytest.raises(Refusal) as refused:
        book(case, site=cast.other_site)
    visit = book(case, site=cast.other_site, note="Согласовано: ближайшая к дому")

    assert (refused.value.field, visit.site) == ("note", cast.other_site)


def test_the_timeline_keeps_when_and_where_the_visit_was_booked(book: Book) -> None:
    visit = book()

    [event] = visit.case.events.filter(what="booked")
    assert (event.data["site"], event.data["starts_at"][11:16]) == (
        "Поликлиника «Липа»", "12:00",
    )  # fmt: skip
