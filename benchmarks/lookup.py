"""Member look-up against the bare SQL that answers the same question."""

from collections.abc import Callable, Iterator
from random import Random

from django.db import connection

from benchmarks.stage import Stage
from benchmarks.table import Row, percentile, timings
from pult.contracts.lookup import find_members

TIMES = 300
SAMPLE = """
SELECT p.last_name, p.first_name, p.birth_date, q.mobile, q.number, p.name_key
FROM people_person p JOIN contracts_policy q ON q.person_id = p.id
WHERE q.mobile <> '' OFFSET %s LIMIT 1
"""
BY_MOBILE = "SELECT person_id FROM contracts_policy WHERE mobile = %s AND mobile <> ''"
BY_NUMBER = "SELECT person_id FROM contracts_policy WHERE number = %s"
BY_BIRTH = "SELECT id FROM people_person WHERE birth_date = %s AND name_key LIKE %s"
BY_NAME = "SELECT id FROM people_person WHERE name_key LIKE %s LIMIT 12"


def run(stage: Stage) -> Iterator[Row]:
    random = Random(7)
    people = [_somebody(random, stage.members) for _ in range(60)]

    def row(what: str, typed: Callable[[tuple], str], sql: str, values: Callable) -> Row:
        return _row(f"look-up by {what}", random, people, typed, sql, values)

    yield row("phone", lambda p: p[3], BY_MOBILE, lambda p: [p[3]])
    yield row("policy", lambda p: p[4], BY_NUMBER, lambda p: [p[4]])
    born = lambda p: [p[2], p[5].split(" ")[0] + "%"]  # noqa: E731  one expression, used thrice
    yield row("name and birth date", lambda p: f"{p[0]} {p[2]:%d.%m.%Y}", BY_BIRTH, born)
    yield row(
        "mistyped name and birth date",
        lambda p: f"{_mistyped(random, p[0])} {p[2]:%d.%m.%Y}",
        BY_BIRTH,
        born,
    )
    name = lambda p: [p[5].split(" ")[0] + "%"]  # noqa: E731
    yield row("surname", lambda p: p[0], BY_NAME, name)
    yield row("surname and first name", lambda p: f"{p[0]} {p[1]}", BY_NAME, name)
    yield row("ё for е", lambda p: p[0].replace("е", "ё"), BY_NAME, name)
    yield row("mistyped surname", lambda p: _mistyped(random, p[0]), BY_NAME, name)


def _somebody(random: Random, members: int) -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(SAMPLE, [random.randrange(min(members, 20_000))])
        return cursor.fetchone()


def _mistyped(random: Random, name: str) -> str:
    """Two letters swapped, inside the word."""
    at = random.randrange(1, len(name) - 2)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def _row(
    what: str,
    random: Random,
    people: list[tuple],
    typed: Callable[[tuple], str],
    sql: str,
    values: Callable,
) -> Row:
    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, values(random.choice(people)))
            cursor.fetchall()

    ours = percentile(timings(lambda: find_members(typed(random.choice(people))), TIMES), 0.99)
    theirs = percentile(timings(bare, TIMES), 0.99)
    return Row(f"{what}, p99", ours, theirs, "bare SQL, p99", budget="≤ 20 ms", holds=ours <= 20)
