"""Writing a plan: COPY for the new, one UPDATE for the changed, whatever their number."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from pult.contracts.models import Contract
from pult.contracts.rosters.cells import Relation
from pult.contracts.rosters.current import Insured
from pult.contracts.rosters.plan import Addition, Change, Ending, Plan
from pult.contracts.rosters.rows import RosterRow
from pult.kernel import crypto
from pult.kernel.ids import new_id
from pult.kernel.text import phonetic_key, sort_key
from pult.people import passports

Progress = Callable[[int], None]
DAY = timedelta(days=1)

_PERSON = (
    "id", "last_name", "first_name", "middle_name", "birth_date", "sex", "city", "address",
    "name_key", "sort_key", "sound_key", "passport_cipher", "passport_digest", "passport_mask",
)  # fmt: skip
_POLICY = (
    "id", "number", "contract_id", "person_id", "programme_id", "period", "relation", "main_id",
    "mobile", "work_email", "personnel_number", "job", "created_at",
)  # fmt: skip
# What changes of a person and of a policy; a NULL passport or period stays as it was.
_CHANGED_PERSON = _PERSON
_CHANGED_POLICY = (
    "id", "programme_id", "period", "relation", "main_id", "mobile", "work_email",
    "personnel_number", "job",
)  # fmt: skip


class Writer:
    """Writes one plan into one contract, whose row the caller has locked."""

    def __init__(self, plan: Plan, contract: Contract, at: datetime, progress: Progress) -> None:
        self.plan, self.contract, self.at, self.progress = plan, contract, at, progress
        self.cipher = crypto.fernet(settings.PULT_DATA_KEYS)
        self.words = _Words()
        self.persons: list[UUID] = [
            one.person.person_id if one.person else new_id() for one in plan.added
        ]
        self.policies: list[UUID] = [new_id() for _ in plan.added]
        # Row number in the file → its policy, by which dependants find their main insured.
        self.policy_of = {
            one.row.row: policy for one, policy in zip(plan.added, self.policies, strict=True)
        }
        self.policy_of |= plan.kept

    def write(self) -> None:
        """Everything of the plan."""
        added = self.plan.added
        fresh = [
            (person, one)
            for person, one in zip(self.persons, added, strict=True)
            if one.person is None
        ]
        _copy("people_person", _PERSON, (self._person(i, one.row) for i, one in fresh))
        self.progress(70)
        _copy("contracts_policy", _POLICY, self._policies(added))
        self.progress(85)
        if added:
            self.contract.last_policy_number += len(added)
            self.contract.save(update_fields=["last_policy_number"])
        self._update_persons()
        self._update_policies()
        self.progress(90)

    def added(self) -> Iterable[tuple[UUID, str, dict[str, Any]]]:
        """Person, policy and details of each addition, for the journal."""
        for person, policy in zip(self.persons, self.policies, strict=True):
            yield person, str(policy), {}

    def _person(self, person_id: UUID, row: RosterRow) -> tuple[Any, ...]:
        name = row.name
        return (
            person_id, name.surname[:100], name.first[:100], name.patronymic[:100],
            row.birth_date, row.sex or "", (row.city or "")[:100], (row.address or "")[:300],
            row.key, self.words.sort_key(name), self.words.sound_key(name.surname),
            *self._passport(row.passport),
        )  # fmt: skip

    def _passport(self, passport: str | None) -> tuple[bytes | None, str, str]:
        if not passport:
            return None, "", ""
        sealed = self.cipher.encrypt(passports.normal(passport).encode())
        return sealed, passports.digest(passport), passports.mask(passport)

    def _policies(self, added: list[Addition]) -> Iterable[tuple[Any, ...]]:
        number, contract = self.contract.number, self.contract.id
        last = self.contract.last_policy_number
        for place, one in enumerate(added):
            row = one.row
            yield (
                self.policies[place], f"{number}-{last + place + 1:06}", contract,
                self.persons[place], one.programme_id, _period(one.start, one.last_day),
                row.relation or Relation.EMPLOYEE, self._main(row), row.phone or "",
                row.email or "", (row.personnel_number or "")[:40], (row.job or "")[:150], self.at,
            )  # fmt: skip

    def _main(self, row: RosterRow) -> UUID | None:
        if row.main is not None:
            return self.policy_of[row.main.row]
        return self.plan.mains.get(row.row)

    def _update_persons(self) -> None:
        """Persons told anew, those who return under another contract of the employer too."""
        told = [(one.row, one.insured, one.fields) for one in self.plan.changed]
        told += [(one.row, one.person, one.changes) for one in self.plan.added if one.person]
        rows = [
            self._changed_person(row, was, fields)
            for row, was, fields in told
            if fields.keys() & {"name", "birth_date", "sex", "city", "address", "passport"}
        ]
        _update("people_person", _CHANGED_PERSON, rows, keep_null=("passport_cipher",))

    def _changed_person(
        self, row: RosterRow, was: Insured, fields: dict[str, tuple[Any, Any]]
    ) -> tuple[Any, ...]:
        name = row.name if "name" in fields else None
        new = {key: new for key, (_, new) in fields.items()}
        last, first, middle = name or (was.last_name, was.first_name, was.middle_name)
        sealed, mark, mask = self._passport(new.get("passport"))
        if sealed is None:
            mark, mask = was.passport_digest, was.passport_mask
        return (
            was.person_id, last[:100], first[:100], middle[:100],
            new.get("birth_date", was.birth_date), new.get("sex", was.sex),
            new.get("city", was.city)[:100], new.get("address", was.address)[:300],
            row.key if name else was.key, sort_key(last, first, middle), phonetic_key(last),
            sealed, mark, mask,
        )  # fmt: skip

    def _update_policies(self) -> None:
        rows = [self._changed_policy(one) for one in self.plan.changed]
        rows += [_ended_policy(one) for one in self.plan.ended]
        _update("contracts_policy", _CHANGED_POLICY, rows)

    def _changed_policy(self, change: Change) -> tuple[Any, ...]:
        was = change.insured
        new = {key: new for key, (_, new) in change.fields.items()}
        return (
            was.policy_id, new.get("programme", was.programme_id),
            _period(new.get("start", was.start), new.get("last_day", was.last_day)),
            new.get("relation", was.relation),
            self._main(change.row) if "main" in new else was.main_id,
            new.get("mobile", was.mobile), new.get("work_email", was.work_email),
            new.get("personnel_number", was.personnel_number)[:40],
            new.get("job", was.job)[:150],
        )  # fmt: skip


class _Words:
    """Derived keys of names, each different word worked out once."""

    def __init__(self) -> None:
        self.sorts: dict[str, str] = {}
        self.sounds: dict[str, str] = {}

    def sort_key(self, words: Sequence[str]) -> str:
        for word in words:
            if word not in self.sorts:
                self.sorts[word] = sort_key(word)
        return " ".join([self.sorts[word] for word in words if word])

    def sound_key(self, surname: str) -> str:
        if surname not in self.sounds:
            self.sounds[surname] = phonetic_key(surname)
        return self.sounds[surname]


def _ended_policy(ending: Ending) -> tuple[Any, ...]:
    was = ending.insured
    return (
        was.policy_id, was.programme_id, _period(was.start, ending.last_day), was.relation,
        was.main_id, was.mobile, was.work_email, was.personnel_number, was.job,
    )  # fmt: skip


def _period(first: date, last: date) -> str:
    return f"[{first},{last + DAY})"


def _copy(table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    names = ", ".join(columns)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _update(
    table: str,
    columns: Sequence[str],
    rows: Sequence[tuple[Any, ...]],
    keep_null: Sequence[str] = (),
) -> None:
    """One UPDATE of many rows by their id, the first column, through a temporary table."""
    if not rows:
        return
    names = ", ".join(columns)
    changes = ", ".join(
        f"{name} = coalesce(t.{name}, q.{name})" if name in keep_null else f"{name} = t.{name}"
        for name in columns[1:]
    )
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS roster_changes")
        cursor.execute(
            f"CREATE TEMPORARY TABLE roster_changes ON COMMIT DROP AS "
            f"SELECT {names} FROM {table} WITH NO DATA"
        )
        _copy("roster_changes", columns, rows)
        cursor.execute(f"UPDATE {table} q SET {changes} FROM roster_changes t WHERE q.id = t.id")
        cursor.execute("DROP TABLE roster_changes")
