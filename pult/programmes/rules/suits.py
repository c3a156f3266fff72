"""Of the rules of one service, as bits: which ones each value of a fact suits."""

from collections.abc import Callable, Iterable, Sequence

from pult.programmes.rules.codes import Span
from pult.programmes.rules.opened import Opened
from pult.programmes.rules.shapes import LISTED, UNLISTED, Rule


def mask(suits: Iterable[bool]) -> int:
    return sum(1 << n for n, suited in enumerate(suits) if suited)


def suiting(
    rules: Sequence[Opened], values: Iterable[str], named: Callable[[Rule], Iterable[str]]
) -> dict[str, int]:
    """For each value the rules that name it or nothing."""
    return {
        value: mask(not named(r.rule) or value in named(r.rule) for r in rules)
        for value in sorted(values)
    }


def asks(rule: Opened, condition: str) -> bool:
    return bool(getattr(rule.rule, condition))


def ages(rules: Sequence[Opened]) -> tuple[int, ...]:
    ranges = [rule.rule.age for rule in rules if rule.rule.age]
    return tuple(sorted({edge for first, last in ranges for edge in (first, last + 1)}))


def of_age(rules: Sequence[Opened], years: int) -> int:
    ranges = (r.rule.age for r in rules)
    return mask(age is None or age[0] <= years <= age[1] for age in ranges)


def of_span(rules: Sequence[Opened], span: Span) -> int:
    return mask(r.diagnoses is None or bool(r.diagnoses.holds_span(span)) for r in rules)


def of_clinic(rules: Sequence[Opened], code: str) -> int:
    """For a clinic that offers the service, apart from lists by level or city; «»: any other."""

    def suits(rule: Opened) -> bool:
        listed = code in rule.listed
        return (
            not rule.rule.clinics
            or code in rule.clinics
            or any(code in listed.clinics for listed in rule.places)
            or (LISTED in rule.rule.clinics and listed)
            or (UNLISTED in rule.rule.clinics and not listed)
        )

    return mask(map(suits, rules))


def listing(rules: Sequence[Opened]) -> dict[str, int]:
    codes = sorted({code for rule in rules for code in rule.listed})
    return {code: mask(code in rule.listed for rule in rules) for code in codes}


def named_clinics(rules: Sequence[Opened]) -> list[str]:
    found: set[str] = set()
    for rule in rules:
        found |= rule.clinics | rule.listed
        found.update(*(listed.clinics for listed in rule.places))
    return sorted(found)


def places(rules: Sequence[Opened]) -> tuple[tuple[frozenset[int], frozenset[str], int], ...]:
    """The lists by level or city, each with the rules that name it."""
    lists = {listed.code: listed for rule in rules for listed in rule.places}
    return tuple(
        (
            frozenset(listed.levels),
            frozenset(listed.cities),
            mask(listed in r.places for r in rules),
        )
        for listed in lists.values()
    )
