"""Templates of the tests' own kinds of messages, and the peers that receive them."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.notifications.letters import TEMPLATES
from tests.notifications.peers import Gateway, MailServer


@pytest.fixture(autouse=True)
def letters(settings: Any) -> None:
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [TEMPLATES]}]


@pytest.fixture
def mail(settings: Any) -> Iterator[MailServer]:
    """A mail server that runs and is set up."""
    server = MailServer()
    server.start()
    settings.PULT_SMTP_URL = server.url
    settings.PULT_MAIL_FROM = "Пульт <pult@insurer.example>"
    yield server
    server.stop()


@pytest.fixture
def gateway(settings: Any) -> Iterator[Gateway]:
    """An SMS gateway that runs and is set up."""
    server = Gateway()
    server.start()
    settings.PULT_SMS_URL = server.url
    yield server
    server.stop()
