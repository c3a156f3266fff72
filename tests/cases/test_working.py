"""An operator's day: take, answer, ask, hand over, lose the line, resolve."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from pult.cases import actions, queries
from pult.cases.models import Case, Draft
from pult.kernel.errors import Forbidden, NotVisible, Refusal, Stale
from pult.notifications.models import Message
from pult.people.access import SYSTEM, Actor
from tests import people

Ask = Callable[..., Case]


def test_the_most_pressing_case_comes_first(ask: Ask, maria: Actor, noon: datetime) -> None:
    routine, house_call, ambulance = ask(), ask("house_call"), ask("ambulance")

    taken = [actions.take_next(by=maria, at=noon) for _ in range(4)]

    assert taken == [ambulance, house_call, routine, None]


def test_a_case_held_by_one_is_refused_to_another(
    ask: Ask, maria: Actor, ivan: Actor, noon: datetime
) -> None:
    case = actions.claim(case_id=ask().id, by=maria, at=noon)

    with pytest.raises(Refusal, match="Мария Кедрова"):
        actions.claim(case_id=case.id, by=ivan, at=noon)
    with pytest.raises(Refusal, match="Мария Кедрова"):
        actions.reply(case_id=case.id, version=case.version, text="Да", by=ivan, at=noon)


def test_a_lost_operator_s_case_returns_and_a_living_one_s_does_not(
    ask: Ask, maria: Actor, ivan: Actor, noon: datetime
) -> None:
    lost = actions.claim(case_id=ask().id, by=maria, at=noon)
    kept = actions.claim(case_id=ask().id, by=ivan, at=noon)
    actions.save_draft(case_id=lost.id, text="Здравствуйте", by=maria, at=noon)
    later = noon + timedelta(seconds=44)
    actions.heartbeat(by=ivan, at=later)

    assert actions.return_lost_leases(at=later) == 0
    assert actions.return_lost_leases(at=later + timedelta(seconds=2)) == 1

    assert Case.objects.get(id=kept.id).owner_id == ivan.account_id
    assert Case.objects.get(id=lost.id).owner is None
    assert actions.take_next(by=ivan, at=later) == lost
    assert Draft.objects.get(case=lost).text == "Здравствуйте"


def test_whoever_comes_second_is_told_who_was_first(
    ask: Ask, maria: Actor, anna: Actor, noon: datetime
) -> None:
    case = actions.claim(case_id=ask().id, by=maria, at=noon)
    actions.write(case_id=case.id, text="Уже лучше", by=anna, at=noon)

    with pytest.raises(Stale) as stale:
        actions.reply(case_id=case.id, version=case.version, text="Ждём", by=maria, at=noon)

    assert "Соболева Анна Игоревна — новое сообщение" in str(stale.value)
    assert stale.value.current == case.version + 1


def test_a_reply_is_told_by_letter_and_sms_without_its_words(
    ask: Ask, maria: Actor, noon: datetime
) -> None:
    case = actions.claim(case_id=ask().id, by=maria, at=noon)
    Message.objects.all().delete()

    actions.reply(
        case_id=case.id, version=case.version, text="Ваш диагноз", by=maria, at=noon
    )

    told = {(m.channel, m.address, m.kind) for m in Message.objects.all()}
    assert told == {
        ("email", "anna@wind.example.ru", "cases.replied"),
        ("sms", "+79160000001", "cases.replied"),
    }
    assert not any("диагноз" in str(m.context) for m in Message.objects.all())


def test_a_note_is_never_shown_to_the_member(
    ask: Ask, maria: Actor, anna: Actor, noon: datetime
) -> None:
    case = actions.claim(case_id=ask().id, by=maria, at=noon)
    actions.reply(
        case_id=case.id, version=case.version, text="Между нами", by=maria, at=noon, internal=True
    )

    assert [e.what for e in queries.timeline(case, anna)] == ["opened", "claimed"]
    assert [e.what for e in queries.timeline(case, maria)] == ["opened", "claimed", "noted"]


def test_the_member_s_word_opens_a_resolved_case_again_and_not_a_closed_one(
    ask: Ask, maria: Actor, anna: Actor, noon: datetime
) -> None:
    case = actions.claim(case_id=ask().id, by=maria, at=noon)
    actions.resolve(
        case_id=case.id, version=case.version, outcome="answered", by=maria, at=noon
    )

    again = actions.write(case_id=case.id, text="Не помогло", by=anna, at=noon)
    assert (again.state, again.owner_id) == ("new", None)

    held = actions.claim(case_id=case.id, by=maria, at=noon)
    actions.resolve(
        case_id=case.id, version=held.version, outcome="answered", by=maria, at=noon
    )
    assert actions.close_resolved(at=noon + timedelta(days=15)) == 1
    with pytest.raises(Refusal):
        actions.write(case_id=case.id, text="И снова", by=anna, at=noon)


def test_the_member_cancels_and_others_may_not(
    ask: Ask, cast: people.Cast, anna: Actor, noon: datetime
) -> None:
    case = ask()

    with pytest.raises(NotVisible):
        actions.cancel(case_id=case.id, by=people.actor(cast.boris), at=noon)
    assert actions.cancel(case_id=case.id, by=anna, at=noon).state == "cancelled"


def test_a_member_cannot_do_the_desk_s_work(ask: Ask, anna: Actor, noon: datetime) -> None:
    case = ask()

    with pytest.raises(Forbidden):
        actions.claim(case_id=case.id, by=anna, at=noon)
    with pytest.raises(Forbidden):
        actions.take_next(by=anna, at=noon)
    with pytest.raises(NotVisible):
        actions.save_draft(case_id=case.id, text="я", by=anna, at=noon)


def test_curators_take_cases_of_their_own_contracts_alone(
    ask: Ask, cast: people.Cast, noon: datetime
) -> None:
    case = ask("doctor_question")
    irina, oleg = people.actor(cast.irina), people.actor(cast.oleg)

    assert actions.take_next(by=oleg, at=noon, queue="doctor_curator") is None
    assert actions.take_next(by=irina, at=noon, queue="doctor_curator") == case
    with pytest.raises(Forbidden):
        actions.take_next(by=irina, at=noon, queue="desk")


def test_what_speaks_of_health_never_goes_to_the_administrative_curator(
    ask: Ask, maria: Actor, cast: people.Cast, noon: datetime
) -> None:
    case = actions.claim(case_id=ask().id, by=maria, at=noon)

    with pytest.raises(Refusal, match="говорится о здоровье"):
        actions.transfer(
            case_id=case.id, version=case.version, queue="admin_curator", by=maria, at=noon
        )
    passed = actions.transfer(
        case_id=case.id, version=case.version, queue="doctor_curator", by=maria, at=noon,
        text="Нужна консультация",
    )  # fmt: skip
    irina = people.actor(cast.irina)
    assert [e.what for e in queries.timeline(passed, irina)][-2:] == ["transferred", "noted"]


def test_a_stranger_s_case_may_be_taken_by_any_administrative_curator(
    cast: people.Cast, noon: datetime
) -> None:
    case = actions.open_case(kind="wrong_contacts", by=SYSTEM, at=noon, form={})

    taken = actions.take_next(by=people.actor(cast.nina), at=noon, queue="admin_curator")

    assert taken == case


def test_pages_of_the_queue_follow_each_other_by_key(
    ask: Ask, maria: Actor, noon: datetime
) -> None:
    opened = [ask(at=noon + timedelta(minutes=n)) for n in range(5)]

    first = queries.queue_page(maria, "desk", limit=2)
    second = queries.queue_page(maria, "desk", first.next_key, limit=2)
    third = queries.queue_page(maria, "desk", second.next_key, limit=2)

    assert [*first.cases, *second.cases, *third.cases] == opened
    assert third.next_key == ""
    assert list(queries.queue_page(maria, "desk", "forged", limit=2).cases) == opened[:2]


def test_counts_are_bounded_and_by_view(ask: Ask, maria: Actor, noon: datetime) -> None:
    actions.claim(case_id=ask().id, by=maria, at=noon)
    ask()

    assert queries.counts(maria, "desk") == {"waiting": 1, "mine": 1, "open": 2}


def test_an_operator_cancels_only_what_they_have_in_hand(
    ask: Ask, maria: Actor, ivan: Actor, noon: datetime
) -> None:
    case = ask()
    held = actions.claim(case_id=case.id, by=maria, at=noon)

    with pytest.raises(Refusal):
        actions.cancel(case_id=case.id, version=held.version, by=ivan, at=noon)
    with pytest.raises(Stale):
        actions.cancel(case_id=case.id, by=maria, at=noon)
    done = actions.cancel(case_id=case.id, version=held.version, by=maria, at=noon)

    assert done.state == "cancelled"
