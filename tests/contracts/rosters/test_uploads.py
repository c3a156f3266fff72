"""A list that waits for a decision can be read by nobody who only has the disk."""

import time
from pathlib import Path

import pytest

from pult.contracts.rosters import report, uploads
from pult.contracts.rosters.notes import Note, Problem
from pult.kernel.crypto import InvalidToken


@pytest.fixture(autouse=True)
def folder(settings: object, tmp_path: Path) -> None:
    settings.PULT_VAR = tmp_path  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", [1, uploads.PIECE - 1, uploads.PIECE, 3 * uploads.PIECE + 7])
def test_what_was_kept_comes_back(size: int) -> None:
    content = bytes(number % 251 for number in range(1000)) * (size // 1000 + 1)
    token = uploads.keep(content[:size])
    assert uploads.content(token) == content[:size]
    assert abs(uploads.size(token) - size) < size / 100 + 100


def test_fifty_megabytes_take_seconds() -> None:
    content = bytes(50 * 1024 * 1024)
    started = time.monotonic()
    assert uploads.content(uploads.keep(content)) == content
    assert time.monotonic() - started < 20


def test_a_file_that_was_cut_or_rearranged_is_not_read() -> None:
    token = uploads.keep(bytes(3 * uploads.PIECE))
    path = uploads.path_of(token)
    first, second, third = path.read_bytes().splitlines(keepends=True)
    for changed in (first + second, second + first + third, first + third, b""):
        path.write_bytes(changed)
        with pytest.raises(InvalidToken):
            uploads.content(token)


def test_a_stored_remark_shows_no_passport() -> None:
    unreadable = Problem(7, "Паспорт", "4510 12345", Note("passport.unreadable"), 3)
    stored = report._stored(unreadable, secret=set())
    assert stored["value"] == "••••345"
    padded = Problem(
        8, "Паспорт", "510 123456", Note("passport.zeros", {"value": "0510 123456"}), 3
    )
    stored = report._stored(padded, secret={3})
    assert (stored["value"], stored["params"]) == ("••••456", {"value": "05•• •••456"})
    other = Problem(9, "Документ", "4510 123456", Note("text.too_long", {"value": "x"}), 3)
    assert report._stored(other, secret={3})["value"] == "45•• •••456"
    assert report._stored(other, secret={4})["value"] == "4510 123456"
