"""A stranger learns from no page whether somebody is insured: neither by words nor by time."""

import re
from collections.abc import Callable
from datetime import date
from statistics import median
from time import perf_counter
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pult.enrolment.models import OneTimeCode
from tests.enrolment.post import run_worker
from tests.people import Cast, member, person, policy

pytestmark = pytest.mark.django_db
PAIRS = 60
# Medians of interleaved requests; two halves of one and the same kind differ by up to 5 %.
NOISE = 0.15
ROUNDS = 3


def mobile(number: int) -> str:
    return f"+7917{number:07}"


def email(number: int) -> str:
    return f"person{number}@wind.example.ru"


@pytest.fixture
def insured(cast: Cast) -> list[int]:
    """Numbers of people in the roster, all with accounts."""
    for number in range(PAIRS):
        someone = person("Кленов Пётр Ильич", date(1980, 1, 1), f"4510 {number:06}")
        contacts = {"mobile": mobile(number), "work_email": email(number)}
        member(policy(cast.contract, someone, **contacts))
    return list(range(PAIRS))


def sign_up(client: Client, number: int) -> Any:
    return client.post("/sign-up", {"mobile": mobile(number), "work_email": email(number)})


def sign_in(client: Client, number: int) -> Any:
    return client.post("/sign-in", {"address": mobile(number)})


@pytest.mark.parametrize("ask", [sign_up, sign_in])
def test_as_fast_for_the_known_as_for_the_unknown(
    insured: list[int], ask: Callable[[Client, int], Any]
) -> None:
    # What differs by design differs in every round; a busy machine does not.
    rounds = [_times(ask, insured)]
    while len(rounds) < ROUNDS and not _alike(*rounds[-1]):
        rounds.append(_times(ask, insured))
    assert _alike(*rounds[-1]), rounds


def _alike(known: float, unknown: float) -> bool:
    return abs(known - unknown) <= NOISE * max(known, unknown)


def _times(
    ask: Callable[[Client, int], Any], insured: list[int]
) -> tuple[float, float]:
    """Medians in seconds, known and unknown in turns, so that a busy machine slows both."""
    times: dict[bool, list[float]] = {True: [], False: []}
    ask(Client(), 5_000_000)
    for number in insured:
        for known in (True, False) if number % 2 else (False, True):
            client = Client()
            started = perf_counter()
            ask(client, number if known else 1_000_000 + number)
            times[known].append(perf_counter() - started)
    print(f"{ask.__name__}: known {median(times[True]) * 1000:.2f} ms,", end=" ")
    print(f"unknown {median(times[False]) * 1000:.2f} ms")
    return median(times[True]), median(times[False])


@pytest.mark.parametrize("ask", [sign_up, sign_in])
def test_the_same_queries_and_the_same_job(
    insured: list[int], ask: Callable[[Client, int], Any]
) -> None:
    asked = []
    for number in (0, 1_000_000):
        with CaptureQueriesContext(connection) as queries:
            response = ask(Client(), number)
        asked.append((response.status_code, response["Location"], _shapes(queries)))
    assert asked[0] == asked[1]


def test_the_same_page_of_codes_byte_for_byte(insured: list[int]) -> None:
    pages = [_page_of_codes(number) for number in (0, 1_000_000)]
    assert pages[0] == pages[1]


def test_a_wrong_code_is_answered_alike(insured: list[int]) -> None:
    """Also with the same queries: an unknown person's code stands as a row too."""
    answers = []
    for number in (0, 1_000_000):
        client = Client()
        sign_up(client, number)
        run_worker()
        OneTimeCode.objects.filter(digest__gt="").update(digest="f" * 64)
        with CaptureQueriesContext(connection) as queries:
            response = client.post("/sign-up/codes", {"sms": "123456", "email": "123456"})
        answers.append((_bare(response, number), _shapes(queries)))
    assert answers[0] == answers[1]


def _page_of_codes(number: int) -> bytes:
    client = Client()
    sign_up(client, number)
    run_worker()
    return _bare(client.get("/sign-up/codes"), number)


def _bare(response: Any, number: int) -> bytes:
    """The page without what differs from browser to browser: tokens, the clock, the address
    that this very browser has typed."""
    page = response.content.decode()
    page = re.sub(r'(csrfmiddlewaretoken" value|csrf-token" content)="[^"]*"', "", page)
    page = re.sub(r'data-now="[^"]*"', "", page)
    digits = mobile(number)[5:]
    shown = f"{digits[:3]}-{digits[3:5]}-{digits[5:]}"
    return page.replace(shown, "000-00-00").replace(email(number), "address").encode()


def _shapes(queries: CaptureQueriesContext) -> list[str]:
    """The statements without their values."""
    values = re.compile(r"'[^']*'|\d+|ARRAY\[[^]]*\]")
    return [values.sub("?", query["sql"]) for query in queries.captured_queries]
