"""Texts that people read are whole in both languages, and neither stands in the other's place."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from pult.demo.load import INSURER

FILES = sorted(path.relative_to(INSURER).as_posix() for path in INSURER.rglob("*.toml"))


def texts(value: Any) -> Iterator[dict[str, str]]:
    """Every {ru, en} pair below a value."""
    if isinstance(value, dict):
        if set(value) == {"ru", "en"}:
            yield value
        else:
            for inner in value.values():
                yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


@pytest.mark.parametrize("name", FILES)
def test_every_pair_is_filled_and_english_is_english(name: str) -> None:
    found = list(texts(tomllib.loads((INSURER / name).read_text(encoding="utf-8"))))

    assert [pair for pair in found if not (pair["ru"].strip() and pair["en"].strip())] == []
    assert [pair["en"] for pair in found if re.search("[а-яё]", pair["en"], re.IGNORECASE)] == []
