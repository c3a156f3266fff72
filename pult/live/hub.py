"""The event hub: an ASGI application that streams notifications to pages (server-sent events).

It knows tokens and topics and nothing of Django: an event says which ids changed, and the page
fetches what its viewer may see.
"""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from urllib.parse import parse_qs

from pult.kernel import clock
from pult.live import tokens
from pult.live.listener import Listener
from pult.live.streams import PING, RENEW, Stream, Streams, resync

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

PING_EVERY = 15.0
# A client that takes nothing for so long is gone.
SEND_PATIENCE = 20.0
LOOPBACK = (b"localhost", b"127.0.0.1", b"[::1]")


class Hub:
    """One process's hub. `origin` is the pages' origin; `secrets` sign tokens, newest first."""

    def __init__(self, *, dsn: str, secrets: Sequence[str], origin: str) -> None:
        self.streams = Streams(clock.now())
        self.listener = Listener(dsn, self.streams.publish, self.streams.resync)
        self._secrets = secrets
        self._origins = aliases(origin.encode())

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        if scope["method"] not in ("GET", "HEAD"):
            await self._answer(scope, send, 405, {"error": "method"})
        elif scope["path"] == "/events":
            await self._events(scope, receive, send)
        elif scope["path"] == "/healthz":
            await self._health(scope, send)
        else:
            await self._answer(scope, send, 404, {"error": "not found"})

    def _cors(self, scope: dict[str, Any]) -> Headers:
        """The page's own origin when it is one of ours, else the first of ours."""
        asked = dict(scope["headers"]).get(b"origin", b"")
        origin = asked if asked in self._origins else self._origins[0]
        return [(b"access-control-allow-origin", origin), (b"vary", b"origin")]

    async def _health(self, scope: dict[str, Any], send: Send) -> None:
        listening = self.listener.listening
        body = {"status": "ok" if listening else "unavailable", "streams": len(self.streams)}
        if not listening:
            body["reason"] = "The database does not answer."
        await self._answer(scope, send, 200 if listening else 503, body)

    async def _events(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        query = parse_qs(scope["query_string"].decode("latin-1"))
        try:
            claims = tokens.read(query.get("token", [""])[0], self._secrets, at=clock.now())
        except tokens.BadToken:
            await self._answer(scope, send, 403, {"error": "token"})
            return
        stream = Stream(claims.topics, claims.expires_at)
        if any(name == b"last-event-id" for name, _ in scope["headers"]):
            # What happened in between is not kept: the client fetches anew.
            stream.put(resync(stream.topics))
        self.streams.add(stream)
        feeding = asyncio.create_task(self._feed(scope, stream, send))
        leaving = asyncio.create_task(_gone(receive))
        try:
            await asyncio.wait([feeding, leaving], return_when=asyncio.FIRST_COMPLETED)
        finally:
            self.streams.remove(stream)
            for task in (feeding, leaving):
                task.cancel()
            await asyncio.gather(feeding, leaving, return_exceptions=True)

    async def _feed(self, scope: dict[str, Any], stream: Stream, send: Send) -> None:
        """Send what comes until the token ends, or until the client lags too far behind."""
        headers = [
            (b"content-type", b"text/event-stream; charset=utf-8"),
            (b"cache-control", b"no-store"),
            (b"x-accel-buffering", b"no"),
            *self._cors(scope),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await _piece(send, PING)
        while True:
            left = (stream.expires_at - clock.now()).total_seconds()
            if left <= 0:
                await _piece(send, RENEW, last=True)
                return
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(min(PING_EVERY, left)):
                    await stream.something.wait()
            if stream.last_words is not None:
                await _piece(send, stream.last_words, last=True)
                return
            await _piece(send, stream.take() or PING)

    async def _answer(
        self, scope: dict[str, Any], send: Send, status: int, body: dict[str, Any]
    ) -> None:
        headers = [(b"content-type", b"application/json"), *self._cors(scope)]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": json.dumps(body).encode()})


def aliases(origin: bytes) -> list[bytes]:
    """The origin; of this very machine by each of its names, since a page answers to them all."""
    scheme, _, rest = origin.partition(b"://")
    host, colon, port = rest.rpartition(b":") if b":" in rest.rsplit(b"]")[-1] else (rest, b"", b"")
    if host not in LOOPBACK:
        return [origin]
    others = [name for name in LOOPBACK if name != host]
    return [origin, *(scheme + b"://" + name + colon + port for name in others)]


async def _piece(send: Send, body: bytes, *, last: bool = False) -> None:
    message = {"type": "http.response.body", "body": body, "more_body": not last}
    # Not wait_for, which makes a task of each of a thousand sendings.
    async with asyncio.timeout(SEND_PATIENCE):
        await send(message)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
