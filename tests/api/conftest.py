"""Tokens of the cast, and a way to call with them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from pult.api.actions import issue_token
from pult.kernel import clock
from pult.people.access import SYSTEM
from pult.people.models import Account
from tests import people
from tests.coverage.asking.conftest import noon, programme

__all__ = ["noon", "programme"]
DECISIONS = "/api/v1/coverage/decisions"
Call = Callable[..., Any]


def token(account: Account, **more: Any) -> str:
    email = account.email or ""
    return issue_token(email=email, name="МИС", by=SYSTEM, at=clock.now(), **more)[1]


@pytest.fixture
def call(programme: people.Cast) -> Call:
    """Asks about Anna as Maria of the desk, unless said otherwise."""
    desk = token(programme.maria)

    def call(secret: str = desk, *, language: str = "ru", **body: Any) -> Any:
        asked = {"policy": programme.anna_policy.number, "service": "B01.047.001"} | body
        return Client().post(
            DECISIONS, asked, content_type="application/json",
            headers={"Authorization": f"Bearer {secret}", "Accept-Language": language},
        )  # fmt: skip

    return call
