"""From a person's words and the database to a question and its facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

import structlog
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pult.contracts.models import Policy
from pult.coverage import offers
from pult.coverage.engine.facts import Facts, MemberFacts, PolicyFacts, ServiceFacts
from pult.coverage.engine.question import Question
from pult.coverage.models import Rider
from pult.coverage.programme import NoProgramme, compiled, digest_on
from pult.coverage.zones import Place, distance_km
from pult.kernel.errors import Refusal
from pult.limits import periods
from pult.limits.queries import usage
from pult.programmes.rules.compiled import Compiled
from pult.programmes.rules.mistakes import Mistake
from pult.reference import icd
from pult.reference import queries as reference
from pult.reference.models import Service
from pult.reference.search import likely
from pult.reference.search.words import code_in

log = structlog.get_logger("pult.coverage")
# What a doctor may also do by video: the engine looks for it among the services (kinds).
BY_VIDEO = frozenset({Service.Kind.VISIT, Service.Kind.HOME})


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is asked, checked for form alone (`reading`); '' and None: not said."""

    service: str
    day: date
    diagnosis: str = ""
    clinic: str = ""
    stage: str = "complaint"
    urgency: str = ""
    place: Place | None = None
    quantity: int = 1
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that a decision is made from. `compiled` is None, and the digest '', where no version of
    the programme is in force."""

    question: Question
    facts: Facts
    compiled: Compiled | None
    digest: str
    riders: list[dict[str, Any]]


def gather(*, policy: Policy, words: Words, case_id: UUID | None = None) -> Gathered:
    """Twelve queries at most, however large the programme. Refusal for an unknown clinic or
    diagnosis."""
    diagnosis = _diagnosis(words.diagnosis)
    known = offers.clinics()
    if words.clinic and words.clinic not in known:
        raise Refusal(
            _("There is no clinic with the code “%(code)s”.") % {"code": words.clinic[:40]},
            field="clinic",
        )
    services, telemedicine = _services(words.service)
    programme, digest, riders = _programme(policy, words.day)
    home = policy.programme.city
    everything = [*services, *telemedicine]
    facts_of = partial(offers.facts_of, services=everything, home=home, place=words.place)
    named = offers.named(known, programme, home) if programme and everything else ()
    facts = Facts(
        policy=PolicyFacts(policy.number, policy.first_day, policy.last_day, insured_since(policy)),
        member=MemberFacts(policy.person.birth_date, policy.person.sex),
        services={one.code: _service_facts(one) for one in everything},
        clinic=facts_of(known[words.clinic]) if words.clinic else None,
        clinics=tuple(found for one in named if (found := facts_of(one)).offers),
        zones=_zones(programme, words.place),
        used=_used(programme, policy, services, words.day, case_id) if programme else {},
        city=home,
    )
    question = _question(policy, words, diagnosis, services)
    return Gathered(question, facts, programme, digest, riders)


def insured_since(policy: Policy) -> date:
    """The first day of unbroken insurance: policies of the person that meet or overlap."""
    periods_of = Policy.objects.filter(
        person_id=policy.person_id, period__startswith__lt=policy.first_day
    ).values_list("period", flat=True)
    since: date = policy.first_day
    for period in sorted(periods_of, key=lambda period: period.lower, reverse=True):
        if period.upper >= since:
            since = min(since, period.lower)
    return since


def _diagnosis(text: str) -> str | None:
    if not text:
        return None
    try:
        code = icd.parse(text)
    except icd.BadCode:
        code = ""
    if not code or not reference.known(code):
        raise Refusal(
            _("There is no diagnosis with the code “%(code)s” in ICD-10.") % {"code": text[:20]},
            field="diagnosis",
        )
    return code


def _services(text: str) -> tuple[list[Service], list[Service]]:
    """The likely services, the likeliest first, and what a doctor offers by video beside them."""
    codes = _exact(text) or [found.code for found in likely(text)]
    found = {
        one.code: one
        for one in Service.objects.filter(
            Q(code__in=codes) | Q(kind=Service.Kind.TELEMEDICINE, is_own=True)
        )
    }
    services = [found[code] for code in codes if code in found]
    if not BY_VIDEO & {one.kind for one in services}:
        return services, []
    others = [one for code, one in sorted(found.items()) if code not in codes]
    return services, others


def _exact(text: str) -> list[str]:
    """The code, when the text is nothing but a code."""
    code = code_in(text)
    alone = code and len("".join(text.split())) == len(code)
    return [code] if alone and Service.objects.filter(code=code).exists() else []


def _programme(policy: Policy, day: date) -> tuple[Compiled | None, str, list[dict[str, Any]]]:
    """The version of the day, with the riders of the day. Of a day outside the policy that of the
    nearest day within it: its clause on the period is the one to cite."""
    served = min(max(day, policy.first_day), policy.last_day)
    riders = [rider.clause for rider in Rider.objects.filter(policy=policy, period__contains=day)]
    digest = digest_on(policy.programme_id, served)
    if not digest:
        return None, "", riders
    try:
        return compiled(digest, riders), digest, riders
    except NoProgramme:
        # A document that is not the one published decides nothing: a person answers.
        return None, "", riders
    except Mistake:
        # A rider that a newer version no longer bears: a person answers, nothing is left out.
        log.warning("rider_unreadable", policy=str(policy.id), digest=digest)
        return None, "", riders


def _question(
    policy: Policy, words: Words, diagnosis: str | None, services: Sequence[Service]
) -> Question:
    codes = [one.code for one in services]
    return Question(
        policy=policy.number,
        service=codes[0] if len(codes) == 1 else None,
        candidates=tuple(codes) if len(codes) > 1 else (),
        diagnosis=diagnosis,
        clinic=words.clinic or None,
        day=words.day,
        stage=words.stage,
        urgency=words.urgency or _usual_urgency(services),
        has_place=words.place is not None,
        quantity=words.quantity,
        amount=words.amount,
    )


def _usual_urgency(services: Sequence[Service]) -> str:
    """That of the likeliest service; planned where nothing is known."""
    return services[0].urgency if services else Service.Urgency.PLANNED.value


def _service_facts(service: Service) -> ServiceFacts:
    return ServiceFacts(service.code, service.title_ru, service.kind, service.urgency)


def _zones(programme: Compiled | None, place: Place | None) -> dict[str, float]:
    if programme is None or place is None:
        return {}
    return {zone.code: distance_km(place, zone.ring) for zone in programme.document.zones}


def _used(
    programme: Compiled,
    policy: Policy,
    services: Sequence[Service],
    day: date,
    case_id: UUID | None,
) -> dict[str, int]:
    """What is used up of the limits that the services meet, in the period of the day."""
    limits = {
        limit.code: limit
        for service in services
        for _position, _clause, limit in programme.plan(service.code).limits
    }
    keys = {
        code: periods.key(limit.per, first_day=policy.first_day, day=day, case_id=case_id)
        for code, limit in limits.items()
    }
    used = usage(policy.id, keys.items())
    return {code: used[code, key] for code, key in keys.items()}
