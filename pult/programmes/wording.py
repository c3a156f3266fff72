"""A clause's rules, limits, waiting periods and shares in plain words, in the reader's language.

A phrase is a word of ours and what it is said about: the insurer's own words are `data`, so that
a page can mark their language.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pult.kernel.money import written
from pult.programmes.names import Names
from pult.programmes.rules.shapes import LISTED, OLDEST, UNLISTED, Clause, Limit, Rule, Share, Wait

SHOWN = 4  # names of one condition; the rest are counted

EFFECTS = {
    "cover": gettext_lazy("Covered"),
    "approve": gettext_lazy("With approval"),
    "exclude": gettext_lazy("Not covered"),
    "lift": gettext_lazy("Lifts the restriction"),
}
URGENCIES = {
    "emergency": gettext_lazy("emergency"),
    "urgent": gettext_lazy("urgently"),
    "planned": gettext_lazy("planned"),
}
STAGES = {
    "complaint": gettext_lazy("at the first complaint"),
    "diagnosis": gettext_lazy("while the diagnosis is being established"),
    "treatment": gettext_lazy("treatment"),
}
UNTIL_DIAGNOSIS = gettext_lazy("until the diagnosis is established")
ZONES = {
    "inside": gettext_lazy("inside the zone"),
    "edge": gettext_lazy("at the edge of the zone"),
    "outside": gettext_lazy("outside the zone"),
}
WAYS = {
    "registry": gettext_lazy("directly at the clinic's registry"),
    "desk": gettext_lazy("through the medical desk"),
    "curator": gettext_lazy("through the curator"),
    "partner": gettext_lazy("with our partner"),
    "link": gettext_lazy("by the link in the cabinet"),
    "emergency": gettext_lazy("103 or 112, then the desk"),
}
PERIODS = {
    "year": gettext_lazy("in an insurance year"),
    "month": gettext_lazy("in a month"),
    "case": gettext_lazy("in one case"),
    "policy": gettext_lazy("in the whole period of the policy"),
}


class Phrase(NamedTuple):
    """Our words, then the insurer's; either may be empty."""

    text: str
    data: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, self))


class Told(NamedTuple):
    """One rule, limit, waiting period or share: its name, what it says, and about what."""

    name: str
    sort: str  # cover, approve, exclude, lift, limit, wait, share
    head: str
    phrases: list[Phrase]

    def __str__(self) -> str:
        return f"{self.head}: {' · '.join(map(str, self.phrases))}"


def told(clause: Clause, names: Names) -> list[Told]:
    """Everything that follows from a clause, in its order."""
    return [
        *(rule_told(rule, clause, names) for rule in clause.rules),
        *(limit_told(limit, names) for limit in clause.limits),
        *(wait_told(wait, names) for wait in clause.waits),
        *(share_told(share, names) for share in clause.shares),
    ]


def rule_told(rule: Rule, clause: Clause, names: Names) -> Told:
    phrases = [
        _services(rule.services, names),
        *_clinics(rule, names),
        *_diagnoses(rule.diagnoses, names),
        *([Phrase(_("city:"), listed(rule.cities))] if rule.cities else []),
        *_person(rule),
        *_choices(rule.urgency, URGENCIES),
        *_stages(rule.stage),
        *_choices(rule.zone, ZONES),
        *_other_section(rule, clause, names),
        *_exceptions(rule.exceptions_to),
        *([Phrase(str(WAYS[rule.way]))] if rule.way else []),
        *([Phrase(_("letter at once, without a person"))] if rule.by_rule else []),
    ]
    return Told(rule.id, rule.effect, str(EFFECTS[rule.effect]), phrases)


def limit_told(limit: Limit, names: Names) -> Told:
    cap = written(limit.cap) if limit.unit == "money" else pieces(limit.cap)
    head = _("Limit: at most %(cap)s %(period)s")
    words = {"cap": cap, "period": PERIODS[limit.per]}
    return Told(limit.code, "limit", head % words, [_services(limit.services, names)])


def wait_told(wait: Wait, names: Names) -> Told:
    head = ngettext(
        "Waiting period: %(days)s day from the first day insured",
        "Waiting period: %(days)s days from the first day insured",
        wait.days,
    ) % {"days": wait.days}
    phrases = [_services(wait.services, names), *_choices(wait.urgency, URGENCIES)]
    return Told(wait.code, "wait", head, phrases)


def share_told(share: Share, names: Names) -> Told:
    part = f"{share.percent}\u202f%" if share.percent else written(share.kopecks)
    head = _("The patient pays %(part)s") % {"part": part}
    return Told(share.code, "share", head, [_services(share.services, names)])


def pieces(count: int) -> str:
    return ngettext("%(count)s time", "%(count)s times", count) % {"count": count}


def age_words(first: int, last: int) -> str:
    if first == 0:
        return _("up to %(last)s years old") % {"last": last}
    if last == OLDEST:
        return _("from %(first)s years of age on") % {"first": first}
    return _("from %(first)s to %(last)s years old") % {"first": first, "last": last}


def _services(services: tuple[str, ...], names: Names) -> Phrase:
    if not services:
        return Phrase(_("every service"))
    return Phrase("", listed(map(names.service, services)))


def listed(names: Iterable[str]) -> str:
    """The first few of the names, and how many more there are."""
    every = list(names)
    rest = len(every) - SHOWN
    if rest <= 1:
        return ", ".join(every)
    more = ngettext("%(count)s more", "%(count)s more", rest) % {"count": rest}
    return ", ".join([*every[:SHOWN], more])


def _clinics(rule: Rule, names: Names) -> list[Phrase]:
    found = []
    if LISTED in rule.clinics:
        found.append(Phrase(_("clinics of the list")))
    if UNLISTED in rule.clinics:
        found.append(Phrase(_("clinics outside the list")))
    if rest := [name for name in rule.clinics if name not in (LISTED, UNLISTED)]:
        found.append(Phrase(_("clinics:"), listed(map(names.clinic, rest))))
    return found


def _diagnoses(entries: tuple[str, ...], names: Names) -> list[Phrase]:
    within = [names.diagnosis(one) for one in entries if not one.startswith("!")]
    holes = [names.diagnosis(one[1:]) for one in entries if one.startswith("!")]
    found = [Phrase(_("diagnoses:"), listed(within))] if within else []
    return found + ([Phrase(_("but not"), listed(holes))] if holes else [])


def _person(rule: Rule) -> list[Phrase]:
    found = [Phrase({"f": _("women"), "m": _("men")}[rule.sex])] if rule.sex else []
    return found + ([Phrase(age_words(*rule.age))] if rule.age else [])


def _choices(values: tuple[str, ...], words: dict[str, Any]) -> list[Phrase]:
    return [Phrase(_(" or ").join(str(words[one]) for one in values))] if values else []


def _stages(stages: tuple[str, ...]) -> list[Phrase]:
    if set(stages) == {"complaint", "diagnosis"}:
        return [Phrase(str(UNTIL_DIAGNOSIS))]
    return _choices(stages, STAGES)


def _other_section(rule: Rule, clause: Clause, names: Names) -> list[Phrase]:
    if not rule.section or rule.section == clause.section:
        return []
    return [Phrase(_("section"), names.sections.get(rule.section, rule.section))]


def _exceptions(stated: tuple[str, ...]) -> list[Phrase]:
    return [Phrase(_("exception to"), ", ".join(stated))] if stated else []
