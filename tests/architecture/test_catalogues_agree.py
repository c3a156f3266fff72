"""One English sentence has one Russian translation, in whichever package it stands.

Django merges all catalogues into one, so of two translations the first package's would win
everywhere.
"""

from collections import defaultdict
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]


def test_no_sentence_is_translated_in_two_ways() -> None:
    said: dict[tuple[str | None, str], dict[str, str]] = defaultdict(dict)
    for path in sorted((ROOT / "pult").rglob("locale/ru/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="ru"):
                if message.id and message.string:
                    said[message.context, str(message.id)][str(message.string)] = str(path)
    assert said
    assert {key: ways for key, ways in said.items() if len(ways) > 1} == {}
