"""The cast under a programme that speaks: «Северная» published for the whole contract."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from pult.coverage.actions import Answered, ask
from pult.people.access import SYSTEM
from pult.programmes import versions
from pult.reference.actions import replace_catalogue
from tests import book, people
from tests.coverage.asking.programme import northern, services

Asking = Callable[..., Answered]


@pytest.fixture
def noon(cast: people.Cast) -> datetime:
    """Noon in Moscow of a Tuesday within the contract's first year."""
    return datetime(cast.contract.period.lower.year, 6, 16, 9, tzinfo=UTC)


@pytest.fixture
def programme(cast: people.Cast, noon: datetime) -> people.Cast:
    """The cast, whose Moscow programme is published."""
    book.profile()
    replace_catalogue(services=services())
    versions.write(document=northern(), valid_from=cast.contract.period.lower, by=SYSTEM, at=noon)
    return cast


@pytest.fixture
def asking(programme: people.Cast, noon: datetime) -> Asking:
    """Anna's policy asked about by the system, unless said otherwise."""

    def asking(service: str, **more: Any) -> Answered:
        usual = {"policy_number": programme.anna_policy.number, "by": SYSTEM, "at": noon}
        return ask(service=service, channel="console", **(usual | more))

    return asking
