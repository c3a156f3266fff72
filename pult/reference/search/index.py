"""What the search reads, built anew from the services after every load of them.

Stems come from PostgreSQL's own dictionaries, word by word: its parser of whole texts would go
by the locale of the server, which need not know Cyrillic letters.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import log

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Q

from pult.reference.models import Service
from pult.reference.search.words import split

# A short name that people use where the order writes the long one.
_SHORT = (
    ("магнитно-резонансная томография", "мрт"),
    ("компьютерная томография", "кт"),
    ("ультразвуковое исследование", "узи"),
    ("рентгенография", "рентген"),
    ("электрокардиограмм", "экг"),
)
# PostgreSQL's stemmer takes endings of nouns for those of verbs (гепатит, колено) and knows no
# fleeting vowels (почек, ребёнок): those words are frequent here and go first.
STEM = """
    CASE WHEN {word} ~ '^колен' THEN 'колен'
         WHEN {word} ~ '..ит(а|у|ом|е|ы|ов|ам|ами|ах)?$' AND {word} <> 'болит'
         THEN regexp_replace({word}, 'ит(а|у|ом|е|ы|ов|ам|ами|ах)?$', 'ит')
         WHEN {word} ~ '..[бвгджзклмнпрстфхцчшщ][ео]к$' THEN regexp_replace({word}, '[ео]к$', 'к')
         WHEN {word} ~ '[а-я]' THEN (ts_lexize('russian_stem', {word}))[1]
         WHEN {word} ~ '[a-z]' THEN (ts_lexize('english_stem', {word}))[1]
         ELSE {word} END
"""
_LONGEST_WORD = 60


@dataclass(frozen=True, slots=True)
class _Phrase:
    code: str
    words: tuple[str, ...]
    is_own: bool


def rebuild() -> None:
    """Replace all phrases and words, in the caller's transaction."""
    phrases = list(_phrases())
    stems = _stems({word for phrase in phrases for word in phrase.words})
    sets = [frozenset(filter(None, map(stems.get, phrase.words))) for phrase in phrases]
    weights = _weights(sets)
    own = {w for phrase in phrases if phrase.is_own for w in phrase.words}
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM reference_servicephrase")
        cursor.execute("DELETE FROM reference_serviceword")
        _write_words(cursor, stems, weights, own)
        _write_phrases(cursor, phrases, sets, weights)
        cursor.execute("ANALYZE reference_servicephrase")
        cursor.execute("ANALYZE reference_serviceword")


def _phrases() -> Iterator[_Phrase]:
    services = Service.objects.filter(Q(is_actual=True) | Q(is_own=True)).only(
        "code", "title_ru", "title_en", "official_title", "synonyms", "is_own"
    )
    for service in services.iterator():
        texts = [service.title_ru, service.title_en, service.official_title, *service.synonyms]
        texts += [short for text in texts[:3] if (short := _shortened(text))]
        named = {tuple(dict.fromkeys(split(text)))[:40] for text in texts}
        for words in named:
            kept = tuple(word for word in words if len(word) <= _LONGEST_WORD)
            if kept:
                yield _Phrase(service.code, kept, service.is_own)


def _shortened(title: str) -> str:
    lower = title.casefold()
    for long, short in _SHORT:
        if long in lower:
            return lower.replace(long, short)
    return ""


def _stems(words: set[str]) -> dict[str, str]:
    """The stem of each word that says something; "of" and "для" have none."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT word, {STEM.format(word='word')} FROM unnest(%s::text[]) word", [list(words)]
        )
        return {word: stem for word, stem in cursor.fetchall() if stem}


def _weights(sets: list[frozenset[str]]) -> dict[str, float]:
    """A rare stem tells more than a common one: the logarithm of how rare it is."""
    count = Counter(stem for stems in sets for stem in stems)
    return {stem: log(1 + len(sets) / times) for stem, times in count.items()}


def _write_words(
    cursor: CursorWrapper, stems: dict[str, str], weights: dict[str, float], own: set[str]
) -> None:
    with cursor.copy("COPY reference_serviceword (word, stem, weight, is_own) FROM STDIN") as copy:
        for word, stem in stems.items():
            copy.write_row((word, stem, weights[stem], word in own))


def _write_phrases(
    cursor: CursorWrapper,
    phrases: list[_Phrase],
    sets: list[frozenset[str]],
    weights: dict[str, float],
) -> None:
    seen = set()
    line = "COPY reference_servicephrase (service_id, stems, weight, is_own) FROM STDIN"
    with cursor.copy(line) as copy:
        for phrase, stems in zip(phrases, sets, strict=True):
            if not stems or (phrase.code, stems) in seen:
                continue
            seen.add((phrase.code, stems))
            vector = " ".join(f"'{stem}'" for stem in sorted(stems))
            weight = sum(weights[stem] for stem in stems)
            copy.write_row((phrase.code, vector, weight, phrase.is_own))
