"""Clients of the hub over real sockets."""

import json
import socket
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings

from pult.kernel import clock
from pult.live import tokens


def token(*topics: str, ttl: timedelta = timedelta(minutes=5), secret: str = "") -> str:
    return tokens.issue(topics, secret or settings.SECRET_KEY, ttl, at=clock.now())


@dataclass(frozen=True)
class Event:
    """One server-sent event: its name (`message` if none), its id and its data."""

    name: str
    data: dict[str, Any]
    id: str = ""


@dataclass
class Client:
    """One open stream; `next()` is the next event that is not a ping."""

    port: int
    token: str
    headers: dict[str, str] = field(default_factory=dict)

    def __enter__(self) -> "Client":
        self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=15)
        lines = [f"GET /events?token={self.token} HTTP/1.1", "Host: 127.0.0.1"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        self.socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        self._buffer = b""
        head = self._until(b"\r\n\r\n").decode()
        self.status = int(head.split()[1])
        self.head = head.lower()
        assert self._event().name == "ping"
        return self

    def __exit__(self, *args: object) -> None:
        self.socket.close()

    def next(self) -> Event:
        while True:
            event = self._event()
            if event.name != "ping":
                return event

    def lag(self) -> None:
        """Let little wait on this side of the connection."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 * 1024)

    def silent(self, seconds: float = 0.3) -> bool:
        """Whether nothing but pings comes for a while."""
        self.socket.settimeout(seconds)
        try:
            return self.next() is None
        except TimeoutError:
            return True
        finally:
            self.socket.settimeout(15)

    def ended(self) -> bool:
        """Whether the hub has closed the stream."""
        try:
            return self._until(b"0\r\n\r\n") is not None
        except EOFError:
            return True

    def _event(self) -> Event:
        fields = {"event": "message", "id": "", "data": "{}"}
        for line in self._until(b"\n\n").decode().splitlines():
            name, _, value = line.partition(": ")
            if name in fields:
                fields[name] = value
        return Event(fields["event"], json.loads(fields["data"]), fields["id"])

    def _until(self, mark: bytes) -> bytes:
        while mark not in self._buffer:
            piece = self.socket.recv(65536)
            if not piece:
                raise EOFError
            self._buffer += piece
        found, _, self._buffer = self._buffer.partition(mark)
        return found


def get(port: int, path: str) -> tuple[int, dict[str, Any]]:
    """Status and JSON of an answer."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def streams(port: int) -> int:
    return get(port, "/healthz")[1]["streams"]
