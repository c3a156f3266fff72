"""What only rows together can tell: a person twice, whose relative, shared contacts."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from pult.contracts.rosters.cells import Relation, parse_date, sex_of_patronymic
from pult.contracts.rosters.notes import Note
from pult.kernel.text import name_key

if TYPE_CHECKING:  # `rows` builds what this module only looks at
    from pult.contracts.rosters.rows import Doubt, Reading, RosterRow

_COMPARED = (
    "sex", "passport", "phone", "email", "address", "job", "city", "programme", "start", "end",
    "relation", "main_insured", "personnel_number", "policy_number",
)  # fmt: skip
WITH_PHONE_FROM = 14  # years: a passport is given at this age
_DATE = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d\d-\d\d")


def settle(reading: "Reading", rows: list["RosterRow"], doubts: list["Doubt"]) -> list["RosterRow"]:
    """The rows that stay good when all are seen; errors and warnings go to `reading`."""
    everyone = rows
    rows = _once(reading, rows)
    _check_periods(reading, rows)
    _derive_sex(reading, rows)
    _find_mains(reading, rows)
    bad = {problem.row for problem in reading.errors}
    for row in rows:
        if row.main is not None and row.main.row in bad and row.row not in bad:
            note = Note("main.bad", {"row": row.main.row})
            reading.error(row.row, "main_insured", row.main_insured, note)
            bad.add(row.row)
    doubts += [row.doubt for row in everyone if row.row in bad]
    good = [row for row in rows if row.row not in bad]
    _warn_of_absent(reading, good)
    _warn_of_shared(reading, good, "phone")
    _warn_of_shared(reading, good, "email")
    _warn_of_shared(reading, good, "passport")
    return good


def _once(reading: "Reading", rows: list["RosterRow"]) -> list["RosterRow"]:
    """Each person once: rows that agree are joined, rows that contradict are errors, both."""
    seen: dict[tuple[str, date], RosterRow] = {}
    again: set[int] = set()
    for row in rows:
        first = seen.setdefault((row.key, row.birth_date), row)
        if first is row:
            continue
        differing = [
            field
            for field in _COMPARED
            if None not in (mine := getattr(row, field), theirs := getattr(first, field))
            and mine != theirs
        ]
        if differing:
            _contradiction(reading, first, row, differing)
            continue
        for field in _COMPARED:
            if getattr(first, field) is None:
                setattr(first, field, getattr(row, field))
        again.add(row.row)
        reading.warn(
            row.row, _name_column(reading), row.name, Note("row.twice", {"row": first.row})
        )
    return [row for row in rows if row.row not in again] if again else rows


def _contradiction(
    reading: "Reading", first: "RosterRow", row: "RosterRow", differing: list[str]
) -> None:
    columns = ", ".join(reading.mapping.header(field) for field in differing)
    for mine, other in ((first, row), (row, first)):
        note = Note("row.contradicts", {"row": other.row, "columns": columns})
        reading.error(mine.row, _name_column(reading), mine.name, note)


def _name_column(reading: "Reading") -> str:
    return "full_name" if "full_name" in reading.mapping.keys else "surname"


def _check_periods(reading: "Reading", rows: list["RosterRow"]) -> None:
    if "end" not in reading.mapping.keys:
        return
    for row in rows:
        if row.start and row.end and row.end < row.start:
            reading.error(row.row, "end", row.end, Note("period.reversed"))


def _derive_sex(reading: "Reading", rows: list["RosterRow"]) -> None:
    """Sex by the patronymic where the list is silent; a warning where they differ."""
    known: dict[str, Any] = {}
    for row in rows:
        patronymic = row.name.patronymic
        if patronymic not in known:
            known[patronymic] = sex_of_patronymic(patronymic)
        told = known[patronymic]
        if row.sex is None:
            row.sex = told
        elif told is not None and told is not row.sex:
            reading.warn(row.row, "sex", row.sex, Note("sex.differs"))


def _find_mains(reading: "Reading", rows: list["RosterRow"]) -> None:
    """Whose relative each dependant is, wherever the employee stands in the list.

    A main insured who is not in the list is left for the contract to know (`plan`).
    """
    keys = reading.mapping.keys
    if not keys.keys() & {"relation", "main_insured"}:
        return
    dependants = []
    for row in rows:
        if row.main_insured and not row.is_dependant and not _is_self(row):
            row.relation = Relation.RELATIVE
        if row.is_dependant:
            dependants.append(row)
    employees = _Employees(row for row in rows if not row.is_dependant)
    bad = {problem.row for problem in reading.errors}
    for row in dependants:
        found = employees.find(row)
        if len(found) == 1:
            row.main = found[0]
        elif wrong := [one.row for one in found if one.row in bad]:
            note = Note("main.bad", {"row": wrong[0]})
            reading.error(row.row, "main_insured", row.main_insured, note)
        elif found:
            reading.error(row.row, "main_insured", row.main_insured, Note("main.ambiguous"))
        elif not row.main_insured:
            reading.error(row.row, "main_insured", "", Note("main.missing"))


def _is_self(row: "RosterRow") -> bool:
    """Some lists name the employee themselves in the column of the main insured."""
    return row.main_insured == row.personnel_number or main_key(row.main_insured or "") == row.key


def main_key(text: str) -> str:
    """The name key of a main insured, whose birth date may stand beside the name."""
    return name_key(_DATE.sub(" ", text))


class _Employees:
    """The employees of a list by personnel number and by name."""

    def __init__(self, rows: Iterable["RosterRow"]) -> None:
        self.by_number: dict[str, list[RosterRow]] = defaultdict(list)
        self.by_name: dict[str, list[RosterRow]] = defaultdict(list)
        for row in rows:
            self.by_name[row.key].append(row)
            if row.personnel_number:
                self.by_number[row.personnel_number].append(row)

    def find(self, dependant: "RosterRow") -> list["RosterRow"]:
        told = dependant.main_insured
        if not told:
            return self.by_number.get(dependant.personnel_number or "", [])
        if told in self.by_number:
            return self.by_number[told]
        named = self.by_name.get(main_key(told), [])
        if len(named) > 1 and (found := _DATE.search(told)):
            born = parse_date(found.group())[0]
            named = [row for row in named if row.birth_date == born]
        if len(named) > 1 and dependant.personnel_number:
            numbered = [r for r in named if r.personnel_number == dependant.personnel_number]
            named = numbered or named
        return named


def _warn_of_absent(reading: "Reading", rows: list["RosterRow"]) -> None:
    """Who cannot sign up yet; one warning for the file where it has no such column at all.

    A dependant needs no work e-mail: they sign up by an invitation. A young child has no phone.
    """
    keys = reading.mapping.keys
    if not keys.keys() & {"passport", "passport_series", "passport_number"}:
        reading.warn(reading.titles, "passport", "", Note("column.passport"))
    else:
        for row in rows:
            if row.passport is None:
                reading.warn(row.row, _passport_column(keys), "", Note("absent.passport"))
    young = _years_before(reading.today, WITH_PHONE_FROM)
    for key in ("phone", "email"):
        if key not in keys:
            reading.warn(reading.titles, key, "", Note(f"column.{key}"))
            continue
        landlines = {
            problem.row for problem in reading.warnings if problem.note.code == "phone.landline"
        }
        for row in rows:
            if key == "phone":
                needless = row.row in landlines or row.birth_date > young
            else:
                needless = row.is_dependant
            if getattr(row, key) is None and not needless:
                reading.warn(row.row, key, "", Note(f"absent.{key}"))


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def _passport_column(keys: dict[str, int]) -> str:
    return next(key for key in ("passport", "passport_number", "passport_series") if key in keys)


def _warn_of_shared(reading: "Reading", rows: list["RosterRow"], key: str) -> None:
    contacts = [value for row in rows if (value := getattr(row, key))]
    if len(set(contacts)) == len(contacts):
        return
    shared = {value for value, times in Counter(contacts).items() if times > 1}
    first: dict[str, int] = {}
    for row in rows:
        value = getattr(row, key)
        if value not in shared:
            continue
        if value in first:
            is_passport = key == "passport"
            code = "passport.shared" if is_passport else "contact.shared"
            column = _passport_column(reading.mapping.keys) if is_passport else key
            reading.warn(row.row, column, value, Note(code, {"row": first[value]}))
        else:
            first[value] = row.row
