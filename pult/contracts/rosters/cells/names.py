"""Full names: look-alikes put right and reported, case and blanks mended."""

import re
from typing import Any, NamedTuple

from pult.contracts.rosters.cells.plain import plain
from pult.contracts.rosters.notes import BadCell, Note
from pult.kernel.text import LOOKALIKES

Notes = tuple[Note, ...]
LONGEST, LONGEST_PART = 100, 60


class Name(NamedTuple):
    surname: str
    first: str
    patronymic: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, self))


_USUAL = re.compile("[А-ЯЁ][а-яё]+(?: [А-ЯЁ][а-яё]+)+")
_USUAL_PART = re.compile("[А-ЯЁ][а-яё]+")
_LATIN = re.compile("[A-Za-z]")
_CYRILLIC = re.compile("[А-Яа-яЁё]")
_LATIN_LOOKALIKES = frozenset(map(chr, LOOKALIKES))
_CYRILLIC_LOOKALIKES = frozenset("асеорхАВСЕНКМОРТХ")
_BACK = str.maketrans("асеорхАВСЕНКМОРТХ", "aceopxABCEHKMOPTX")
_FORBIDDEN = re.compile(r"[^\w'ʼ’\-. ]|_")
_INITIALS = re.compile(r"^[^\W\d_]\.?(?: ?[^\W\d_]\.?)?$")
_PARTICLES = frozenset(["оглы", "оглу", "оглуу", "улы", "уулу", "кызы", "кизи", "гызы"])
_PATRONYMIC = re.compile("(?:вич|ьич|вна|ична)$", re.IGNORECASE)
_DASHES = re.compile("[‐‑‒–—−]")


def parse_full_name(raw: Any) -> tuple[Name | None, Notes]:
    """Surname, first name, patronymic out of one cell.

    >>> parse_full_name("  ИВАНОВА-ПЕТРОВА  анна Сергеевна ")[0]
    Name(surname='Иванова-Петрова', first='Анна', patronymic='Сергеевна')
    """
    notes: Notes = ()
    if isinstance(raw, str) and len(raw) <= LONGEST and _USUAL.fullmatch(raw):
        words = raw.split(" ")
    else:
        text, notes = _tidied(raw)
        if not text:
            return None, ()
        words = text.split(" ")
    if len(words) == 3:
        name, more = _three(*words)
        return name, notes + more
    if len(words) == 1:
        raise BadCell("name.one_word")
    _refuse_initials(words)
    return Name(words[0], words[1], " ".join(words[2:])), notes


def parse_name_part(raw: Any) -> tuple[str | None, Notes]:
    """One of surname, first name, patronymic in its own cell."""
    if isinstance(raw, str) and len(raw) <= LONGEST_PART and _USUAL_PART.fullmatch(raw):
        return raw, ()
    text, notes = _tidied(raw)
    if len(text) > LONGEST_PART:
        raise BadCell("name.long", count=LONGEST_PART)
    if text and _INITIALS.match(text) and len(text.strip(".")) == 1:
        raise BadCell("name.initials")
    return text or None, notes


def _three(first: str, second: str, third: str) -> tuple[Name, Notes]:
    """Three words; «Анна Сергеевна Иванова» is told by the patronymic in the middle."""
    _refuse_initials([first, second, third])
    if _PATRONYMIC.search(second) and not _PATRONYMIC.search(third) and third not in _PARTICLES:
        name = Name(third, first, second)
        return name, (Note("name.order", {"value": str(name)}),)
    return Name(first, second, third), ()


def _refuse_initials(words: list[str]) -> None:
    if any(len(word) <= 4 and _INITIALS.match(word) and "." in word for word in words[1:]) or (
        len(words) > 2 and all(len(word) == 1 for word in words[1:])
    ):
        raise BadCell("name.initials")


def _tidied(raw: Any) -> tuple[str, Notes]:
    text = _DASHES.sub("-", plain(raw))
    notes: Notes = ()
    if "(" in text:
        shorter = re.sub(r"\s*\([^)]*\)?", " ", text)
        text = " ".join(shorter.split())
        notes = (Note("name.brackets", {"value": text}),)
    text = re.sub(r"\s*-\s*", "-", text.replace(",", " ")).strip(" -.") or ""
    text = " ".join(text.split())
    if not text:
        return "", notes
    if re.search(r"\d", text):
        raise BadCell("name.digits")
    if len(text) > LONGEST:
        raise BadCell("name.long", count=LONGEST)
    if _FORBIDDEN.search(text):
        raise BadCell("name.signs")
    mended = " ".join(_one_alphabet(word, text) for word in text.split(" "))
    if mended != text:
        notes += (Note("name.lookalikes", {"value": _cased(mended)}),)
    return _cased(mended), notes


def _one_alphabet(word: str, text: str) -> str:
    """The word with look-alikes of the other alphabet replaced."""
    latin, cyrillic = set(_LATIN.findall(word)), set(_CYRILLIC.findall(word))
    if not latin or not _CYRILLIC.search(text):
        return word
    if latin <= _LATIN_LOOKALIKES and (cyrillic or len(word) > 1):
        return word.translate(LOOKALIKES)
    if not cyrillic:
        return word
    if cyrillic <= _CYRILLIC_LOOKALIKES:
        return word.translate(_BACK)
    raise BadCell("name.alphabets", word=word)


def _cased(text: str) -> str:
    """Words wholly in capitals or wholly small get a capital first letter; others stay."""
    words = text.split(" ")
    return " ".join(_cased_word(word, alone=len(words) == 1) for word in words)


def _cased_word(word: str, alone: bool) -> str:
    parts = word.split("-")
    if parts[-1].casefold() in _PARTICLES and (len(parts) > 1 or not alone):
        return "-".join([*map(_cased_part, parts[:-1]), parts[-1].casefold()])
    return "-".join(map(_cased_part, parts))


def _cased_part(part: str) -> str:
    if not (part.isupper() or part.islower()) or "." in part:
        return part
    return re.sub(r"[^\W\d_]+", lambda found: found.group().capitalize(), part)
