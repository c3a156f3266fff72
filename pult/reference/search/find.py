"""From a person's words to services: two questions to the database, the rest is arithmetic."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db import connection

from pult.reference.models import Service
from pult.reference.search import words
from pult.reference.search.index import STEM

LIMIT = 8
# Of a question's meaning, how much a service must answer to be offered, and how far from the
# best one it still is what the person may have meant. Set by the table of everyday questions
# in the tests.
ENOUGH = 0.52
CLOSE = 0.06
# A match counts by how much of the question it answers, and by how much of a phrase it fills.
_OF_QUESTION = 0.7
_OF_PHRASE = 0.3
_NOT_OWN = 0.9
_MOST_LIKELY = 40
# Two guesses of a mistyped word that are about as good.
_SAME = 0.1
# So many unknown words, those typed before other readings of them, are looked up by likeness.
_GUESSED = 12


@dataclass(frozen=True, slots=True)
class Found:
    """A service and how well it answers the question: 0 to 1."""

    code: str
    title_ru: str
    title_en: str
    score: float


@dataclass(slots=True)
class _Word:
    """One word of the question and the stems that it may mean, with how surely."""

    stems: dict[str, float] = field(default_factory=dict)
    weight: float = 0.0
    is_stop: bool = False


@dataclass(slots=True)
class _Candidate:
    title_ru: str
    title_en: str
    position: int
    is_own: bool
    answered: dict[int, float] = field(default_factory=dict)
    fit: float = 0.0


def find(text: str, *, limit: int = LIMIT) -> list[Found]:
    """Services that the text may mean, the best first; [] when nothing resembles it."""
    if code := words.code_in(text):
        return _by_code(code)
    meant = _understood(text)
    known = [word for word in meant if word.stems]
    if not known:
        return []
    whole = _whole(meant, known)
    found = [
        (score, candidate.position, code, candidate)
        for code, candidate in _candidates(meant).items()
        if (score := _score(candidate, whole)) >= ENOUGH
    ]
    found.sort(key=lambda row: (-round(row[0], 4), row[1], row[2]))
    return [
        Found(code, candidate.title_ru, candidate.title_en, round(score, 4))
        for score, _position, code, candidate in found[:limit]
    ]


def likely(text: str) -> list[Found]:
    """Every service that the person could mean: all that answer nearly as well as the best."""
    found = find(text, limit=_MOST_LIKELY)
    return [service for service in found if service.score >= found[0].score - CLOSE]


def _by_code(code: str) -> list[Found]:
    rows = Service.objects.filter(code=code).values_list("code", "title_ru", "title_en")
    return [Found(*row, 1.0) for row in rows]


# A short stem may belong to a longer mistyped word by chance: "калена" is not "кал".
_RESOLVE = f"""
    WITH asked AS (
        SELECT word, {STEM.format(word="word")} AS stem FROM unnest(%s::text[]) word
    ), known AS (
        SELECT DISTINCT ON (asked.word) asked.word, known.stem, known.weight
        FROM asked JOIN reference_serviceword known ON known.stem = asked.stem
        WHERE length(asked.stem) > 3
           OR length(asked.word) <= length(asked.stem) + 2
           OR known.word = asked.word
    )
    SELECT word, stem, weight, word, true FROM known
    UNION ALL
    SELECT asked.word, near.stem, near.weight, near.word, false
    FROM asked CROSS JOIN LATERAL (
        SELECT word, stem, weight FROM reference_serviceword
        WHERE word %% asked.word AND length(asked.word) >= 4
        ORDER BY similarity(word, asked.word) DESC, is_own DESC, word
        LIMIT 12
    ) near
    WHERE asked.stem IS NOT NULL AND asked.word = ANY(%s)
      AND asked.word NOT IN (SELECT word FROM known)
    UNION ALL
    SELECT word, NULL, 0, word, true FROM asked WHERE stem IS NULL
"""


def _understood(text: str) -> list[_Word]:
    """The words of the text, or of the reading of it that makes the most sense."""
    plain = words.asked(text)
    others = words.readings(text)
    everything = list(dict.fromkeys(word for reading in (plain, *others) for word in reading))
    if not everything:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_RESOLVE, [everything, everything[:_GUESSED]])
        resolved = _resolved(cursor.fetchall())
    return max((_meant(reading, resolved) for reading in (plain, *others)), key=_sense)


def _sense(meant: list[_Word]) -> float:
    """How surely its words are known, on average: of equal readings the text as typed wins."""
    return sum(max(word.stems.values()) for word in meant if word.stems) / (len(meant) or 1)


def _meant(reading: list[str], resolved: dict[str, _Word]) -> list[_Word]:
    """Its words; stop words of the dictionaries fall away."""
    return [found for word in reading if not (found := resolved.get(word, _Word())).is_stop]


def _resolved(rows: Iterable[tuple[str, str | None, float, str, bool]]) -> dict[str, _Word]:
    found: dict[str, _Word] = {}
    for asked, stem, weight, near, exact in rows:
        word = found.setdefault(asked, _Word())
        if stem is None:
            word.is_stop = True
            continue
        sure = 1.0 if exact else words.likeness(asked, near)
        best = max(word.stems.values(), default=0.0)
        if not sure or sure < best - _SAME:
            continue
        if sure > best + _SAME:
            word.stems, word.weight = {}, 0.0
        word.stems[stem] = max(sure, word.stems.get(stem, 0.0))
        word.weight = max(word.weight, weight)
    return found


def _whole(meant: list[_Word], known: list[_Word]) -> float:
    """The weight of the question; a word that nothing resembles counts as an average one."""
    told = sum(word.weight for word in known)
    return told + (len(meant) - len(known)) * told / len(known)


_CANDIDATES = """
    SELECT phrase.service_id, tsvector_to_array(phrase.stems), phrase.weight,
           service.title_ru, service.title_en, service.position, phrase.is_own
    FROM (
        (SELECT service_id, stems, weight, is_own FROM reference_servicephrase
         WHERE is_own AND stems @@ %(any)s::tsquery)
        UNION ALL
        (SELECT service_id, stems, weight, is_own FROM reference_servicephrase
         WHERE NOT is_own AND stems @@ %(all)s::tsquery
         ORDER BY weight, service_id LIMIT 40)
    ) phrase JOIN reference_service service ON service.code = phrase.service_id
"""


def _candidates(meant: list[_Word]) -> dict[str, _Candidate]:
    """Services of the insurer with any of the telling stems, and of the order with all of them."""
    known = [(number, word) for number, word in enumerate(meant) if word.stems]
    every = " & ".join(_either(word.stems) for _number, word in known)
    some = " | ".join(_either(word.stems) for word in _telling([word for _n, word in known]))
    found: dict[str, _Candidate] = {}
    with connection.cursor() as cursor:
        cursor.execute(_CANDIDATES, {"any": some, "all": every})
        for code, stems, weight, title_ru, title_en, position, is_own in cursor.fetchall():
            candidate = found.get(code)
            if candidate is None:
                candidate = found[code] = _Candidate(title_ru, title_en, position, is_own)
            _count(candidate, known, set(stems), weight)
    return found


def _either(stems: Collection[str]) -> str:
    return "(" + " | ".join(f"'{stem}'" for stem in sorted(stems)) + ")"


def _telling(known: list[_Word]) -> list[_Word]:
    """Without the words that half of the catalogue holds, unless there is nothing else."""
    heaviest = max(word.weight for word in known)
    return [word for word in known if word.weight >= heaviest / 2]


def _count(
    candidate: _Candidate, known: list[tuple[int, _Word]], stems: set[str], weight: float
) -> None:
    told = 0.0
    for number, word in known:
        sure = max((word.stems[stem] for stem in word.stems.keys() & stems), default=0.0)
        if sure:
            told += word.weight * sure
            candidate.answered[number] = max(
                candidate.answered.get(number, 0.0), word.weight * sure
            )
    candidate.fit = max(candidate.fit, min(told / weight, 1.0))


def _score(candidate: _Candidate, whole: float) -> float:
    answered = min(sum(candidate.answered.values()) / whole, 1.0)
    score = _OF_QUESTION * answered + _OF_PHRASE * candidate.fit
    return score if candidate.is_own else score * _NOT_OWN
