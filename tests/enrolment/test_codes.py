"""One-time codes under fire."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from pult.enrolment import codes, limits
from pult.enrolment.codes import Guess, Purpose
from pult.enrolment.models import OneTimeCode
from pult.kernel import clock
from pult.kernel.ids import new_id

THREADS = 32


def place_with_code() -> tuple[OneTimeCode, str]:
    subject = new_id()
    codes.make_places(purpose=Purpose.SIGN_UP, subject_id=subject, channels=["sms"], at=clock.now())
    place = OneTimeCode.objects.get(subject_id=subject)
    return place, codes.issue(place=place)


def try_code(place: OneTimeCode, code: str, **more: object) -> Guess:
    asked: dict[str, Any] = {
        "purpose": place.purpose,
        "subject_id": place.subject_id,
        "channel": place.channel,
    }
    return codes.guess(**(asked | {"at": clock.now()} | more), code=code)


def wrong(code: str) -> str:
    return "111111" if code != "111111" else "222222"


def at_once(work: Callable[[int], object]) -> Counter:
    """Run `work` in 32 threads, each with a connection of its own, from one starting shot."""
    shot = Barrier(THREADS)

    def run(number: int) -> object:
        shot.wait()
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return Counter(pool.map(run, range(THREADS)))


@pytest.mark.django_db
def test_a_code_fits_once(db: None) -> None:
    place, code = place_with_code()
    assert try_code(place, wrong(code)) is Guess.WRONG
    assert try_code(place, code) is Guess.FITS
    assert try_code(place, code) is Guess.CLOSED


@pytest.mark.django_db
def test_a_code_is_good_for_ten_minutes() -> None:
    place, code = place_with_code()
    late = place.created_at + timedelta(minutes=10)
    assert try_code(place, code, at=late) is Guess.CLOSED
    assert try_code(place, code, at=late - timedelta(seconds=1)) is Guess.FITS


@pytest.mark.django_db
def test_a_code_belongs_to_its_attempt_channel_and_purpose() -> None:
    place, code = place_with_code()
    other, _ = place_with_code()
    assert try_code(other, code) is Guess.WRONG
    assert try_code(place, code, purpose=Purpose.SIGN_IN) is Guess.CLOSED
    assert try_code(place, code, channel="email") is Guess.CLOSED


@pytest.mark.django_db
def test_a_place_without_a_code_fits_nothing() -> None:
    subject = new_id()
    codes.make_places(purpose=Purpose.SIGN_UP, subject_id=subject, channels=["sms"], at=clock.now())
    place = OneTimeCode.objects.get(subject_id=subject)
    assert [try_code(place, "000000") for _ in range(6)] == [Guess.WRONG] * 5 + [Guess.CLOSED]


@pytest.mark.django_db
def test_a_newer_code_closes_the_older_one() -> None:
    place, code = place_with_code()
    codes.make_places(
        purpose=Purpose.SIGN_UP,
        subject_id=place.subject_id,
        channels=["sms"],
        at=clock.now() + timedelta(seconds=1),
    )
    assert try_code(place, code) is Guess.WRONG


@pytest.mark.django_db(transaction=True)
def test_thirty_two_guesses_at_once_are_counted_one_by_one() -> None:
    place, code = place_with_code()
    assert at_once(lambda _: try_code(place, wrong(code))) == {
        Guess.WRONG: codes.TRIES,
        Guess.CLOSED: THREADS - codes.TRIES,
    }
    assert try_code(place, code) is Guess.CLOSED


@pytest.mark.django_db(transaction=True)
def test_the_right_code_from_thirty_two_hands_fits_one_of_them() -> None:
    place, code = place_with_code()
    assert at_once(lambda _: try_code(place, code)) == {
        Guess.FITS: 1,
        Guess.CLOSED: THREADS - 1,
    }


@pytest.mark.django_db(transaction=True)
def test_thirty_two_askings_at_once_bring_one_code() -> None:
    now = clock.now()
    waits = at_once(lambda _: codes.may_ask(purpose="signup", address="+79160000001", at=now))
    assert waits == {timedelta(0): 1, codes.PAUSE: THREADS - 1}


@pytest.mark.django_db
def test_five_codes_in_a_quarter_of_an_hour_a_minute_apart() -> None:
    start = clock.now()

    def ask(minutes: float) -> timedelta:
        at = start + timedelta(minutes=minutes)
        return codes.may_ask(purpose="signin", address="anna@wind.example.ru", at=at)

    free = timedelta(0)
    assert ask(0) == free
    assert ask(0.5) == timedelta(seconds=30)
    assert [ask(minute) for minute in (1, 2, 3, 4)] == [free] * 4
    assert ask(5) == timedelta(minutes=10)
    assert ask(15) == free


@pytest.mark.django_db(transaction=True)
def test_a_limit_holds_under_thirty_two_hands() -> None:
    now = clock.now()
    rule: dict[str, Any] = {
        "purpose": "password",
        "who": "maria@staff.example.ru",
        "window": timedelta(hours=1),
    }
    assert at_once(lambda _: limits.spend(**rule, limit=10, at=now)) == {
        True: 10,
        False: THREADS - 10,
    }
