"""Starting the hub as `pult live` does."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from tests.live.clients import Client, token
from tests.notifications.peers import free_port
from tests.processes import Process, running


@dataclass
class RunningHub:
    port: int
    process: Process

    def stream(self, *topics: str, ttl: timedelta = timedelta(minutes=5), **headers: str) -> Client:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return Client(self.port, token(*topics, ttl=ttl), names)


@contextmanager
def running_hub() -> Iterator[RunningHub]:
    port = free_port()
    with running("-m", "django", "live", said="live.listening", PULT_LIVE_PORT=str(port)) as live:
        yield RunningHub(port, live)
