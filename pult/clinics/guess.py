"""Which doctor a complaint in plain words may be for. A guess that opens a form, no answer."""

from collections.abc import Iterable

from pult.clinics.models import Specialty
from pult.kernel.text import name_key

# An ending of a Russian word is up to three letters; a stem shorter than four means too much.
ENDING, LEAST = 3, 4


def specialties_for(text: str, known: Iterable[Specialty], *, most: int = 3) -> list[Specialty]:
    """The specialties whose name or synonyms the text mentions, the best told first."""
    words = name_key(text).split()
    scored = []
    for specialty in known:
        phrases = (specialty.name_ru, specialty.name_en, *specialty.synonyms)
        score = max(_score(words, name_key(phrase).split()) for phrase in phrases)
        if score:
            scored.append((-score, specialty.position, specialty))
    scored.sort(key=lambda row: row[:2])
    return [specialty for *_rest, specialty in scored[:most]]


def _score(words: list[str], phrase: list[str]) -> int:
    """Letters of the phrase that the text holds; 0 unless every word of the phrase is there."""
    if not phrase or not all(any(_same(word, part) for word in words) for part in phrase):
        return 0
    return sum(map(len, phrase))


def _same(word: str, part: str) -> bool:
    stem = part[: max(LEAST, len(part) - ENDING)]
    if len(part) < LEAST:
        return word == part
    return word.startswith(stem) and abs(len(word) - len(part)) <= ENDING + 1
