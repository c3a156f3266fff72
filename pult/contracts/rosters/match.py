"""Which insured person a row means.

By policy number where one is given; else by name and birth date; else by passport, or by
personnel number with the same birth date, as when somebody has taken another name.
"""

from collections.abc import Callable

from pult.contracts.rosters.cells import Relation
from pult.contracts.rosters.current import Book, Insured
from pult.contracts.rosters.notes import BadCell
from pult.contracts.rosters.rows import RosterRow


class Mismatch(BadCell):
    """A row that means nobody for certain; `key` is the column to blame."""

    def __init__(self, key: str, value: object, code: str, **params: object) -> None:
        super().__init__(code, **params)
        self.key, self.value = key, value


def find(book: Book, row: RosterRow, digest: Callable[[str], str]) -> Insured | None:
    """The person of the employer whom the row means, or None for a new one. Raises Mismatch."""
    if row.policy_number:
        return _by_policy(book, row, digest)
    named = book.by_name.get((row.key, row.birth_date), [])
    if len(named) > 1:
        named = _narrowed(named, row, digest)
    if len(named) > 1:
        raise Mismatch("full_name", row.name, "person.ambiguous")
    if named:
        return named[0]
    return _by_passport(book, row, digest) or _by_personnel_number(book, row)


def _by_policy(book: Book, row: RosterRow, digest: Callable[[str], str]) -> Insured:
    number = row.policy_number or ""
    found = book.by_policy.get(number)
    if found is None:
        raise Mismatch("policy_number", number, "policy.unknown")
    same_passport = row.passport and book.by_passport.get(digest(row.passport)) is found
    if row.birth_date == found.birth_date or row.key == found.key or same_passport:
        return found
    raise Mismatch("policy_number", number, "policy.contradicts", name=found.full_name)


def _narrowed(named: list[Insured], row: RosterRow, digest: Callable[[str], str]) -> list[Insured]:
    """Namesakes born on one day, told apart by passport, personnel number, being insured now."""
    if row.passport:
        mark = digest(row.passport)
        if same := [one for one in named if one.passport_digest == mark]:
            return same
    if row.personnel_number:
        number = row.personnel_number
        if same := [one for one in named if one.personnel_number == number]:
            return same
    return [one for one in named if one.policy_id] or named


def _by_passport(book: Book, row: RosterRow, digest: Callable[[str], str]) -> Insured | None:
    if not row.passport or not book.by_passport:
        return None
    found = book.by_passport.get(digest(row.passport))
    if found and (found.birth_date == row.birth_date or found.key == row.key):
        return found
    return None


def _by_personnel_number(book: Book, row: RosterRow) -> Insured | None:
    """Dependants often carry the employee's number, so only employees are found by it."""
    if not row.personnel_number or row.is_dependant:
        return None
    for found in book.by_personnel.get(row.personnel_number, []):
        same_day = found.birth_date == row.birth_date
        if found.relation == Relation.EMPLOYEE and same_day and _same_first_name(found, row):
            return found
    return None


def _same_first_name(found: Insured, row: RosterRow) -> bool:
    return found.first_name.casefold().replace("ё", "е") == row.name.first.casefold().replace(
        "ё", "е"
    )
