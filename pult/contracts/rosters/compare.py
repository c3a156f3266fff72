"""What a roster would change: a pure comparison of its rows with who is insured now."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from pult.contracts.rosters.cells import Relation
from pult.contracts.rosters.current import Book, Insured
from pult.contracts.rosters.match import Mismatch, find
from pult.contracts.rosters.notes import Note, Problem, shown
from pult.contracts.rosters.plan import Addition, Change, Ending, Plan, Terms
from pult.contracts.rosters.rows import Doubt, Roster, RosterRow
from pult.contracts.rosters.together import main_key

DAY = timedelta(days=1)
Elsewhere = Callable[[Collection[str], Collection[str]], Mapping[str, set[tuple[str, date]]]]


class Comparing:
    """One comparison. `digest` is the keyed digest of a passport, `as_of` the day of the list.

    `elsewhere` answers for mobiles and e-mails who has them under other employers: name key and
    birth date, which are compared and never told.
    """

    def __init__(
        self,
        roster: Roster,
        book: Book,
        terms: Terms,
        *,
        as_of: date,
        digest: Callable[[str], str],
        elsewhere: Elsewhere = lambda mobiles, emails: {},
    ) -> None:
        self.plan = Plan(roster)
        self.book, self.terms, self.as_of, self.digest = book, terms, as_of, digest
        self.elsewhere = elsewhere
        self.plan.insured = sum(
            one.policy_id is not None and one.last_day >= as_of for one in book.people
        )
        self.taken: dict[UUID, RosterRow] = {}
        self.bad: set[int] = set()
        self.programmes: dict[str, UUID] = {}
        self.plain = not book.people  # an empty contract needs no matching

    def run(self, *, full: bool) -> Plan:
        """The plan; errors found here join those of the roster."""
        roster = self.plan.roster
        self._distrust_shared_passports()
        # Employees first, so that a dependant finds what became of the main insured.
        for dependants in (False, True):
            for row in roster.rows:
                if row.is_dependant is dependants:
                    self._guarded(row)
        if self.bad:
            roster.doubts += [row.doubt for row in roster.rows if row.row in self.bad]
            roster.rows = [row for row in roster.rows if row.row not in self.bad]
            roster.errors.sort(key=lambda problem: (problem.row, problem.index or 0))
        self.plan.dependants = sum(row.is_dependant for row in roster.rows)
        self._warn_of_taken()
        self._warn_of_contacts_elsewhere()
        self._warn_of_taken_passports()
        self.plan.added.sort(key=lambda addition: addition.row.row)
        if full:
            self._end_missing(roster.doubts)
        return self.plan

    def _guarded(self, row: RosterRow) -> None:
        try:
            self._place(row)
        except Mismatch as bad:
            self.bad.add(row.row)
            self.plan.errors.append(self._problem(row, bad.key, bad.value, bad.note))

    def _place(self, row: RosterRow) -> None:
        """Put one row where it belongs: added, changed or unchanged."""
        terms = self.terms
        for key, day in (("start", row.start), ("end", row.end)):
            if day is not None and not terms.first_day <= day <= terms.last_day:
                span = {"start": terms.first_day, "end": terms.last_day}
                raise Mismatch(key, day, "period.outside", **span)
        programme_id = self._programme(row)
        if row.is_dependant:
            self._check_main(row)
        insured = None
        if not self.plain:
            insured = find(self.book, row, self.digest)
            if insured is not None and self.taken.setdefault(insured.person_id, row) is not row:
                raise Mismatch("full_name", row.name, "person.ambiguous")
        elif row.policy_number:
            raise Mismatch("policy_number", row.policy_number, "policy.unknown")
        if insured is None or insured.policy_id is None:
            self._add(row, insured, programme_id, row.start or terms.first_day)
        elif self._has_left(row, insured):
            start = row.start if row.start and row.start > insured.last_day else None
            self._add(row, insured, programme_id, start or max(self.as_of, insured.last_day + DAY))
        else:
            self._keep(row, insured, programme_id)

    def _programme(self, row: RosterRow) -> UUID | None:
        """The programme that the row names; None where it names none."""
        text = row.programme
        if text is None:
            return None
        if text not in self.programmes:
            found = self.terms.programmes.get(programme_key(text))
            if found is None:
                raise Mismatch("programme", text, "programme.unknown", known=self.terms.known)
            self.programmes[text] = found
        return self.programmes[text]

    def _check_main(self, row: RosterRow) -> None:
        """A main insured outside the list must be found in the contract."""
        if row.main is not None:
            if row.main.row in self.bad:
                raise Mismatch("main_insured", row.main_insured, "main.bad", row=row.main.row)
            return
        main = self._main_in_contract(row)
        if main is None or main.policy_id is None:
            raise Mismatch("main_insured", row.main_insured, "main.unknown")
        self.plan.mains[row.row] = main.policy_id

    def _main_in_contract(self, row: RosterRow) -> Insured | None:
        told = row.main_insured or ""
        found = self.book.by_personnel.get(told) or self.book.by_key.get(main_key(told), [])
        employees = [one for one in found if one.relation == Relation.EMPLOYEE]
        if len(employees) > 1:
            raise Mismatch("main_insured", told, "main.ambiguous")
        return employees[0] if employees else None

    def _add(
        self, row: RosterRow, person: Insured | None, programme_id: UUID | None, start: date
    ) -> None:
        programme_id = programme_id or self.terms.default_programme
        if programme_id is None:
            raise Mismatch("programme", "", "programme.missing", known=self.terms.known)
        last_day = row.end or self.terms.last_day
        if last_day < start:
            raise Mismatch("end", row.end, "period.reversed")
        changes = self._person_changes(row, person) if person else {}
        self.plan.added.append(Addition(row, programme_id, start, last_day, person, changes))

    def _has_left(self, row: RosterRow, insured: Insured) -> bool:
        """Their policy is over, and the list names them for the days after it."""
        return insured.last_day < self.as_of and (row.end or self.terms.last_day) > insured.last_day

    def _keep(self, row: RosterRow, insured: Insured, programme_id: UUID | None) -> None:
        assert insured.policy_id is not None
        self.plan.kept[row.row] = insured.policy_id
        fields = self._person_changes(row, insured) | self._policy_changes(row, insured)
        if programme_id is not None and programme_id != insured.programme_id:
            fields["programme"] = (insured.programme_id, programme_id)
        if fields:
            self.plan.changed.append(Change(row, insured, fields))
        else:
            self.plan.unchanged += 1

    def _person_changes(self, row: RosterRow, was: Insured) -> dict[str, tuple[Any, Any]]:
        """What the row tells of the person otherwise; a blank cell tells nothing."""
        changes: dict[str, tuple[Any, Any]] = {}
        if row.key != was.key:
            changes["name"] = (was.full_name, str(row.name))
        for name in ("birth_date", "sex", "city", "address"):
            value = getattr(row, name)
            if value is not None and value != getattr(was, name):
                changes[name] = (getattr(was, name), value)
        if row.passport and self.digest(row.passport) != was.passport_digest:
            changes["passport"] = (was.passport_mask, row.passport)
        return changes

    def _policy_changes(self, row: RosterRow, was: Insured) -> dict[str, tuple[Any, Any]]:
        told = {
            "mobile": row.phone,
            "work_email": row.email,
            "personnel_number": row.personnel_number,
            "job": row.job,
            "relation": row.relation,
            "last_day": row.end or (self.terms.last_day if self._was_ended(was) else None),
        }
        changes: dict[str, tuple[Any, Any]] = {
            name: (getattr(was, name), value)
            for name, value in told.items()
            if value is not None and value != getattr(was, name)
        }
        if row.start and row.start != was.start and not _continues(row.start, was):
            changes["start"] = (was.start, row.start)
        if changes.keys() & {"start", "last_day"}:
            start = changes.get("start", (None, was.start))[1]
            if changes.get("last_day", (None, was.last_day))[1] < start:
                raise Mismatch("end", row.end, "period.reversed")
        return changes | self._main_change(row, was)

    def _was_ended(self, was: Insured) -> bool:
        """A full list of today ended them, and this one names them again: they go on. The term
        of everybody else stays where a row is silent."""
        return was.last_day <= max(self.as_of, was.start)

    def _main_change(self, row: RosterRow, was: Insured) -> dict[str, tuple[Any, Any]]:
        """Another main insured: told by person, since the main's policy may be new."""
        if not row.is_dependant:
            return {}
        if row.main is None:
            main_id = self.plan.mains.get(row.row)
        else:  # a main insured without a policy yet is among the added
            main_id = self.plan.kept.get(row.main.row)
        return (
            {}
            if main_id is not None and main_id == was.main_id
            else {"main": (was.main_id, main_id)}
        )

    def _warn_of_taken(self) -> None:
        """A contact given to somebody new while another insured person has it already."""
        owners: dict[str, Insured] = {}
        for one in self.book.people:
            if one.policy_id and one.person_id not in self.taken and one.last_day >= self.as_of:
                owners |= {contact: one for contact in (one.mobile, one.work_email) if contact}
        if not owners:
            return
        told = [one.row for one in self.plan.added] + [one.row for one in self.plan.changed]
        for row in told:
            for key, contact in (("phone", row.phone), ("email", row.email)):
                if contact in owners:
                    note = Note("contact.taken", {"name": owners[contact].full_name})
                    self.plan.warnings.append(self._problem(row, key, contact, note))

    def _warn_of_contacts_elsewhere(self) -> None:
        """A contact newly told that stands on a living policy of another employer's somebody.

        One person may well be insured by two employers.
        """
        told = [(one.row, {"mobile", "work_email"}) for one in self.plan.added]
        told += [(one.row, set(one.fields)) for one in self.plan.changed]
        mobiles = {row.phone for row, new in told if row.phone and "mobile" in new}
        emails = {row.email for row, new in told if row.email and "work_email" in new}
        owners = self.elsewhere(mobiles, emails) if mobiles or emails else {}
        for row, _ in told if owners else ():
            own = {(row.key, row.birth_date)}
            for key, contact in (("phone", row.phone), ("email", row.email)):
                if contact and owners.get(contact, own) != own:
                    note = Note("contact.elsewhere")
                    self.plan.warnings.append(self._problem(row, key, contact, note))

    def _distrust_shared_passports(self) -> None:
        if not self.plain:
            times = Counter(row.passport for row in self.plan.roster.rows if row.passport)
            for passport, count in times.items():
                if count > 1:
                    self.book.distrust(self.digest(passport))

    def _warn_of_taken_passports(self) -> None:
        """A passport told of one person while another of the employer has it."""
        told = [(one.row, one.person) for one in self.plan.added]
        told += [(one.row, one.insured) for one in self.plan.changed if "passport" in one.fields]
        if not self.book.holders:
            return
        keys = self.plan.roster.mapping.keys
        key = "passport" if "passport" in keys else "passport_number"
        for row, own in told:
            for holder in self.book.holders.get(self.digest(row.passport or ""), []):
                listed = self.taken.get(holder.person_id)
                moved = listed is not None and listed.passport is not None
                if row.passport and not moved and (own is None or holder is not own):
                    note = Note("passport.taken", {"name": holder.full_name})
                    self.plan.warnings.append(self._problem(row, key, row.passport, note))
                    break

    def _problem(self, row: RosterRow, key: str, value: Any, note: Note) -> Problem:
        mapping = self.plan.roster.mapping
        return Problem(row.row, mapping.header(key), shown(value), note, mapping.keys.get(key))

    def _end_missing(self, doubts: list[Doubt]) -> None:
        """A full list does not name them: ended, never deleted. Who may stand in a bad row stays.

        A dependant goes with their main insured only when missing too: the list decides.
        """
        keys = {doubt.key for doubt in doubts if doubt.key}
        births = {doubt.birth_date for doubt in doubts if not doubt.key and doubt.birth_date}
        numbers = {doubt.policy_number for doubt in doubts if doubt.policy_number}
        for insured in self.book.people:
            if insured.policy_id is None or insured.person_id in self.taken:
                continue
            doubtful = (
                insured.key in keys
                or insured.birth_date in births
                or insured.policy_number in numbers
            )
            last_day = max(self.as_of, insured.start)
            if not doubtful and insured.last_day > last_day:
                self.plan.ended.append(Ending(insured, last_day))
        self._warn_of_many_ended()

    def _warn_of_many_ended(self) -> None:
        if self.plan.ends_many:
            count = {"count": len(self.plan.ended), "of": self.plan.insured}
            note = Note("full.many", count)
            title = self.plan.roster.mapping.header("full_name")
            self.plan.warnings.insert(0, Problem(1, title, "", note))


def _continues(start: date, was: Insured) -> bool:
    """The list's start lies in an earlier policy, of which this one is the continuation."""
    return was.earlier_last_day is not None and start <= was.earlier_last_day


def programme_key(text: str) -> str:
    """«Оптима», программа «ОПТИМА», Optima: compared by letters, case and quotes aside."""
    key = main_key(text)
    return key.removeprefix("программа дмс ").removeprefix("программа ")
