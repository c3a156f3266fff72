"""How a letter is used up, annulled, expires; and what goes back to the limits."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from pult.guarantees import actions, lifecycle
from pult.guarantees.lifecycle import Action, NotPossible, State
from pult.guarantees.models import Letter, LetterEvent, LetterLine
from pult.guarantees.using import share
from pult.guarantees.wanted import Line
from pult.journal.models import Entry
from pult.kernel.errors import Forbidden, NotVisible, Refusal, Stale
from pult.limits.models import LedgerEntry
from pult.limits.needs import Need
from pult.limits.queries import usage
from pult.people.access import SYSTEM, Actor
from tests import people
from tests.guarantees.conftest import decided

Issue = Callable[..., Letter]
Mri = Callable[..., Line]
MRI_LIMIT, MONEY = ("mri", "2026"), ("diagnostics", "2026")


def given(letter: Letter, *, by: Actor, at: datetime, quantity: int = 1, **more: Any) -> Letter:
    report: dict[str, Any] = {"line": letter.lines.get(), "quantity": quantity, "key": uuid4()}
    return actions.consume(by=by, at=at, letter=letter, **(report | more))


def used(cast: people.Cast) -> dict[tuple[str, str], int]:
    return usage(cast.anna_policy.id, [MRI_LIMIT, MONEY])


def test_a_service_given_is_noted_until_the_letter_is_used_up(
    cast: people.Cast, issue: Issue, mri: Mri, tamara: Actor, noon: datetime
) -> None:
    letter = issue(lines=[mri(3)])

    states = [given(letter, by=tamara, at=noon).state for _ in range(3)]

    assert states == ["pending", "pending", "exhausted"]
    assert letter.lines.get().used == 3
    moved = LedgerEntry.objects.filter(kind="consume").values_list("amount", flat=True)
    assert sorted(moved) == [1, 1, 1, 166666, 166667, 166667]
    assert used(cast) == {MRI_LIMIT: 3, MONEY: 500_000}
    with pytest.raises(Refusal, match="осталось только 0"):
        given(letter, by=tamara, at=noon)


def test_a_report_sent_twice_counts_once(
    issue: Issue, mri: Mri, tamara: Actor, noon: datetime
) -> None:
    letter, key = issue(lines=[mri(2)]), uuid4()

    for _ in range(3):
        given(letter, by=tamara, at=noon, key=key)

    assert letter.lines.get().used == 1
    assert Entry.objects.filter(what="letter.consumed").count() == 1


def test_not_more_than_is_left_and_not_before_its_time(
    issue: Issue, mri: Mri, tamara: Actor, noon: datetime
) -> None:
    letter = issue(lines=[mri(2)], first_day=noon.date() + timedelta(2))

    with pytest.raises(Refusal, match="не начался"):
        given(letter, by=tamara, at=noon)
    with pytest.raises(Refusal, match="осталось только 2"):
        given(letter, by=tamara, at=noon + timedelta(2), quantity=3)
    with pytest.raises(Refusal, match="не меньше одного"):
        given(letter, by=tamara, at=noon + timedelta(2), quantity=0)


def test_who_notes_a_service(cast: people.Cast, issue: Issue, mri: Mri, noon: datetime) -> None:
    letter = issue(lines=[mri(3)])
    given(letter, by=people.actor(cast.tamara), at=noon)
    given(letter, by=people.actor(cast.maria), at=noon)

    with pytest.raises(Forbidden):
        given(letter, by=people.actor(cast.anna), at=noon)
    for stranger in (cast.boris, cast.olga, cast.oleg, cast.elena):
        with pytest.raises(NotVisible):
            given(letter, by=people.actor(stranger), at=noon)


def test_a_line_of_another_letter_is_not_there(
    cast: people.Cast, issue: Issue, mri: Mri, tamara: Actor, noon: datetime
) -> None:
    letter, other = issue(), issue()
    with pytest.raises(NotVisible):
        given(letter, by=tamara, at=noon, line=other.lines.get())


def test_an_annulled_letter_gives_back_what_was_not_used(
    cast: people.Cast, issue: Issue, mri: Mri, maria: Actor, noon: datetime
) -> None:
    letter = issue(lines=[mri(3)])
    given(letter, by=maria, at=noon)

    notice = actions.annul(by=maria, at=noon, letter=letter, reason="Лечится в другой клинике")

    letter.refresh_from_db()
    assert letter.state == "cancelled"
    assert used(cast) == {MRI_LIMIT: 1, MONEY: 166_666}
    assert (notice.kind, notice.parent, notice.number[:4]) == ("annul", letter, "АНН-")
    assert (notice.reason, notice.clinic) == ("Лечится в другой клинике", cast.clinic)
    with pytest.raises(Refusal, match="«аннулировано»"):
        actions.annul(by=maria, at=noon, letter=letter, reason="Ещё раз")


def test_what_supplements_a_letter_is_annulled_with_it(
    cast: people.Cast, issue: Issue, mri: Mri, maria: Actor, noon: datetime
) -> None:
    letter = issue()
    extra = actions.supplement(
        by=maria, at=noon, parent=letter, lines=[mri(2)], decision=decided(cast.anna_policy)
    )

    actions.annul(by=maria, at=noon, letter=letter, reason="Ошибка")

    extra.refresh_from_db()
    assert extra.state == "cancelled"
    assert used(cast) == {MRI_LIMIT: 0, MONEY: 0}


def test_who_annuls(cast: people.Cast, issue: Issue, noon: datetime) -> None:
    letter = issue()
    for who in (cast.anna, cast.tamara):
        with pytest.raises(Forbidden):
            actions.annul(by=people.actor(who), at=noon, letter=letter, reason="Нет")
    with pytest.raises(Forbidden):
        actions.annul(by=SYSTEM, at=noon, letter=letter, reason="Нет")
    for stranger in (cast.oleg, cast.olga, cast.boris):
        with pytest.raises(NotVisible):
            actions.annul(by=people.actor(stranger), at=noon, letter=letter, reason="Нет")
    with pytest.raises(Refusal, match="почему"):
        actions.annul(by=people.actor(cast.maria), at=noon, letter=letter, reason=" ")


def test_a_stale_page_is_told_what_happened(
    issue: Issue, mri: Mri, maria: Actor, noon: datetime
) -> None:
    letter = issue(lines=[mri(2)])
    given(letter, by=maria, at=noon)

    with pytest.raises(Stale, match="Мария Кедрова") as caught:
        actions.annul(by=maria, at=noon, letter=letter, reason="Нет", version=1)
    assert caught.value.current == 2


def test_letters_expire_after_their_last_day(
    cast: people.Cast, issue: Issue, mri: Mri, noon: datetime
) -> None:
    short, long = issue(days=10), issue(days=11, lines=[mri(2)])

    assert actions.expire_due(at=noon + timedelta(9)) == 0
    assert actions.expire_due(at=noon + timedelta(10)) == 1
    assert actions.expire_due(at=noon + timedelta(10)) == 0

    short.refresh_from_db()
    long.refresh_from_db()
    assert (short.state, long.state) == ("expired", "pending")
    assert used(cast) == {MRI_LIMIT: 2, MONEY: 500_000}
    event = short.events.get(what="expired")
    assert (event.by_id, event.by_name) == (None, "Пульт")


def test_what_was_given_stays_used_after_the_letter_expires(
    cast: people.Cast, issue: Issue, mri: Mri, tamara: Actor, noon: datetime
) -> None:
    letter = issue(lines=[mri(3)], days=1)
    given(letter, by=tamara, at=noon)

    actions.expire_due(at=noon + timedelta(1))

    assert used(cast) == {MRI_LIMIT: 1, MONEY: 166_666}
    with pytest.raises(Refusal, match="срок истёк"):
        given(letter, by=tamara, at=noon)


@pytest.mark.parametrize(("amount", "quantity"), [(100, 3), (1, 3), (7, 7), (10, 4), (99_99, 1)])
def test_shares_of_the_money_add_up(cast: people.Cast, amount: int, quantity: int) -> None:
    need = Need(cast.anna_policy.id, *MONEY, 100_00, "money", amount)
    line = LetterLine(quantity=quantity, needs=[need.to_data()])
    steps = [share(line, cast.anna_policy.id, n, n + 1) for n in range(quantity)]

    assert sum(part.amount for parts in steps for part in parts) == amount
    assert share(line, cast.anna_policy.id, 0, quantity) == [need]


def test_an_annulled_supplement_takes_back_the_days_that_it_gave(
    issue: Issue, maria: Actor, noon: datetime
) -> None:
    parent = issue(days=10)
    own = parent.last_day
    short, long = (actions.supplement(by=maria, at=noon, parent=parent, days=n) for n in (20, 30))

    ends = []
    for each in (long, short):
        actions.annul(by=maria, at=noon, letter=each, reason="Ошиблись датой")
        parent.refresh_from_db()
        ends.append((parent.state, parent.last_day))

    assert ends == [("pending", short.last_day), ("pending", own)]


def test_the_table_of_states() -> None:
    ends = {State.EXPIRED, State.CANCELLED}
    for state in State:
        for action in Action:
            try:
                found = lifecycle.after(state, action)
            except NotPossible:
                continue
            assert state not in ends
            assert found in lifecycle.TABLE
    assert lifecycle.after("exhausted", Action.SIGN) == State.EXHAUSTED


@pytest.mark.parametrize("change", ["UPDATE {} SET what = ''", "DELETE FROM {}"])
def test_the_story_of_a_letter_is_append_only(issue: Issue, change: str) -> None:
    issue()
    refused = pytest.raises(DatabaseError, match="append-only")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format(LetterEvent._meta.db_table))


def test_the_database_keeps_a_line_within_its_quantity(issue: Issue) -> None:
    line = issue().lines.get()
    with pytest.raises(DatabaseError, match="not_used_beyond"), transaction.atomic():
        LetterLine.objects.filter(id=line.id).update(used=2)
