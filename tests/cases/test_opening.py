"""A request becomes a case, once, for those who may ask."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from pult.cases import actions, queries
from pult.cases.models import Case, CaseEvent
from pult.journal.models import Entry
from pult.kernel.errors import NotVisible, Refusal
from pult.notifications.models import Message
from pult.people.access import SYSTEM, Actor
from tests import people

Ask = Callable[..., Case]


def test_an_appointment_waits_at_the_desk_with_its_clock(ask: Ask, noon: datetime) -> None:
    case = ask()

    assert (case.queue, case.state, case.owner) == ("desk", "new", None)
    assert case.number == f"{noon.year % 100:02d}-000001"
    assert case.deadline == noon + timedelta(minutes=15)
    assert dict(case.clocks.values_list("kind", "due_at")) == {
        "first_response": noon + timedelta(minutes=15),
        "resolution": noon + timedelta(hours=4),
    }


def test_opening_is_written_in_timeline_journal_and_outbox(ask: Ask, anna: Actor) -> None:
    case = ask()

    [event] = CaseEvent.objects.filter(case=case)
    assert (event.what, event.text, event.from_member) == ("opened", "Болит колено", True)
    [entry] = Entry.objects.filter(case_id=case.id)
    assert (entry.what, entry.account_id) == ("case.opened", anna.account_id)
    [message] = Message.objects.filter(subject_id=case.id)
    assert (message.kind, message.address) == ("cases.received", "anna@wind.example.ru")


def test_numbers_have_no_gaps(ask: Ask) -> None:
    with pytest.raises(Refusal):
        ask(text="я" * 4001)

    assert [ask().number[-3:], ask().number[-3:]] == ["001", "002"]


def test_the_same_request_sent_twice_opens_one_case(ask: Ask) -> None:
    key = uuid4()

    assert ask(request_key=key).id == ask(request_key=key).id
    assert Case.objects.count() == 1


def test_a_request_key_of_another_person_is_not_visible(
    ask: Ask, cast: people.Cast, noon: datetime
) -> None:
    key = uuid4()
    ask(request_key=key)

    with pytest.raises(NotVisible):
        ask(request_key=key, by=people.actor(cast.boris), person=cast.boris.person)


def test_a_parent_asks_for_a_young_child_and_not_for_a_grown_one(
    ask: Ask, cast: people.Cast
) -> None:
    assert ask(person=cast.misha).person == cast.misha
    for stranger in (cast.lena, cast.pavel, cast.boris.person):
        with pytest.raises(NotVisible):
            ask(person=stranger)


def test_nobody_known_may_report_wrong_contacts_and_nothing_else(
    db: None, noon: datetime
) -> None:
    case = actions.open_case(
        kind="wrong_contacts", by=SYSTEM, at=noon, form={"full_name": "Соболева Анна"}
    )

    assert (case.queue, case.person, case.contract) == ("admin_curator", None, None)
    event = case.events.get()
    assert (event.by_name, event.by, event.from_member) == ("Соболева Анна", None, True)
    with pytest.raises(Refusal):
        actions.open_case(kind="appointment", by=Actor(), at=noon)


def test_the_desk_opens_a_case_for_a_caller(ask: Ask, maria: Actor) -> None:
    case = ask(by=maria, channel="phone")

    assert (case.channel, case.opened_by_id) == ("phone", maria.account_id)
    assert case.events.get().from_member is False


def test_who_sees_a_case(ask: Ask, cast: people.Cast) -> None:
    case = ask()
    see = {}
    for name in ("anna", "boris", "vera", "maria", "sergey", "irina", "elena", "oleg", "olga"):
        try:
            see[name] = queries.case_for(people.actor(getattr(cast, name)), case.id) == case
        except NotVisible:
            see[name] = False

    assert [name for name, seen in see.items() if seen] == ["anna", "maria", "sergey", "irina"]
