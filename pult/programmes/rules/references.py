"""Whether everything that a document names is there, and named once."""

from collections.abc import Iterable, Sequence

from pult.programmes.rules import codes
from pult.programmes.rules.mistakes import Mistake, gettext_noop
from pult.programmes.rules.shapes import (
    LISTED,
    UNLISTED,
    Clause,
    Document,
    Rule,
    Section,
)

_UNKNOWN = gettext_noop("“%(name)s” is nowhere in the document.")
_TWICE = gettext_noop("“%(name)s” stands twice.")


def check(document: Document) -> None:
    """Raises Mistake for a name that leads nowhere, stands twice, or leads in a circle."""
    numbers = _once("clauses", (clause.number for clause in document.clauses))
    _once("groups", (group.code for group in document.groups))
    _once("diagnoses", (found.code for found in document.diagnoses))
    _once("clinics", (listed.code for listed in document.clinics))
    _once("sections", (section.code for section in document.sections))
    zones = _once("zones", (zone.code for zone in document.zones))
    for key in ("period", "sections", "outside"):
        _in(numbers, getattr(document.names, key), f"names, {key}")
    for section in document.sections:
        if section.zone:
            _in(zones, section.zone, f"sections {section.code}, zone")
    _check_groups(document)
    for found in document.diagnoses:
        _check_codes(f"diagnoses {found.code}, icd", found.icd)
    for listed in document.clinics:
        if not (listed.clinics or listed.levels or listed.cities):
            raise Mistake(f"clinics {listed.code}", gettext_noop("The list is empty."))
    _check_clauses(document, document.clauses)


def check_rider(rider: Clause, document: Document) -> None:
    """The same for a clause that one member has besides the document's."""
    if any(clause.number == rider.number for clause in document.clauses):
        raise Mistake("number", _TWICE, name=rider.number)
    _check_clauses(document, (*document.clauses, rider))


def _check_clauses(document: Document, clauses: tuple[Clause, ...]) -> None:
    rules = _once("rules", (rule.id for clause in clauses for rule in clause.rules))
    for key in ("limits", "waits", "shares"):
        _once(key, (part.code for clause in clauses for part in getattr(clause, key)))
    names = rules | {clause.number for clause in clauses}
    for clause in clauses:
        where = f"clauses {clause.number}"
        if clause.section:
            _section(document, clause.section, f"{where}, section")
        for rule in clause.rules:
            _check_rule(document, clause, rule, names, f"{where}, rules {rule.id}")
        for key in ("limits", "waits", "shares"):
            for part in getattr(clause, key):
                _check_services(document, part.services, f"{where}, {key} {part.code}, services")


def _check_rule(
    document: Document, clause: Clause, rule: Rule, names: set[str], where: str
) -> None:
    _check_services(document, rule.services, f"{where}, services")
    lists = {listed.code for listed in document.clinics}
    for name in rule.clinics:
        if name.startswith("@"):
            _in(lists, name[1:], f"{where}, clinics", shown=name)
    section = clause.section_of(rule)
    found = _section(document, section, f"{where}, section") if section else None
    if found is None and (LISTED in rule.clinics or UNLISTED in rule.clinics):
        raise Mistake(where, gettext_noop("“listed” and “unlisted” need a section."))
    if rule.zone and (found is None or not found.zone):
        raise Mistake(where, gettext_noop("A zone needs a section that has one."))
    _check_diagnoses(document, rule, f"{where}, diagnoses")
    for name in rule.exceptions_to:
        if name.endswith("*"):
            if not any(one.startswith(name[:-1]) for one in names):
                raise Mistake(f"{where}, exceptions_to", _UNKNOWN, name=name)
        else:
            _in(names, name, f"{where}, exceptions_to")


def _check_diagnoses(document: Document, rule: Rule, where: str) -> None:
    sets = {found.code: found.icd for found in document.diagnoses}
    entries: list[str] = []
    for name in rule.diagnoses:
        if name.startswith("@"):
            _in(sets, name[1:], where, shown=name)
            entries += sets[name[1:]]
        else:
            entries.append(name)
    _check_codes(where, entries)


def _check_codes(where: str, entries: Sequence[str]) -> None:
    try:
        found = codes.read(entries)
    except Mistake as mistake:
        raise Mistake(where, mistake.what, **mistake.values) from None
    if entries and not found:
        raise Mistake(where, gettext_noop("The holes take everything away."))


def _check_groups(document: Document) -> None:
    """Groups are expanded until nothing is left to expand."""
    inside = {group.code: group.services for group in document.groups}
    opened: set[str] = set()

    def visit(code: str, path: tuple[str, ...]) -> None:
        if code in path:
            raise Mistake(
                f"groups {code}",
                gettext_noop("The group is inside itself: %(path)s."),
                path=" → ".join((*path[path.index(code) :], code)),
            )
        for name in inside[code]:
            if name.startswith("@"):
                _in(inside, name[1:], f"groups {code}, services", shown=name)
                if name[1:] not in opened:
                    visit(name[1:], (*path, code))
        opened.add(code)

    for group in document.groups:
        visit(group.code, ())


def _check_services(document: Document, names: tuple[str, ...], where: str) -> None:
    groups = {group.code for group in document.groups}
    for name in names:
        if name.startswith("@"):
            _in(groups, name[1:], where, shown=name)


def _section(document: Document, code: str, where: str) -> Section:
    for section in document.sections:
        if section.code == code:
            return section
    raise Mistake(where, _UNKNOWN, name=code)


def _once(where: str, names: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise Mistake(where, _TWICE, name=name)
        seen.add(name)
    return seen


def _in(among: Iterable[str], name: str, where: str, shown: str = "") -> None:
    if name not in among:
        raise Mistake(where, _UNKNOWN, name=shown or name)
