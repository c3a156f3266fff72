"""What a failure leaves in the log: where and of which type, never what people typed."""

import asyncio
import io
import json
import logging
from collections.abc import Iterator

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from pult.people.guard import public

SECRET = "Rk3vQ-secret-of-an-invitation"
PASSPORT = "4510 123456"


@public
def broken(request: HttpRequest, token: str) -> HttpResponse:
    raise ValueError(f"Key (passport)=({PASSPORT}) already exists.")


@public
def cut_off(request: HttpRequest, token: str) -> HttpResponse:
    raise OperationalError(f"connection lost at {PASSPORT}")


urlpatterns = [
    path("invitation/<str:token>", broken, name="broken"),
    path("lost/<str:token>", cut_off, name="cut-off"),
]
handler500 = "pult.config.outage.failure"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What goes to the log, as it is written there."""
    (ours,) = [h for h in logging.getLogger().handlers if type(h) is logging.StreamHandler]
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(ours.formatter)
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "page", "status", "error"),
    [
        ("/invitation/", "broken", 500, "ValueError"),
        ("/lost/", "cut-off", 503, "OperationalError"),
    ],
)
def test_a_failed_page_is_one_line_without_its_address_and_the_errors_text(
    written: io.StringIO, address: str, page: str, status: int, error: str
) -> None:
    client = Client(raise_request_exception=False)
    assert client.get(address + SECRET).status_code == status
    (line,) = written.getvalue().splitlines()
    assert SECRET not in line
    assert PASSPORT not in line
    said = json.loads(line)
    assert (said["event"], said["page"], said["status"], said["error"]) == (
        "request", page, status, error
    )  # fmt: skip
    assert said["at"][-1].rpartition("/")[2].startswith("test_logs.py:")


@pytest.mark.django_db
def test_a_false_host_is_not_repeated(written: io.StringIO) -> None:
    assert Client(HTTP_HOST=SECRET).get("/sign-in").status_code == 400
    assert SECRET not in written.getvalue()


def test_what_a_library_appends_to_its_words_is_dropped(written: io.StringIO) -> None:
    logging.getLogger("_granian").error(
        "Application callable raised an exception\nTraceback:\nValueError: %s", PASSPORT
    )
    asyncio.new_event_loop().call_exception_handler(
        {"message": "Task exception was never retrieved", "exception": ValueError(PASSPORT)}
    )
    first, second = map(json.loads, written.getvalue().splitlines())
    assert first["event"] == "Application callable raised an exception"
    assert (second["event"], second["error"]) == (
        "Task exception was never retrieved", "ValueError"
    )  # fmt: skip
    assert PASSPORT not in written.getvalue()
