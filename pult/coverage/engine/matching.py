"""Which rules each fact suits, in every way an unknown fact may turn out."""

from datetime import date
from functools import reduce
from itertools import product
from operator import and_
from typing import NamedTuple

from pult.coverage.engine.facts import ClinicFacts, Facts
from pult.coverage.engine.question import Question
from pult.programmes.rules.codes import ALL
from pult.programmes.rules.plans import Plan, ZonePlan


class Matched(NamedTuple):
    """Everything but the clinic. `fixed` are the rules that age, urgency and stage suit;
    `diagnoses`, `places` and `sexes` have a mask for each way the fact may be, one if it is known.
    """

    age: int
    urgency: int
    stage: int
    fixed: int
    diagnoses: tuple[int, ...]
    places: tuple[int, ...]
    sexes: tuple[int, ...]
    years: int


class At(NamedTuple):
    """A clinic, or none: the rules that it suits by itself and by its city."""

    code: str | None
    city: str
    clinics: int
    cities: int


def match(plan: Plan, question: Question, facts: Facts) -> Matched:
    member = facts.member
    years = full_years(member.birth_date, question.day)
    age = plan.of_age(years)
    urgency = plan.urgency[question.urgency]
    stage = plan.stage[question.stage]
    return Matched(
        age,
        urgency,
        stage,
        age & urgency & stage,
        _diagnoses(plan, question),
        _places(plan, question, facts) if plan.zones else (plan.all,),
        (plan.sex[member.sex],) if member.sex else tuple(dict.fromkeys(plan.sex.values())),
        years,
    )


def full_years(born: date, day: date) -> int:
    """Birthdays that have come by the day, that of 29 February on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _diagnoses(plan: Plan, question: Question) -> tuple[int, ...]:
    if question.diagnosis:
        return plan.of_diagnosis(question.diagnosis)
    if question.stage == "treatment":
        return plan.of_span(ALL)
    return (plan.all & ~plan.asks["diagnoses"],)


def _places(plan: Plan, question: Question, facts: Facts) -> tuple[int, ...]:
    ways = [
        _ways(zone, facts.zones.get(zone.code) if question.has_place else None)
        for zone in plan.zones
    ]
    return tuple(dict.fromkeys(reduce(and_, way) for way in product(*ways)))


def _ways(zone: ZonePlan, km: float | None) -> tuple[int, ...]:
    if km is None:
        return tuple(zone.at.values())
    return (zone.at[zone.where(km)],)


def at_clinic(plan: Plan, service: str, clinic: ClinicFacts) -> At:
    city = clinic.city
    cities = plan.cities.get(city)
    return At(
        clinic.code,
        city,
        plan.of_clinic(clinic.code, clinic.level, city)
        if service in clinic.offers
        else plan.unlisted,
        plan.no_city if cities is None else cities,
    )


def at_none(plan: Plan, city: str) -> At:
    cities = plan.cities.get(city)
    return At(None, city, plan.no_clinic, plan.no_city if cities is None else cities)
