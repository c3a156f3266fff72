"""A public page answers a clinic all day, and not a machine that tries addresses."""

from datetime import timedelta

import pytest
from pytest import MonkeyPatch

from pult.enrolment import strangers
from pult.kernel import clock

pytestmark = pytest.mark.django_db


def test_one_address_asks_so_often_and_again_later() -> None:
    now = clock.now()
    asked = [strangers.may_ask(purpose="check", address="192.0.2.1", at=now) for _ in range(121)]

    assert asked == [True] * 120 + [False]
    assert strangers.may_ask(purpose="check", address="192.0.2.2", at=now)
    assert strangers.may_ask(purpose="other", address="192.0.2.1", at=now)
    later = now + timedelta(minutes=10)
    assert strangers.may_ask(purpose="check", address="192.0.2.1", at=later)


def test_all_addresses_together_ask_so_often(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(strangers, "OF_ALL", 3)
    now = clock.now()

    asked = [strangers.may_ask(purpose="check", address=f"192.0.2.{n}", at=now) for n in range(5)]

    assert asked == [True, True, True, False, False]
