"""Russian is complete. English is so by nature: message ids are the English sentences."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from pult.config.languages.catalogues import PULT, catalogue_paths, read
from pult.config.languages.extract import Sentence, sentences_by_package
from pult.config.languages.merge import known_words

SAID = sentences_by_package()
WORDS = known_words()
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%(?!\()[sd]|\{(\w*)\}")


@pytest.mark.parametrize("package", SAID, ids=lambda path: str(path.relative_to(PULT)))
def test_every_sentence_has_its_russian(package: Path) -> None:
    missing = [f"{said.singular!r} in {said.place}" for said in SAID[package] if not _known(said)]
    assert missing == []


@pytest.mark.parametrize("path", catalogue_paths(), ids=lambda path: str(path.relative_to(PULT)))
def test_nothing_is_left_for_later(path: Path) -> None:
    """No guesses of a merge tool (fuzzy), no plural without all three Russian forms."""
    unfinished = [
        message.id
        for message in read(path)
        if message.id
        and (message.fuzzy or (message.pluralizable and not _all_three(message.string)))
    ]
    assert unfinished == []


@pytest.mark.parametrize("path", catalogue_paths(), ids=lambda path: str(path.relative_to(PULT)))
def test_both_languages_fill_the_same_gaps(path: Path) -> None:
    wrong = []
    for message in read(path):
        if not message.id or not message.string:
            continue
        english = message.id if isinstance(message.id, tuple) else (message.id,)
        russian = message.string if isinstance(message.string, tuple) else (message.string,)
        expected = set().union(*map(_gaps, english))
        # A singular may name its number in words: «один раз».
        if any(_gaps(form) - expected for form in russian) or _gaps(russian[-1]) != expected:
            wrong.append(message.id)
    assert wrong == []


def test_sentences_in_the_code_are_english() -> None:
    found = [
        f"{said.singular!r} in {said.place}"
        for sentences in SAID.values()
        for said in sentences
        if re.search("[а-яё]{3}", f"{said.singular}{said.plural or ''}", re.IGNORECASE)
    ]
    assert found == []


def test_one_sentence_has_one_translation() -> None:
    """Django joins the catalogues into one, so two packages may not differ over a sentence."""
    found = defaultdict(set)
    for path in catalogue_paths():
        for message in read(path):
            if message.id and message.string and not message.pluralizable:
                found[message.id, message.context].add(message.string)
    assert {key: words for key, words in found.items() if len(words) > 1} == {}


def _known(said: Sentence) -> bool:
    words = WORDS.get(said.key)
    return words is not None and (said.plural is None or _all_three(words))


def _all_three(words: str | tuple[str, ...]) -> bool:
    return isinstance(words, tuple) and len(words) == 3 and all(words)


def _gaps(text: str) -> set[str]:
    return {match.group(0) for match in PLACEHOLDER.finditer(text.replace("%%", ""))}
