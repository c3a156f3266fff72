"""`pult reconcile-limits`: the ledger is right, and the counters follow it."""

from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils.translation import override

from pult.journal.models import Entry
from pult.kernel import clock
from pult.limits import actions
from pult.limits.models import LimitCounter
from pult.limits.needs import Need
from pult.people.access import SYSTEM
from tests import people


@pytest.fixture
def held(cast: people.Cast) -> LimitCounter:
    """Two visits of Анна, held; one visit of Борис, held and given back."""
    line = uuid4()
    for policy, amount, subject in (
        (cast.anna_policy, 2, uuid4()), (cast.boris_policy, 1, line),
    ):  # fmt: skip
        need = Need(policy.id, "visits", "2026", 5, "count", amount)
        actions.hold(needs={subject: [need]}, key=str(uuid4()), by=SYSTEM, at=clock.now())
    actions.release(subject_ids=[line], key=str(uuid4()), by=SYSTEM, at=clock.now())
    return LimitCounter.objects.get(policy=cast.anna_policy)


def reconcile(*words: str) -> tuple[int, str]:
    """Exit code and what was said, in Russian."""
    out = StringIO()
    with override("ru"):
        try:
            call_command("reconcile-limits", *words, stdout=out)
        except SystemExit as leaving:
            return int(leaving.code or 0), out.getvalue()
    return 0, out.getvalue()


def test_nothing_differs(held: LimitCounter) -> None:
    assert reconcile() == (0, "Расхождений: 0\n")


def test_a_difference_is_printed_and_left(held: LimitCounter) -> None:
    LimitCounter.objects.filter(id=held.id).update(used=4)

    code, said = reconcile()

    assert code == 1
    assert said == f"{held.policy.number} visits 2026: счётчик 4, по записям 2\nРасхождений: 1\n"
    held.refresh_from_db()
    assert held.used == 4


def test_a_repair_follows_the_ledger_and_is_journalled(held: LimitCounter) -> None:
    LimitCounter.objects.filter(id=held.id).update(used=4)

    code, said = reconcile("--repair")

    held.refresh_from_db()
    assert (code, held.used) == (0, 2)
    assert "счётчик 4, по записям 2" in said
    entry = Entry.objects.get(what="limit.repaired")
    assert (entry.details["before"], entry.details["after"]) == (4, 2)
    assert reconcile() == (0, "Расхождений: 0\n")
