"""Finding an insured person from what an operator heard: phone, policy, name, birth date."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from pult.kernel.text import name_key, phonetic_key, readings
from pult.people import phones

POLICY_NUMBER = re.compile(r"\b[\w/]+-\d+-\d{3,}\b")
BIRTH_DATE = re.compile(r"\b(\d{1,2})[.\-/ ](\d{1,2})[.\-/ ](\d{4})\b|\b(\d{4})-(\d\d)-(\d\d)\b")
# Enough to hold the right one among namesakes, few enough to rank in a millisecond or two.
CANDIDATES = 200
ALIKE_SURNAMES = 8
OF_EACH_SURNAME = 50  # when a first name follows, by which they are told apart


@dataclass(frozen=True)
class Found:
    """One policy of one person, as a line of the look-up shows it."""

    person_id: UUID
    policy_id: UUID
    full_name: str
    birth_date: date
    city: str
    policy_number: str
    mobile: str
    employer: str
    programme: str
    first_day: date
    last_day: date
    likeness: float


@dataclass(frozen=True)
class Question:
    """What a typed line was understood to be."""

    phone: str = ""
    policy_number: str = ""
    name: str = ""
    birth_date: date | None = None
    readings: tuple[str, ...] = ()  # the name in another layout or alphabet


def find_members(text: str, *, limit: int = 12) -> list[Found]:
    """The people that a typed line may mean, the likeliest first.

    Understands a phone, a policy number, a name (also mistyped, or with е for ё), a birth date,
    and a name with a birth date. Bounded work whatever is typed.
    """
    question = understand(text)
    if question.policy_number:
        return _rows("q.number = %(number)s", {"number": question.policy_number}, limit)
    if question.phone:
        return _rows("q.mobile = %(phone)s", {"phone": question.phone}, limit)
    if question.birth_date:
        return _by_birth_date(question, limit)
    return _by_any_name([question.name, *question.readings], limit)


def understand(text: str) -> Question:
    """Split a typed line into what it says.

    >>> understand("соболёва 01.02.1990").birth_date
    datetime.date(1990, 2, 1)
    """
    text = text.strip()[:200]
    born = BIRTH_DATE.search(text)
    if born:
        rest = (text[: born.start()] + " " + text[born.end() :]).strip()
        return Question(birth_date=_date(*born.groups()), name=name_key(rest))
    if number := POLICY_NUMBER.search(text):
        return Question(policy_number=number.group())
    if len(re.sub(r"\D", "", text)) >= 10 and not re.search(r"[^\W\d_]", text):
        return Question(phone=phones.normal(text))
    return Question(name=name_key(text), readings=tuple(map(name_key, readings(text))))


def _date(d: str, m: str, y: str, iso_y: str, iso_m: str, iso_d: str) -> date | None:
    try:
        return date(int(y or iso_y), int(m or iso_m), int(d or iso_d))
    except ValueError:
        return None


def _by_birth_date(question: Question, limit: int) -> list[Found]:
    where = "p.birth_date = %(born)s"
    return _rows(where, {"born": question.birth_date, "name": question.name}, limit)


def _by_any_name(names: list[str], limit: int) -> list[Found]:
    for name in names:
        if len(name) >= 2 and (found := _by_name(name, limit)):
            return found
    return []


def _by_name(name: str, limit: int) -> list[Found]:
    """Exact beginnings first, in either order; then surnames that look or sound alike."""
    return (
        _by_beginning(name, limit)
        or (" " in name and _by_beginning(_surname_first(name), limit))
        or _by_alike_surnames(name, limit)
        or _by_sound(name, limit)
    )


def _by_beginning(name: str, limit: int) -> list[Found]:
    return _rows("p.name_key LIKE %(start)s", {"start": _like(name), "name": name}, limit)


def _surname_first(name: str) -> str:
    """'анна игоревна соболева' → 'соболева анна игоревна'."""
    *given, surname = name.split(" ")
    return " ".join([surname, *given])


def _by_sound(name: str, limit: int) -> list[Found]:
    return _rows("p.sound_key = %(sound)s", {"sound": phonetic_key(name), "name": name}, limit)


def _by_alike_surnames(name: str, limit: int) -> list[Found]:
    """By the first name in full, where there is one, else by its first letter."""
    surname, _, rest = name.partition(" ")
    first_name = rest.split(" ")[0]
    for beginning in dict.fromkeys((first_name, first_name[:1])):
        values = {
            "surname": surname,
            "beginning": f" {beginning}",
            "surnames": ALIKE_SURNAMES,
            "each": OF_EACH_SURNAME if beginning else CANDIDATES // ALIKE_SURNAMES,
            "name": name,
        }
        if found := _answer(BY_ALIKE_SURNAMES, values, limit):
            return found
    return []


def _like(start: str) -> str:
    return re.sub(r"([%_\\])", r"\\\1", start) + "%"


# The array and the fence keep the planner to the plain index on persons: left alone, it asks the
# exclusion constraint's index, which is ordered by contract and slow for a person.
# Ranked before joined: of 200 candidates only those that are shown need their policies.
SELECT = """
WITH candidate AS MATERIALIZED (
    {candidates}
), p AS MATERIALIZED (
    SELECT p.*, {likeness} AS likeness FROM candidate p
    ORDER BY likeness DESC, p.sort_key LIMIT %(limit)s
)
SELECT p.id, q.id, concat_ws(' ', p.last_name, p.first_name, nullif(p.middle_name, '')),
       p.birth_date, p.city, q.number, q.mobile, e.name, g.name, lower(q.period),
       upper(q.period) - 1, p.likeness
FROM p
JOIN (
    SELECT * FROM contracts_policy WHERE person_id = ANY(ARRAY(SELECT id FROM p)) OFFSET 0
) q ON q.person_id = p.id
JOIN contracts_contract c ON c.id = q.contract_id
JOIN contracts_employer e ON e.id = c.employer_id
JOIN programmes_programme g ON g.id = q.programme_id
ORDER BY p.likeness DESC, p.sort_key, upper(q.period) DESC, q.number
LIMIT %(limit)s
"""
PERSONS = f"SELECT * FROM people_person p WHERE {{person}} LIMIT {CANDIDATES}"
BY_POLICY = "p.id IN (SELECT q.person_id FROM contracts_policy q WHERE {policy} LIMIT 50)"
# So many of each surname, or a common one would leave no room for a rare one. The bounds are
# what LIKE 'surname и%' means; LIKE itself finds no index for a pattern out of another table.
BY_ALIKE_SURNAMES = """
SELECT p.* FROM people_surnames_alike(%(surname)s, %(surnames)s) AS alike(surname),
LATERAL (
    SELECT * FROM people_person person
    WHERE person.name_key ~>=~ (alike.surname || %(beginning)s)
      AND person.name_key ~<~ (alike.surname || %(beginning)s || chr(1114111))
    LIMIT %(each)s
) p
"""
LIKENESS = (
    "greatest(similarity(p.name_key, %(name)s), word_similarity(%(name)s, p.name_key))::float"
)


def _rows(where: str, values: dict[str, Any], limit: int) -> list[Found]:
    by_policy = where.startswith("q.")
    person = BY_POLICY.format(policy=where) if by_policy else where
    return _answer(PERSONS.format(person=person), values, limit)


def _answer(candidates: str, values: dict[str, Any], limit: int) -> list[Found]:
    sql = SELECT.format(
        candidates=candidates, likeness=LIKENESS if values.get("name") else "1.0::float"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, {**values, "limit": limit})
        return [Found(*row) for row in cursor.fetchall()]
