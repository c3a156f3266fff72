"""From a stored decision to the line of a letter: the service, and what it takes of the limits."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext_lazy as _

from pult.clinics.models import Clinic
from pult.contracts.models import Policy
from pult.coverage.models import Decision
from pult.guarantees.issuing import issue
from pult.guarantees.models import Letter
from pult.guarantees.wanted import Line
from pult.kernel import clock
from pult.kernel.errors import Refusal
from pult.limits import periods
from pult.limits.needs import Need
from pult.people.access import SYSTEM, Actor

# Facts change: a letter is issued on what was decided just now.
FRESH = timedelta(hours=1)


def line_of(decision: Decision, *, price: int | None = None, case_id: UUID | None = None) -> Line:
    """What the decision allows. `price` in kopecks for one; needed where a limit is in money.

    Raises Refusal when no single service was decided, or a price is missing.
    """
    answer, question = decision.answer, decision.question
    if not answer["service"]:
        raise Refusal(_("Choose one service first."), field="service")
    quantity = question["quantity"]
    return Line(
        service_code=answer["service"],
        title_ru=decision.facts["services"][answer["service"]]["title"],
        quantity=quantity,
        price=price,
        clause=_clause(answer),
        needs=tuple(_needs(decision, quantity, price, case_id)),
    )


def recent(*, decision_id: UUID, policies: Collection[UUID], at: datetime) -> Decision | None:
    """A decision about one of the policies that is fresh enough to act upon."""
    fresh = Decision.objects.filter(at__gte=at - FRESH, policy_id__in=policies)
    return fresh.filter(id=decision_id).first()


def clinic_of(decision: Decision) -> Clinic | None:
    """The clinic that the answer is about."""
    return Clinic.objects.filter(code=decision.answer["clinic"] or "").first()


def day_decided(decision: Decision, *, at: datetime) -> date:
    """The day that the answer is about, on which its letter begins to serve: before it the policy
    may wait, and the limits of another year are not its own. Refusal for a day that is over."""
    day = date.fromisoformat(decision.question["day"])
    if day < clock.day_of(at):
        raise Refusal(_("The answer is about a day that is over: ask again."))
    return day


def issue_by_rule(*, by: Actor, at: datetime, decision: Decision) -> Letter:
    """The letter that the rules alone allow, for whoever asks: one a decision.

    Raises Forbidden when a person has to decide, Refusal when no clinic was named.
    """
    clinic = clinic_of(decision)
    if clinic is None:
        raise Refusal(_("Choose the clinic first."), field="clinic")
    policy = Policy.objects.select_related("contract", "person").get(id=decision.policy_id)
    return issue(
        by=SYSTEM,
        asked_by=by,
        at=at,
        policy=policy,
        clinic=clinic,
        lines=[line_of(decision)],
        decision=decision,
        diagnosis=decision.question["diagnosis"] or "",
        first_day=day_decided(decision, at=at),
        request_key=uuid5(decision.id, "letter"),
    )


def _clause(answer: dict[str, Any]) -> str:
    return next((reason["clause"] for reason in answer["reasons"]), "")


def _needs(
    decision: Decision, quantity: int, price: int | None, case_id: UUID | None
) -> Iterator[Need]:
    first_day = date.fromisoformat(decision.facts["policy"]["start"])
    day = date.fromisoformat(decision.question["day"])
    for need in decision.answer["needs"]:
        amount = quantity if need["unit"] == "count" else price and price * quantity
        if not amount:
            raise Refusal(_("Write the price: this service has a limit in money."), field="price")
        # A letter without a case is a case of its own.
        own = case_id or decision.id
        period = periods.key(need["per"], first_day=first_day, day=day, case_id=own)
        yield Need(decision.policy_id, need["limit"], period, need["cap"], need["unit"], amount)
