"""A question of coverage on the page of a letter: its clinics, what it may have meant instead."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from pult.cases.models import Case, CaseEvent
from pult.clinics.models import Clinic
from pult.contracts.cover import own_clinics
from pult.contracts.models import Policy
from pult.coverage.actions import Answered
from pult.coverage.models import Decision
from pult.coverage.words import Told

# Alternatives that are the same question with another value of one field of the form.
FIELDS = {"service": "service", "clinic": "clinic", "stage": "stage"}


@dataclass(frozen=True, slots=True)
class Option:
    """Another question, one tap away; `fields` is empty where the form cannot ask it."""

    text: str
    fields: dict[str, Any]


def choices(policy: Policy, day: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """Clinics to choose from, code and name: those that the policy names, then all others."""
    own = own_clinics(policy, day)
    rows = Clinic.objects.filter(is_active=True).order_by("name").values_list("id", "code", "name")
    named = [(code, name) for key, code, name in rows if key in own]
    others = [(code, name) for key, code, name in rows if key not in own]
    groups = [(_("Clinics of the programme"), named), (_("Other clinics"), others)]
    return [group for group in groups if group[1]]


def options(answered: Answered, told: Told, asked: dict[str, Any]) -> list[Option]:
    """What else the words may mean, and what the answer proposes instead. `asked` is the question
    by the fields of its form."""
    found = [Option(one["text"], _fields(one, asked)) for one in told.alternatives]
    proposed = {one["service"] for one in told.alternatives}
    meant = answered.question.candidates
    titles = {code: service.title for code, service in answered.facts.services.items()}
    return found + [
        Option(titles[code], asked | {"service": code})
        for code in meant
        if code in titles and code != answered.decision.service and code not in proposed
    ]


def _fields(one: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    name = FIELDS.get(one["kind"])
    return asked | {name: one[one["kind"]]} if name and one[one["kind"]] else {}


def words(decision: Decision) -> dict[str, Any]:
    """The question that was decided, by the fields of its form."""
    question = decision.question
    named = {name: question[name] or "" for name in ("clinic", "diagnosis", "stage", "urgency")}
    return {"service": decision.asked, "quantity": question["quantity"], **named}


def opening(case: Case) -> str:
    """What the member wrote when the request was opened."""
    first = CaseEvent.objects.filter(case=case, internal=False).exclude(text="").first()
    return first.text if first else ""
