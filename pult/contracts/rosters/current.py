"""Who is insured now: one read of everybody whom a roster may mean."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from pult.contracts.models import Contract


@dataclass(frozen=True, slots=True)
class Insured:
    """One person of the employer with their latest policy under the contract, if any.

    Without a policy, `policy_id` is None and the dates mean nothing.
    """

    person_id: UUID
    last_name: str
    first_name: str
    middle_name: str
    birth_date: date
    sex: str
    city: str
    address: str
    key: str
    passport_digest: str
    passport_mask: str
    policy_id: UUID | None = None
    policy_number: str = ""
    programme_id: UUID | None = None
    start: date = date.max
    last_day: date = date.max
    relation: str = ""
    main_id: UUID | None = None
    mobile: str = ""
    work_email: str = ""
    personnel_number: str = ""
    job: str = ""
    earlier_last_day: date | None = None  # of the policy before the latest

    @property
    def full_name(self) -> str:
        return " ".join(filter(None, (self.last_name, self.first_name, self.middle_name)))


@dataclass(slots=True)
class Book:
    """Everybody of one employer, findable by what a row may say of them."""

    people: list[Insured]
    by_name: dict[tuple[str, date], list[Insured]] = field(default_factory=dict)
    by_passport: dict[str, Insured] = field(default_factory=dict)  # each of one person alone
    holders: dict[str, list[Insured]] = field(default_factory=dict)  # of a passport, all of them
    by_policy: dict[str, Insured] = field(default_factory=dict)
    by_personnel: dict[str, list[Insured]] = field(default_factory=dict)
    by_key: dict[str, list[Insured]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        names, numbers, keys = defaultdict(list), defaultdict(list), defaultdict(list)
        holders = defaultdict(list)
        for person in self.people:
            names[person.key, person.birth_date].append(person)
            if person.passport_digest:
                holders[person.passport_digest].append(person)
            if person.policy_id:
                keys[person.key].append(person)
                if person.personnel_number:
                    numbers[person.personnel_number].append(person)
        self.by_name, self.by_personnel, self.by_key = names, numbers, keys
        # In the order of names, so that a warning names the same one each time.
        self.holders = {
            mark: sorted(some, key=lambda person: (person.full_name, str(person.person_id)))
            for mark, some in holders.items()
        }
        self.by_passport = {mark: one[0] for mark, one in holders.items() if len(one) == 1}

    def distrust(self, passport_digest: str) -> None:
        """Find nobody by a passport that the list gives to several."""
        self.by_passport.pop(passport_digest, None)


# The latest policy under the contract of everybody whom this employer insures or insured.
_PEOPLE = """
WITH mine AS (
    SELECT DISTINCT ON (q.person_id) q.*,
           lag(upper(q.period) - 1) OVER (PARTITION BY q.person_id ORDER BY q.period) AS earlier
    FROM contracts_policy q WHERE q.contract_id = %(contract)s
    ORDER BY q.person_id, q.period DESC
), others AS (
    SELECT DISTINCT q.person_id FROM contracts_policy q
    JOIN contracts_contract c ON c.id = q.contract_id
    WHERE c.employer_id = %(employer)s AND c.id <> %(contract)s
      AND NOT EXISTS (SELECT FROM mine WHERE mine.person_id = q.person_id)
)
SELECT p.id, p.last_name, p.first_name, p.middle_name, p.birth_date, p.sex, p.city, p.address,
       p.name_key, p.passport_digest, p.passport_mask,
       m.id, m.number, m.programme_id, lower(m.period), upper(m.period) - 1, m.relation, m.main_id,
       m.mobile, m.work_email, m.personnel_number, m.job, m.earlier
FROM mine m JOIN people_person p ON p.id = m.person_id
UNION ALL
SELECT p.id, p.last_name, p.first_name, p.middle_name, p.birth_date, p.sex, p.city, p.address,
       p.name_key, p.passport_digest, p.passport_mask,
       NULL, '', NULL, DATE '9999-12-31', DATE '9999-12-31',
       '', NULL, '', '', '', '', NULL
FROM others o JOIN people_person p ON p.id = o.person_id
"""
_NUMBERS = "SELECT number, person_id FROM contracts_policy WHERE contract_id = %s"


_ELSEWHERE = """
SELECT q.mobile, q.work_email, p.name_key, p.birth_date
FROM contracts_policy q
JOIN contracts_contract c ON c.id = q.contract_id
JOIN people_person p ON p.id = q.person_id
WHERE c.employer_id <> %(employer)s AND upper(q.period) > %(day)s AND q.{column} <> ''
  AND q.{column} = ANY(%(contacts)s)
"""


def contacts_elsewhere(
    contract: Contract, day: date, mobiles: Collection[str], emails: Collection[str]
) -> dict[str, set[tuple[str, date]]]:
    """Which of the contacts stand on other employers' living policies: contact → name keys and
    birth dates of their people."""
    owners: dict[str, set[tuple[str, date]]] = defaultdict(set)
    with connection.cursor() as cursor:
        for place, (column, contacts) in enumerate((("mobile", mobiles), ("work_email", emails))):
            if contacts:
                values: dict[str, Any] = {"employer": contract.employer_id, "day": day}
                values["contacts"] = list(contacts)
                cursor.execute(_ELSEWHERE.format(column=column), values)
                for row in cursor.fetchall():
                    owners[row[place]].add((row[2], row[3]))
    return owners


def read_book(contract: Contract) -> Book:
    """Everybody of the contract's employer, in two queries whatever their number."""
    ids: dict[str, Any] = {"contract": contract.id, "employer": contract.employer_id}
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, ids)
        people = [Insured(*row) for row in cursor.fetchall()]
        cursor.execute(_NUMBERS, [contract.id])
        numbers = cursor.fetchall()
    book = Book(people)
    by_id = {person.person_id: person for person in people}
    book.by_policy = {number: by_id[person] for number, person in numbers}
    return book
