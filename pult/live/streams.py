"""Open streams by topic, and the fan-out of events to them."""

import asyncio
import json
from collections import deque
from collections.abc import Iterable
from datetime import datetime
from itertools import count

QUEUE = 64


class Stream:
    """What one client has yet to be sent. Bounded: who does not keep up is told to start anew."""

    def __init__(self, topics: frozenset[str], expires_at: datetime) -> None:
        self.topics = topics
        self.expires_at = expires_at
        self.waiting: deque[bytes] = deque()
        self.something = asyncio.Event()
        self.last_words: bytes | None = None

    def put(self, event: bytes) -> None:
        if self.last_words is not None:
            return
        if len(self.waiting) >= QUEUE:
            self.end(resync(self.topics))
            return
        self.waiting.append(event)
        self.something.set()

    def end(self, last_words: bytes) -> None:
        """Forget what waits, say one thing more and close."""
        self.last_words = last_words
        self.waiting.clear()
        self.something.set()

    def take(self) -> bytes:
        """Everything that waits, in order, as one piece."""
        self.something.clear()
        piece = b"".join(self.waiting)
        self.waiting.clear()
        return piece


class Streams:
    """The open streams of this process."""

    def __init__(self, started_at: datetime) -> None:
        # An id of an earlier process is never mistaken for one of this.
        self._epoch = f"{int(started_at.timestamp() * 1000):x}"
        self._numbers = count(1)
        self._by_topic: dict[str, set[Stream]] = {}
        self._all: set[Stream] = set()

    def __len__(self) -> int:
        return len(self._all)

    def add(self, stream: Stream) -> None:
        self._all.add(stream)
        for topic in stream.topics:
            self._by_topic.setdefault(topic, set()).add(stream)

    def remove(self, stream: Stream) -> None:
        self._all.discard(stream)
        for topic in stream.topics:
            listeners = self._by_topic.get(topic)
            if listeners is not None:
                listeners.discard(stream)
                if not listeners:
                    del self._by_topic[topic]

    def publish(self, payload: str) -> None:
        """Hand one notification to the streams of its topics; each sees only topics of its own."""
        try:
            message = json.loads(payload)
            topics = message.pop("topics")
        except (ValueError, KeyError, AttributeError, TypeError):
            return
        number = f"{self._epoch}-{next(self._numbers)}"
        pieces: dict[tuple[str, ...], bytes] = {}
        for stream in set().union(*(self._by_topic.get(topic, ()) for topic in topics)):
            heard = tuple(topic for topic in topics if topic in stream.topics)
            if heard not in pieces:
                pieces[heard] = _event(number, {"topics": heard, **message})
            stream.put(pieces[heard])

    def resync(self) -> None:
        """Something may have been missed: every client fetches anew."""
        for stream in self._all:
            stream.put(resync(stream.topics))

    def end(self) -> None:
        """Close every stream; the clients come back to whoever serves next."""
        for stream in self._all:
            stream.end(RENEW)


def resync(topics: Iterable[str]) -> bytes:
    """Tells a client to fetch anew whatever it shows."""
    return b"event: resync\ndata: " + _json({"topics": sorted(topics), "missed": True}) + b"\n\n"


def _event(number: str, message: dict[str, object]) -> bytes:
    return f"id: {number}\ndata: ".encode() + _json(message) + b"\n\n"


def _json(message: dict[str, object]) -> bytes:
    return json.dumps(message, separators=(",", ":")).encode()


# The browser's script sees events, not comments; a proxy takes either for a sign of life.
PING = b'event: ping\ndata: {"topics":[]}\n\n'
# The token's time is over, or the hub stops: come back with a new token.
RENEW = b'event: renew\ndata: {"topics":[]}\n\n'
