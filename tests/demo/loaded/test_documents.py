"""The documents of the three programmes are sound, and keep what the domain asks of them."""

from datetime import date
from itertools import product

import pytest

from pult.coverage.engine.decide import decide
from pult.coverage.engine.facts import Facts, MemberFacts, PolicyFacts, ServiceFacts
from pult.coverage.engine.question import Question
from pult.coverage.models import Rider
from pult.programmes.gate import examine
from pult.programmes.models import ProgrammeVersion
from pult.programmes.rules.compiled import Compiled, compile_document
from pult.programmes.rules.document import parse
from pult.reference.models import Service
from tests.demo.loaded.conftest import LOADED_AT

pytestmark = pytest.mark.usefixtures("demo")

CODES = ("baza", "optima", "premium-petersburg")
YEAR = LOADED_AT.year
# What the two wide programmes leave out on purpose: clause 2 answers. A new service of the
# catalogue goes into a group of groups.toml, or here.
UNNAMED = {
    "A11.20.014", "B01.022.001", "B01.022.002", "B01.041.001", "B01.041.002", "B01.069.001",
    "B01.069.002", "P-0112", "P-0113", "P-0114", "P-0118", "P-0133", "P-0134", "P-0139", "P-0140",
    "P-0149",
}  # fmt: skip
UNNAMED_BY = {
    "optima": UNNAMED | {"P-0150"},
    "premium-petersburg": UNNAMED | {"P-0182", "P-0189"},
}


def compiled(code: str) -> Compiled:
    return compile_document(parse(ProgrammeVersion.objects.get(programme__code=code).document))


@pytest.mark.parametrize("code", CODES)
def test_it_is_in_force_since_the_first_day_of_the_year(code: str) -> None:
    version = ProgrammeVersion.objects.get(programme__code=code)

    assert (version.number, version.first_day, version.last_day) == (1, date(YEAR, 1, 1), None)


@pytest.mark.parametrize("code", CODES)
def test_no_rules_cross_and_none_is_dead(code: str) -> None:
    found = examine(compiled(code))

    assert (found.conflicts, found.cycles, found.dead, found.unreachable) == ((), (), (), ())


@pytest.mark.parametrize("code", UNNAMED_BY)
def test_every_other_service_has_a_rule(code: str) -> None:
    rules = [
        rule
        for rule in compiled(code).rules
        if rule.rule.effect != "lift" and rule.diagnoses is None and rule.services
    ]
    named = frozenset().union(*(rule.services or () for rule in rules))

    services = set(Service.objects.filter(is_own=True).values_list("code", flat=True))
    assert services - named == UNNAMED_BY[code]


@pytest.mark.parametrize("code", CODES)
def test_nothing_but_the_period_stops_an_ambulance(code: str) -> None:
    document = compiled(code)
    codes = ("A16.0", "B18.2", "C50.9", "E11.9", "F10.0", "O80.0", "Q21.0", "X60", "Z00.0", None)
    stages = ("complaint", "diagnosis", "treatment")
    urgencies = ("emergency", "urgent", "planned")
    ambulances = Service.objects.filter(kind=Service.Kind.AMBULANCE)
    verdicts = {
        decide(_question(one, *asked, km is not None), _facts(one, document, km), document).verdict
        for one in ambulances
        for km in (0.0, 19.9, 29.9, 31.0, 900.0, None)
        for asked in product(codes, stages, urgencies)
    }

    assert verdicts == {"covered", "approval_needed", "indeterminate"}


def _question(
    one: Service, diagnosis: str | None, stage: str, urgency: str, has_place: bool
) -> Question:
    return Question(
        policy="1", service=one.code, candidates=(), diagnosis=diagnosis, clinic=None,
        day=date(YEAR, 1, 1), stage=stage, urgency=urgency, has_place=has_place,
    )  # fmt: skip


def _facts(one: Service, document: Compiled, km: float | None) -> Facts:
    first = date(YEAR, 1, 1)
    return Facts(
        policy=PolicyFacts("1", first, date(YEAR, 12, 31), first),
        member=MemberFacts(date(1990, 1, 1), "f"),
        services={one.code: ServiceFacts(one.code, one.title_ru, one.kind, one.urgency)},
        clinic=None,
        clinics=(),
        zones={} if km is None else {zone.code: km for zone in document.document.zones},
        used={},
        city=document.document.city,
    )


def test_boris_has_a_rider_from_march_on() -> None:
    rider = Rider.objects.get()

    assert rider.policy.number == "2026-0001-000005"
    assert rider.clause["number"] == "6.1"
    assert rider.period.lower == date(YEAR, 3, 1)
