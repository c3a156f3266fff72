"""Lists waiting for a decision: encrypted, under names that cannot be guessed, never served.

Each line of a file is a piece of the list, encrypted with its number and whether it is the last.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from pult.kernel import crypto
from pult.kernel.crypto import InvalidToken
from pult.kernel.ids import new_token

PIECE = 1024 * 1024
_TOKEN = re.compile(r"[\w-]{20,64}")


def keep(content: bytes) -> str:
    """Write the file for its owner alone; answers with the token that finds it again."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    token = new_token()
    path = folder / token
    path.touch(mode=0o600)
    cipher = crypto.fernet(settings.PULT_DATA_KEYS)
    with path.open("wb") as out:
        for mark, piece in _pieces(content):
            out.write(cipher.encrypt(mark + piece) + b"\n")
    return token


def content(token: str) -> bytes:
    """The list as it was sent. Raises FileNotFoundError, and InvalidToken for what was changed."""
    cipher = crypto.fernet(settings.PULT_DATA_KEYS)
    found, mark = bytearray(), b""
    with path_of(token).open("rb") as lines:
        for number, line in enumerate(lines):
            mark, _, piece = cipher.decrypt(line.rstrip(b"\n")).partition(b"\n")
            if mark not in (b"%d" % number, b"%d." % number):
                raise InvalidToken
            found += piece
    if not mark.endswith(b"."):
        raise InvalidToken
    return bytes(found)


def size(token: str) -> int:
    """About how many bytes the list has, by the file alone. Raises FileNotFoundError."""
    return path_of(token).stat().st_size * 3 // 4


def _pieces(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Pieces with their marks: the number, and a full stop after the last one."""
    starts = range(0, len(content), PIECE)
    for number, start in enumerate(starts):
        last = start == starts[-1]
        yield b"%d%s\n" % (number, b"." if last else b""), content[start : start + PIECE]


def path_of(token: str) -> Path:
    """Where the file of this token stands, or stood."""
    if not _TOKEN.fullmatch(token):
        raise ValueError("No token of an upload.")
    return _folder() / token


def forget(token: str) -> None:
    """Remove the file; one that is gone already is well."""
    if token:
        path_of(token).unlink(missing_ok=True)


def tokens(*, before: datetime) -> set[str]:
    """The files that were written before a time."""
    folder = _folder()
    if not folder.is_dir():
        return set()
    return {
        path.name
        for path in folder.iterdir()
        if _TOKEN.fullmatch(path.name) and path.stat().st_mtime < before.timestamp()
    }


def _folder() -> Path:
    return Path(settings.PULT_VAR) / "uploads"
