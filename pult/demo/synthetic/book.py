"""Writing the synthetic book by COPY: persons, policies and cases of made-up employers."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from pult.cases.kinds import KINDS
from pult.contracts.models import Contract, Employer, days
from pult.demo.synthetic.names import Names
from pult.kernel.errors import Refusal
from pult.people.names import keys
from pult.programmes.models import Programme

MEMBERS_A_CONTRACT = 5000
ROWS_A_COPY = 50_000
CITIES = ("Москва", "Санкт-Петербург", "Екатеринбург", "Казань", "Новосибирск")
OLDEST, YOUNGEST = date(1945, 1, 1), date(2024, 12, 31)

PERSON = (
    "id last_name first_name middle_name birth_date sex city address "
    "name_key sort_key sound_key passport_digest passport_mask"
)
POLICY = (
    "id number contract_id person_id programme_id period relation mobile work_email "
    "personnel_number job created_at"
)
CASE = (
    "id number kind title person_id policy_id contract_id channel priority state queue deadline "
    "version form outcome opened_at changed_at"
)
CLOCK = "case_id kind due_at met_at"
EVENT = "case_id at what by_name from_member internal text data"


@dataclass(frozen=True)
class Insured:
    person_id: UUID
    policy_id: UUID
    contract_id: UUID


def generate(*, members: int, cases: int, seed: int, at: datetime) -> None:
    """Write a book of `members` insured people and `cases` requests, of which 2 % are open.

    The same seed gives the same book. A synthetic person has no passport. Raises Refusal when no
    programme is loaded or when this seed was used before.
    """
    random = Random(seed)
    programmes = list(Programme.objects.order_by("code"))
    if not programmes:
        raise Refusal(_("Load an insurer first: pult demo, or pult load-insurer FOLDER."))
    if Contract.objects.filter(number__startswith=f"S{seed}-").exists():
        raise Refusal(
            _("The book of seed %(seed)d is loaded already: choose another --seed.")
            % {"seed": seed}
        )
    insured: list[Insured] = []
    names = Names(random)
    for first in range(0, members, MEMBERS_A_CONTRACT):
        with transaction.atomic():
            count = min(MEMBERS_A_CONTRACT, members - first)
            contract = _contract(seed, first // MEMBERS_A_CONTRACT + 1, programmes, at, count)
            insured += _members(random, names, contract, first, count, at)
    _cases(random, insured, cases, seed, at)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _contract(
    seed: int, number: int, programmes: list[Programme], at: datetime, count: int
) -> Contract:
    employer = Employer.objects.create(
        name=f"ООО «Синтетика {seed}-{number}»", city=CITIES[number % len(CITIES)]
    )
    contract = Contract.objects.create(
        number=f"S{seed}-{number:04d}",
        employer=employer,
        period=days(date(at.year, 1, 1), date(at.year + 1, 12, 31)),
        default_programme=programmes[number % len(programmes)],
        last_policy_number=count,
    )
    contract.programmes.set(programmes)
    return contract


def _members(
    random: Random, names: Names, contract: Contract, first: int, count: int, at: datetime
) -> list[Insured]:
    insured = [Insured(_id(random, at), _id(random, at), contract.id) for _ in range(count)]
    copy("people_person", PERSON, _persons(random, names, insured))
    copy("contracts_policy", POLICY, _policies(contract, insured, first, at))
    return insured


def _persons(random: Random, names: Names, insured: list[Insured]) -> Iterator[tuple[Any, ...]]:
    span = (YOUNGEST - OLDEST).days
    for one in insured:
        female = random.random() < 0.5
        last, first, middle = names.draw(female=female)
        derived = keys(last, first, middle)
        born = OLDEST + timedelta(days=random.randrange(span))
        yield (
            one.person_id, last, first, middle, born, "f" if female else "m",
            random.choice(CITIES), "", derived["name_key"], derived["sort_key"],
            derived["sound_key"], "", "",
        )  # fmt: skip


def _policies(
    contract: Contract, insured: list[Insured], first: int, at: datetime
) -> Iterator[tuple[Any, ...]]:
    period = f"[{contract.period.lower},{contract.period.upper})"
    for i, one in enumerate(insured):
        # 900–929 and 7 more digits: each synthetic person has a mobile of their own.
        mobile = f"+79{first + i:09d}"
        yield (
            one.policy_id, f"{contract.number}-{i + 1:06d}", contract.id, one.person_id,
            contract.default_programme_id, period, "employee", mobile,
            f"n{first + i}@{contract.number.lower()}.example.com", str(first + i), "", at,
        )  # fmt: skip


def _cases(random: Random, insured: list[Insured], count: int, seed: int, at: datetime) -> None:
    for start in range(0, count, ROWS_A_COPY):
        numbers = range(start, min(count, start + ROWS_A_COPY))
        rows = [_case(random, insured, number, seed, at) for number in numbers]
        with transaction.atomic():
            copy("cases_case", CASE, rows)
            copy("cases_caseclock", CLOCK, _clocks(rows))
            copy("cases_caseevent", EVENT, _events(rows))


def _case(
    random: Random, insured: list[Insured], number: int, seed: int, at: datetime
) -> tuple[Any, ...]:
    one = random.choice(insured)
    kind = random.choice([k for k in KINDS.values() if k.code in COMMON])
    is_open = random.random() < 0.02
    age = timedelta(minutes=random.randrange(1, 240 if is_open else 500_000))
    opened = at - age
    due = opened + timedelta(hours=4)
    return (
        _id(random, opened), f"S{seed}-{number:07d}", kind.code, str(kind.title),
        one.person_id, one.policy_id, one.contract_id, "cabinet", random.choice((1, 2, 2, 2)),
        "new" if is_open else "closed", "desk", due, 1, json.dumps({"phone": "", "complaint": ""}),
        "" if is_open else "answered", opened, opened,
    )  # fmt: skip


COMMON = frozenset({"appointment", "dental", "diagnostics", "programme_question"})


def _clocks(cases: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    for row in cases:
        met = None if row[9] == "new" else row[15]
        yield (row[0], "first_response", row[11] - timedelta(hours=3, minutes=45), met)
        yield (row[0], "resolution", row[11], met)


def _events(cases: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    for row in cases:
        yield (row[0], row[15], "opened", "", True, False, "Прошу записать к врачу.", "{}")


def _id(random: Random, at: datetime) -> UUID:
    """A version 7 UUID that the seed decides."""
    value = (int(at.timestamp() * 1000) & (2**48 - 1)) << 80
    value |= 0x7 << 76 | random.getrandbits(12) << 64 | 0b10 << 62 | random.getrandbits(62)
    return UUID(int=value)


def copy(table: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """COPY rows into the named columns of a table."""
    names = ", ".join(columns.split())
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({names}) FROM STDIN") as stream,
    ):
        for row in rows:
            stream.write_row(row)
