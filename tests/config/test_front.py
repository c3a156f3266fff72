"""Bodies that stall, drip, lie about their length or are too large, on real sockets."""

import contextlib
import time
from collections.abc import Iterator
from http import HTTPStatus

import pytest
from pytest_django.plugin import DjangoDbBlocker

from pult.config import bodies
from tests.config.serving import Web, answer, served

pytestmark = pytest.mark.django_db

STALLED = 150
STALLING = "POST /sign-in\nContent-Length: 100000\nContent-Type: application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def web(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Web]:
    with django_db_blocker.unblock(), served() as found:
        yield found


def test_pages_answer_while_many_uploads_stall_and_the_stalled_are_told(web: Web) -> None:
    with contextlib.ExitStack() as stack:
        stalled = [stack.enter_context(web.open(STALLING, b"a")) for _ in range(STALLED)]
        time.sleep(0.5)
        started = time.monotonic()
        pages = ["/emergency", "/sign-in", "/healthz", "/static/plain.css"]
        assert {path: web.get(path) for path in pages} == dict.fromkeys(pages, 200)
        assert time.monotonic() - started < 5
        status, text = answer(stalled[0])
        assert status == 408
        assert text.splitlines()[0] == (
            "Запрос шёл слишком долго: проверьте связь и отправьте ещё раз."
        )
        assert time.monotonic() - started < bodies.SILENCE + 5


def test_a_body_larger_than_its_page_takes_is_refused_before_it_is_sent(web: Web) -> None:
    head = "POST {path}\nContent-Length: {length}\nAccept-Language: ru"
    for path, megabytes in (
        ("/sign-in", 2),
        ("/office/rosters/upload", 55),
        ("/cabinet/requests/new/dental", 105),
    ):
        with web.open(head.format(path=path, length=megabytes * bodies.MB + 1)) as connected:
            status, text = answer(connected)
        assert status == 413
        assert (
            f"За один раз отправлено слишком много: эта страница принимает до {megabytes} МБ."
            in text
        )


def test_a_body_without_a_length_is_counted_while_it_comes(web: Web) -> None:
    head = "POST /sign-in\nTransfer-Encoding: chunked"
    piece = b"10000\r\n" + bytes(0x10000) + b"\r\n"
    with web.open(head) as connected:
        with contextlib.suppress(OSError):
            for _ in range(33):
                connected.sendall(piece)
        status, _ = answer(connected)
    assert status == 413


@pytest.mark.parametrize("length", ["1e3", "²", "-1"])
def test_a_length_that_is_no_number_is_a_bad_request(web: Web, length: str) -> None:
    with web.open(f"POST /sign-in\nContent-Length: {length}") as connected:
        status, _ = answer(connected)
    assert status == 400


def test_who_leaves_in_the_middle_leaves_no_trace(web: Web) -> None:
    before = web.log()
    web.open(STALLING, b"csrf").close()
    time.sleep(0.5)
    assert web.log() == before


def test_a_steady_slow_sender_has_time_and_a_dripping_one_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 0.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    steady, dripping = bodies.Body(bodies.USUAL, None), bodies.Body(bodies.USUAL, None)
    for _ in range(30):
        now += 1
        steady.add(bytes(bodies.SLOWEST))
        dripping.add(b".")
    assert steady.patience() == bodies.SILENCE
    with pytest.raises(bodies.Refused) as refused:
        dripping.patience()
    assert refused.value.status == HTTPStatus.REQUEST_TIMEOUT
