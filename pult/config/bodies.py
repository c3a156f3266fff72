"""How large and how slow a request may be, told before any of its body reaches a view."""

import time
from dataclasses import dataclass, field
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import IO

from django.urls import Resolver404, resolve

MB = 1024 * 1024
USUAL = 2 * MB
# By the names of addresses: where files are sent, with room for the form around them.
LARGER = {
    "office:roster-upload": 55 * MB,
    "cabinet:request-new": 105 * MB,
    "cabinet:request-message": 105 * MB,
    "desk:on-behalf": 105 * MB,
}
SILENCE = 15.0  # seconds that a sender may say nothing
GRACE, SLOWEST = 20.0, 8 * 1024  # after so many seconds, bytes a second on the average
IN_MEMORY = 256 * 1024  # of one body; the rest of it goes to an unnamed file
REFUSED = "pult.refused"  # in environ: the status with which the front refused the body


class Refused(Exception):
    """The body is not wanted, or did not come in time."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status)
        self.status = status


class Gone(Exception):
    """The sender left before the body was whole."""


def largest(path: str) -> int:
    """How many bytes an address takes at most."""
    try:
        return LARGER.get(resolve(path).view_name, USUAL)
    except (Resolver404, ValueError):
        return USUAL


def announced(length: str | None, limit: int) -> int | None:
    """The length that the head announces, if it does; Refused when it is too much or no number."""
    if length is None:
        return None
    if not (length.isascii() and length.isdigit()):
        raise Refused(HTTPStatus.BAD_REQUEST)
    if len(length) > 12 or int(length) > limit:
        raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return int(length)


@dataclass
class Body:
    """One request's body while it comes in; `time.monotonic()` runs from the end of its head."""

    limit: int
    expected: int | None
    size: int = 0
    since: float = field(default_factory=lambda: time.monotonic())
    file: IO[bytes] = field(
        default_factory=lambda: SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (whole() hands it on)
    )

    def patience(self) -> float:
        """For how many seconds to wait for the next piece; Refused when that is over."""
        due = self.since + GRACE + self.size / SLOWEST
        left = min(SILENCE, due - time.monotonic())
        if left <= 0:
            raise Refused(HTTPStatus.REQUEST_TIMEOUT)
        return left

    def add(self, piece: bytes) -> None:
        self.size += len(piece)
        if self.size > self.limit:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        self.file.write(piece)

    def whole(self) -> IO[bytes]:
        """The body from its beginning; Gone when it is not what the head announced."""
        if self.expected is not None and self.size != self.expected:
            raise Gone
        self.file.seek(0)
        return self.file
