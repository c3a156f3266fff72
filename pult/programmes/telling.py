"""What the gate found, in sentences; and its concrete questions in words."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pult.programmes.gate import Conflict, Cycle, Dead, Example, Findings, Gap, Unreachable
from pult.programmes.names import Names
from pult.programmes.wording import EFFECTS, STAGES, URGENCIES, ZONES, listed

TITLES = {
    "conflicts": gettext_lazy("Rules that clash"),
    "cycles": gettext_lazy("Rules that beat each other in a circle"),
    "unknown": gettext_lazy("Clinics that do not exist"),
    "gaps": gettext_lazy("Services with questions that no rule answers"),
    "dead": gettext_lazy("Rules that decide nothing"),
    "unreachable": gettext_lazy("Limits that never say no"),
    "empty": gettext_lazy("Empty lists of clinics"),
}
FORBID = ("conflicts", "cycles", "unknown")


class Finding(NamedTuple):
    """One sentence, and the question that shows it or «»."""

    text: str
    example: str = ""

    def __str__(self) -> str:
        if not self.example:
            return self.text
        return f"{self.text} " + _("For example: %s.") % self.example


class Group(NamedTuple):
    """Findings of one kind; `forbids` says that they forbid publishing."""

    name: str
    title: str
    forbids: bool
    findings: list[Finding]


def groups(found: Findings, names: Names) -> list[Group]:
    """What was found by kind, what forbids publishing first; kinds that are clean are left out."""
    told = {
        "cycles": [_cycle(one, names) for one in found.cycles],
        "conflicts": [_conflict(one, found, names) for one in found.conflicts],
        "unknown": [Finding(_("There is no clinic “%s”.") % code) for code in found.unknown],
        "gaps": [_gap(one, names) for one in found.gaps],
        "dead": [_dead(one, names) for one in found.dead],
        "unreachable": [_unreachable(one, names) for one in found.unreachable],
        "empty": [Finding(f"«{names.clinic('@' + code)}»") for code in found.empty],
    }
    return [
        Group(name, str(TITLES[name]), name in FORBID, findings)
        for name, findings in told.items()
        if findings
    ]


def example_words(example: Example, names: Names) -> str:
    """A question: service, diagnosis, stage, clinic, city, person, urgency, place."""
    service = names.service(example.service) if example.service else _("any other service")
    shown = service if service == example.service else f"{service} ({example.service})"
    parts = [
        shown if example.service else service,
        *([_("diagnosis %s") % example.diagnosis] if example.diagnosis else []),
        str(STAGES[example.stage]),
        _clinic(example, names),
        example.city or _("another city"),
        _("a woman") if example.sex == "f" else _("a man"),
        years(example.age),
        str(URGENCIES[example.urgency]),
        *(f"{ZONES[where]} «{names.zones.get(code, code)}»" for code, where in example.zones),
    ]
    return ", ".join(parts)


def years(age: int) -> str:
    return ngettext("%(age)s year old", "%(age)s years old", age) % {"age": age}


def _clinic(example: Example, names: Names) -> str:
    if example.clinic is None:
        return _("no clinic named")
    if example.clinic == "":
        words = _("another clinic of level %s") % example.level
    else:
        words = names.clinic(example.clinic)
    return words if example.offers else _("%s, which does not offer the service") % words


def _conflict(one: Conflict, found: Findings, names: Names) -> Finding:
    rules = {rule.id: rule for clause in found.document.clauses for rule in clause.rules}
    first, second = one.rules
    words = {
        "first": first,
        "second": second,
        "one": str(EFFECTS[rules[first].effect]).lower(),
        "other": str(EFFECTS[rules[second].effect]).lower(),
    }
    text = _(
        "Rule %(first)s (%(one)s) and rule %(second)s (%(other)s) answer one question differently, "
        "and neither is an exception to the other."
    )
    return Finding(text % words, example_words(one.example, names))


def _cycle(one: Cycle, names: Names) -> Finding:
    text = _("Each of these rules beats the next, and the last one the first: %s.")
    example = example_words(one.example, names) if one.example else ""
    return Finding(text % ", ".join(one.rules), example)


def _gap(one: Gap, names: Names) -> Finding:
    titles = listed(names.service(code) for code in one.services)
    return Finding(_("No rule answers for %s.") % titles, example_words(one.example, names))


def _dead(one: Dead, names: Names) -> Finding:
    if one.why == "never_holds":
        return Finding(_("Rule %s never holds: nothing meets all its conditions.") % one.rule)
    example = example_words(one.example, names) if one.example else ""
    if one.why == "lifts_nothing":
        text = _("Rule %s lifts nothing: no rule that it beats holds where it does.")
        return Finding(text % one.rule, example)
    if not one.by:
        return Finding(_("Rule %s is beaten wherever it holds.") % one.rule, example)
    words = {"rule": one.rule, "by": ", ".join(one.by)}
    text = _("Rule %(rule)s is beaten wherever it holds, here by %(by)s.")
    return Finding(text % words, example)


def _unreachable(one: Unreachable, names: Names) -> Finding:
    example = example_words(one.example, names) if one.example else ""
    if one.why == "not_covered":
        text = _("Limit %s: none of its services is paid at all.")
        return Finding(text % one.limit, example)
    words = {"limit": one.limit, "by": one.by}
    text = _("Limit %(limit)s: limit %(by)s is always used up earlier.")
    return Finding(text % words, example)
