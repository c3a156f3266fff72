"""The rules of a document in its order, with their groups, sets and lists opened."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pult.programmes.rules import codes
from pult.programmes.rules.codes import Diagnoses
from pult.programmes.rules.shapes import LISTED, UNLISTED, Clause, ClinicList, Document, Rule


@dataclass(frozen=True, slots=True)
class Opened:
    """One rule; None: not asked. `index` is its place in the document.

    `clinics` are codes, from plain lists too; `places` the lists by level or city; `listed` the
    clinics of the section.
    """

    index: int
    rule: Rule
    clause: Clause
    section: str
    zone: str
    services: frozenset[str] | None
    diagnoses: Diagnoses | None
    clinics: frozenset[str]
    places: tuple[ClinicList, ...]
    listed: frozenset[str]
    of_rider: bool


def opened(document: Document, riders: Sequence[Clause]) -> tuple[Opened, ...]:
    """Every rule of the clauses and, after them, of the riders."""
    opener = Opener(document)
    return tuple(opener.rules([*document.clauses, *riders], of_document=len(document.clauses)))


class Opener:
    """Knows what the names of one document stand for."""

    def __init__(self, document: Document) -> None:
        self._sections = {section.code: section for section in document.sections}
        self._groups = {group.code: group.services for group in document.groups}
        self._sets = {found.code: found.icd for found in document.diagnoses}
        self._lists = {listed.code: listed for listed in document.clinics}

    def rules(self, clauses: Sequence[Clause], *, of_document: int) -> Iterator[Opened]:
        index = 0
        for n, clause in enumerate(clauses):
            for rule in clause.rules:
                yield self._rule(index, clause, rule, of_rider=n >= of_document)
                index += 1

    def services(self, names: tuple[str, ...]) -> frozenset[str] | None:
        """The codes of services and groups; None: every service."""
        if not names:
            return None
        found: set[str] = set()
        left = list(names)
        seen: set[str] = set()
        while left:
            name = left.pop()
            if name in seen:
                continue
            seen.add(name)
            if name.startswith("@"):
                left += self._groups[name[1:]]
            else:
                found.add(name)
        return frozenset(found)

    def diagnoses(self, names: tuple[str, ...]) -> Diagnoses | None:
        if not names:
            return None
        entries: list[str] = []
        for name in names:
            entries += self._sets[name[1:]] if name.startswith("@") else (name,)
        return codes.read(entries)

    def _rule(self, index: int, clause: Clause, rule: Rule, *, of_rider: bool) -> Opened:
        section = self._sections.get(clause.section_of(rule))
        lists = [self._lists[name[1:]] for name in rule.clinics if name.startswith("@")]
        places = tuple(listed for listed in lists if listed.levels or listed.cities)
        plain = {n for n in rule.clinics if not n.startswith("@")} - {LISTED, UNLISTED}
        return Opened(
            index=index,
            rule=rule,
            clause=clause,
            section=section.code if section else "",
            zone=section.zone if section else "",
            services=self.services(rule.services),
            diagnoses=self.diagnoses(rule.diagnoses),
            clinics=frozenset(plain.union(*(li.clinics for li in lists if li not in places))),
            places=places,
            listed=frozenset(section.clinics) if section else frozenset(),
            of_rider=of_rider,
        )
