"""A decision in words, in the reader's language: for the cabinet, the desk, commands, programs.

The programme's own words stay as they are; ours stand around them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from pult.clinics import danger
from pult.coverage.actions import Answered
from pult.coverage.engine.decision import Alternative, Decision
from pult.coverage.engine.facts import Facts
from pult.coverage.grounds import day_in_words, ground
from pult.guide import queries as guide
from pult.kernel.text import name_key
from pult.people import phones

HEADINGS = {
    "covered": gettext_lazy("Covered"),
    "approval_needed": gettext_lazy("The medical desk's approval is needed"),
    "not_covered": gettext_lazy("Not covered"),
    "indeterminate": gettext_lazy("Not possible to say yet"),
}
SHORT = {
    "covered": pgettext_lazy("verdict", "covered"),
    "approval_needed": pgettext_lazy("verdict", "with the desk's approval"),
    "not_covered": pgettext_lazy("verdict", "not covered"),
    "indeterminate": pgettext_lazy("verdict", "depends"),
}
# What a member does next; by verdict where it differs.
TO_MEMBER: Mapping[str, Any] = {
    "registry": gettext_lazy("Book a visit at the clinic's registry, or ask us to do it."),
    "desk": {
        "covered": gettext_lazy("Call the medical desk or write to it: it arranges the visit."),
        "approval_needed": gettext_lazy(
            "Call the medical desk or write to it: it approves the service and books it."
        ),
        "not_covered": gettext_lazy("If you doubt it, ask the medical desk: a person answers."),
        "indeterminate": gettext_lazy("Ask the medical desk: a person answers."),
    },
    "curator": gettext_lazy("Write to your doctor-curator: they arrange it."),
    "partner": gettext_lazy("Our partner gives this service: the desk tells you how to book it."),
    "link": gettext_lazy("Book it online by the link among your bonuses."),
    "emergency": gettext_lazy("Call 103 or 112 now, then the medical desk."),
    "tell": gettext_lazy("Tell us a little more, and the answer will be exact."),
}
TO_STAFF: Mapping[str, Any] = {
    "registry": gettext_lazy("Directly at the clinic's registry."),
    "desk": gettext_lazy("Through the medical desk."),
    "curator": gettext_lazy("Through the doctor-curator."),
    "partner": gettext_lazy("With the partner, through the medical desk."),
    "link": gettext_lazy("Online, by the link of the bonus."),
    "emergency": gettext_lazy("103 or 112 at once, then the medical desk."),
    "tell": gettext_lazy("A fact is missing."),
}
MISSING = {
    "service": gettext_lazy("which service it is"),
    "diagnosis": gettext_lazy("the diagnosis: its code stands in the doctor's report"),
    "place": gettext_lazy("the address where the doctor is needed"),
    "sex": gettext_lazy("the sex, which is not on record"),
    "programme": gettext_lazy("the terms of the programme for that day"),
}
STAGES = {
    "complaint": gettext_lazy("A consultation before a diagnosis is established"),
    "diagnosis": gettext_lazy("Examinations until a diagnosis is established"),
    "treatment": gettext_lazy("Treatment"),
}
URGENCIES = {
    "emergency": pgettext_lazy("urgency", "emergency"),
    "urgent": pgettext_lazy("urgency", "urgent"),
    "planned": pgettext_lazy("urgency", "planned"),
}
CALLS_FOR_HELP = ("скор", "неотлож", "ambulan", "103", "112")


@dataclass(frozen=True, slots=True)
class Phone:
    """`number` as it is dialled, `shown` as it is read."""

    number: str
    shown: str
    label: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a page or a program shows of a decision. `reasons` carry the programme's `text` and our
    own `ground`; `clinic` is the name of the one that the answer is for."""

    verdict: str
    heading: str
    reasons: list[dict[str, Any]]
    missing: list[str]
    needed: list[str]
    next_step: dict[str, Any]
    alternatives: list[dict[str, Any]]
    trace: list[dict[str, Any]]
    clinic: str
    service: str

    @property
    def is_emergency(self) -> bool:
        return bool(self.next_step["emergency"])

    @property
    def deciding(self) -> list[dict[str, Any]]:
        return [reason for reason in self.reasons if reason["code"] not in TELLING]

    @property
    def telling(self) -> list[dict[str, Any]]:
        return [reason for reason in self.reasons if reason["code"] in TELLING]

    def to_json(self) -> dict[str, Any]:
        """As `pult decide --json` and the API print it."""
        return {
            "verdict": self.verdict,
            "reasons": [
                {key: reason[key] for key in ("code", "clause", "text", "value")}
                for reason in self.reasons
            ],
            "missing": self.missing,
            "next_step": self.next_step,
            "alternatives": [
                {key: one[key] for key in (*Alternative._fields, "text")}
                for one in self.alternatives
            ],
            "trace": self.trace,
        }


TELLING = ("lifted", "limit_left", "cost_share")


def tell(answered: Answered, *, to_member: bool = False) -> Told:
    """The decision in the reader's language; `to_member` speaks to the insured person."""
    decision, facts = answered.decision, answered.facts
    names = {clinic.code: clinic.name for clinic in facts.clinics}
    if facts.clinic:
        names[facts.clinic.code] = facts.clinic.name
    service = facts.services.get(decision.service or "")
    return Told(
        verdict=decision.verdict,
        heading=str(HEADINGS[decision.verdict]),
        reasons=[
            reason.to_data() | {"ground": ground(reason.code, dict(reason.value))}
            for reason in decision.reasons
        ],
        missing=list(decision.missing),
        needed=[str(MISSING[name]) for name in decision.missing],
        next_step=_next_step(
            decision, facts, names, to_member=to_member, in_danger=_in_danger(answered)
        ),
        alternatives=[_alternative(one, facts, names) for one in decision.alternatives],
        trace=[step.to_data() for step in decision.trace],
        clinic=names.get(decision.clinic or "", ""),
        service=service.title if service else "",
    )


def emergency_phones(city: str = "") -> list[Phone]:
    """103, 112 and the desk: said whenever somebody may need an ambulance."""
    told = guide.profile().emergency or [
        {"number": "103", "label": _("Ambulance")},
        {"number": "112", "label": _("All emergency services")},
    ]
    return [Phone(row["number"], row["number"], guide.text(row["label"])) for row in told] + desk(
        city
    )


def desk(city: str = "") -> list[Phone]:
    """The desk's phone for a city; none before an insurer is loaded."""
    number = guide.desk_phone(city=city)
    return [Phone(number, phones.shown(number), _("Medical desk"))] if number else []


def is_call_for_help(service: str, urgency: str = "") -> bool:
    """Whether a question that could not even be understood may be about an ambulance."""
    words = name_key(service).split()
    return (
        urgency == "emergency"
        or any(word.startswith(CALLS_FOR_HELP) for word in words)
        or danger.is_danger(service)
    )


def with_help(sentence: str, city: str = "") -> str:
    """One sentence that refuses, and names help: "There is no … — for an ambulance call 103, …"."""
    numbers = ", ".join(phone.shown for phone in emergency_phones(city))
    return _("%(sentence)s — for an ambulance call at once: %(numbers)s") % {
        "sentence": sentence.rstrip("."),
        "numbers": numbers,
    }


def _in_danger(answered: Answered) -> bool:
    """Whether the words tell of danger to life, or of help that was not understood. The engine
    knows services alone: "I cannot breathe" is none of them, and must not be answered as a test."""
    if "service" in answered.decision.missing:
        return is_call_for_help(answered.asked)
    return danger.is_danger(answered.asked)


def _next_step(
    decision: Decision,
    facts: Facts,
    names: Mapping[str, str],
    *,
    to_member: bool,
    in_danger: bool,
) -> dict[str, Any]:
    step = decision.next_step
    kind = "emergency" if step.emergency else step.kind
    found = (TO_MEMBER if to_member else TO_STAFF)[kind]
    text = str(found[decision.verdict] if isinstance(found, dict) else found)
    if in_danger and not step.emergency:
        text = with_help(text, facts.city)
    is_emergency = step.emergency or in_danger
    shown = emergency_phones(facts.city) if is_emergency else desk(facts.city)
    return {
        "kind": step.kind,
        "clinic": step.clinic,
        "clinic_name": names.get(step.clinic or ""),
        "emergency": is_emergency,
        "text": text,
        "phones": [{"number": one.number, "label": one.label} for one in shown],
    }


def _alternative(one: Alternative, facts: Facts, names: Mapping[str, str]) -> dict[str, Any]:
    """Beside the sentence its parts, for pages: `name` is the insurer's, `what` and `said` ours."""
    service = facts.services.get(one.service or "")
    title = service.title if service else one.service
    name = {"clinic": names.get(one.clinic or "", one.clinic), "service": title}.get(one.kind, "")
    what = {
        "approval": _("Through the medical desk"),
        "stage": str(STAGES.get(one.stage or "", "")),
        "telemedicine": _("A doctor by video"),
        "later": _("From %(day)s on") % {"day": day_in_words(one.day) if one.day else ""},
    }.get(one.kind, "")
    said = str(SHORT[one.verdict])
    text = f"{name or what}: {said}"
    return one.to_data() | {"text": text, "name": name, "what": what, "said": said}
