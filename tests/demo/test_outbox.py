"""The demo outbox page."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from pult.kernel import clock
from pult.notifications.delivery import deliver_due
from pult.notifications.models import Message
from tests.notifications.letters import CALENDAR, CODE, TEMPLATES, put

pytestmark = pytest.mark.django_db
OUTBOX = "/demo/outbox"


@pytest.fixture(autouse=True)
def templates(settings: Any) -> None:
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [TEMPLATES]}]


@pytest.fixture
def sent() -> Iterator[Message]:
    """A letter to Anna and a code to her mobile, both gone to the outbox."""
    put("greeting:1")
    put("code:1", kind=CODE.name, channel="sms", address="+79160002030", secret="481516")
    deliver_due()
    yield Message.objects.get(key="greeting:1")


def test_everybody_sees_what_would_have_been_sent(client: Client, sent: Message) -> None:
    page = client.get(OUTBOX).content.decode()
    titles = re.findall(r'rows__title" lang="ru">([^<]*)<', page)
    assert titles == ["Your code: 481516", "Hello, Анна"]
    assert "Это демонстрация" in page


def test_it_is_found_by_address_and_channel(client: Client, sent: Message) -> None:
    def titles(**query: str) -> list[str]:
        page = client.get(OUTBOX, query).content.decode()
        return re.findall(r'rows__title" lang="ru">([^<]*)<', page)

    assert titles(address="anna@") == ["Hello, Анна"]
    assert titles(address="+7916") == ["Your code: 481516"]
    assert titles(channel="email") == ["Hello, Анна"]
    assert titles(after=str(sent.id)) == []


def test_a_code_shows_until_it_expires(client: Client, sent: Message) -> None:
    code = Message.objects.get(key="code:1")
    page = reverse("demo:message", args=[code.id])
    assert "481516" in client.get(page).content.decode()
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        assert "481516" not in client.get(page).content.decode()
        assert "481516" not in client.get(OUTBOX).content.decode()


def test_a_letter_opens_as_it_arrives_and_its_files_download(client: Client, sent: Message) -> None:
    page = client.get(reverse("demo:message", args=[sent.id])).content.decode()
    assert "policy.pdf" in page
    letter = client.get(reverse("demo:letter", args=[sent.id]))
    assert letter.status_code == 200
    assert "sandbox" in letter.headers["Content-Security-Policy"]
    file = client.get(reverse("demo:attachment", args=[sent.id, 0]))
    assert file.content == CALENDAR
    assert file.headers["Content-Disposition"] == 'attachment; filename="visit.ics"'
    assert client.get(reverse("demo:attachment", args=[sent.id, 2])).status_code == 404


def test_outside_the_demo_there_is_no_such_page(
    client: Client, sent: Message, settings: Any
) -> None:
    settings.PULT_DEMO = False
    for address in (
        OUTBOX,
        reverse("demo:message", args=[sent.id]),
        reverse("demo:letter", args=[sent.id]),
        reverse("demo:attachment", args=[sent.id, 0]),
    ):
        assert client.get(address).status_code == 404
