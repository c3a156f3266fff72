"""The hub as a process: real NOTIFY in, real event streams out."""

import statistics
import time
from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.db import connection, transaction

from pult.live.hub import aliases
from pult.notifications.live import publish
from tests.live.clients import Event, get, streams, token
from tests.live.hub import RunningHub
from tests.processes import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


def test_events_come_in_order_with_growing_ids(hub: RunningHub) -> None:
    with hub.stream("desk") as desk:
        for number in range(20):
            publish("desk", case=str(number))
        events = [desk.next() for _ in range(20)]
    assert [event.data for event in events] == [
        {"topics": ["desk"], "case": str(number)} for number in range(20)
    ]
    numbers = [int(event.id.partition("-")[2]) for event in events]
    assert numbers == sorted(set(numbers))


def test_a_stream_hears_only_the_topics_of_its_token(hub: RunningHub) -> None:
    with hub.stream("person:anna") as anna, hub.stream("person:vera", "desk") as other:
        publish("desk", "case:7", "person:anna", case="7")
        assert anna.next().data == {"topics": ["person:anna"], "case": "7"}
        assert other.next().data == {"topics": ["desk"], "case": "7"}
        publish("person:anna", case="8")
        assert other.silent()
        assert anna.next().data == {"topics": ["person:anna"], "case": "8"}


def test_a_rolled_back_change_tells_nobody(hub: RunningHub) -> None:
    with hub.stream("desk") as desk:
        with pytest.raises(RuntimeError), transaction.atomic():
            publish("desk", case="1")
            raise RuntimeError
        publish("desk", case="2")
        assert desk.next().data == {"topics": ["desk"], "case": "2"}


def test_without_a_good_token_there_is_no_stream(hub: RunningHub) -> None:
    for bad in (
        "",
        "nonsense",
        token("desk", secret="a secret of somebody else"),
        token("desk", ttl=timedelta(seconds=-1)),
    ):
        assert get(hub.port, f"/events?token={bad}") == (403, {"error": "token"})
    assert get(hub.port, "/events") == (403, {"error": "token"})


def test_only_the_pages_of_pult_may_read_it(hub: RunningHub) -> None:
    with hub.stream("desk", Origin="https://elsewhere.example") as desk:
        assert "access-control-allow-origin: http://localhost:8000\r\n" in desk.head
        assert "content-type: text/event-stream" in desk.head


def test_a_stream_ends_with_its_token(hub: RunningHub) -> None:
    with hub.stream("desk", ttl=timedelta(seconds=2)) as desk:
        assert desk.next() == Event("renew", {"topics": []})
        assert desk.ended()


def test_who_comes_back_is_told_to_fetch_anew(hub: RunningHub) -> None:
    with hub.stream("desk", "wall", Last_Event_ID="abc-17") as desk:
        assert desk.next() == Event("resync", {"topics": ["desk", "wall"], "missed": True})


def test_after_a_gap_everybody_is_told_to_fetch_anew(hub: RunningHub) -> None:
    with hub.stream("desk") as desk:
        _cut_the_listener()
        assert desk.next() == Event("resync", {"topics": ["desk"], "missed": True})
        publish("desk", case="1")
        assert desk.next().data == {"topics": ["desk"], "case": "1"}


def test_a_client_that_does_not_read_is_dropped_and_holds_up_no_other(hub: RunningHub) -> None:
    with hub.stream("desk") as slow, hub.stream("desk") as quick:
        slow.lag()
        for number in range(1500):
            publish("desk", case=str(number), padding="x" * 6000)
            assert quick.next().data["case"] == str(number)
        wait_until(lambda: streams(hub.port) == 1, seconds=30)


def test_a_client_that_lags_is_told_to_fetch_anew(hub: RunningHub) -> None:
    with hub.stream("desk") as slow:
        for number in range(3000):
            publish("desk", case=str(number), padding="x" * 4000)
        time.sleep(0.5)  # the hub has noticed by now
        events = [slow.next()]
        while events[-1].name == "message":
            events.append(slow.next())
        assert events[-1] == Event("resync", {"topics": ["desk"], "missed": True})
        assert slow.ended()


def test_streams_that_were_closed_are_forgotten(hub: RunningHub) -> None:
    with hub.stream("desk"), hub.stream("desk"):
        assert streams(hub.port) == 2
    wait_until(lambda: streams(hub.port) == 0, seconds=5)


def test_it_says_how_it_is(hub: RunningHub) -> None:
    assert get(hub.port, "/healthz") == (200, {"status": "ok", "streams": 0})
    assert get(hub.port, "/elsewhere") == (404, {"error": "not found"})


def test_it_stops_at_once_and_sends_its_clients_elsewhere(hub: RunningHub) -> None:
    with hub.stream("desk") as desk:
        started = time.monotonic()
        assert hub.process.stop() == 0
        assert time.monotonic() - started < 2
        assert desk.next().name == "renew"
    assert "token" not in hub.process.log


def test_two_hundred_streams_hear_within_half_a_second(hub: RunningHub) -> None:
    with ExitStack() as stack:
        clients = [stack.enter_context(hub.stream("desk")) for _ in range(200)]
        took = []
        for number in range(5):
            sent = time.monotonic()
            publish("desk", case=str(number))
            for client in clients:
                assert client.next().data["case"] == str(number)
                took.append(time.monotonic() - sent)
    assert statistics.quantiles(took, n=20)[-1] < 0.5


def _cut_the_listener() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'pult-live' AND datname = current_database()"
        )


def test_a_page_opened_by_another_name_of_this_machine_is_let_in() -> None:
    assert aliases(b"http://localhost:8000") == [
        b"http://localhost:8000", b"http://127.0.0.1:8000", b"http://[::1]:8000",
    ]  # fmt: skip
    assert aliases(b"https://pult.example.ru") == [b"https://pult.example.ru"]
