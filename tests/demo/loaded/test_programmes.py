"""The three programmes are those that documentation and tests name."""

import pytest

from pult.clinics.models import Clinic, Site, Specialty
from pult.guide import queries
from pult.guide.models import Bonus
from pult.programmes.models import Clause, Programme, Section

pytestmark = pytest.mark.usefixtures("demo")

ACCESS = {
    "Оптима": {
        "outpatient": "direct",
        "home": "desk",
        "dental": "direct",
        "ambulance": "desk",
        "emergency_inpatient": "desk",
        "planned_inpatient": "approval",
        "telemedicine": "partner",
        "trauma": "desk",
        "research_centre": "approval",
    },
    "База": {
        "outpatient": "desk",
        "ambulance": "desk",
        "emergency_inpatient": "desk",
        "telemedicine": "partner",
    },
}
ACCESS["Премиум Петербург"] = ACCESS["Оптима"] | {
    "high_tech": "approval",
    "second_opinion": "approval",
    "rehabilitation": "approval",
}


@pytest.mark.parametrize("name", ACCESS)
def test_a_programme_holds_exactly_its_sections_with_their_ways_in(name: str) -> None:
    sections = Section.objects.filter(programme__name=name)

    assert dict(sections.values_list("kind", "access")) == ACCESS[name]


def test_cities_and_zones() -> None:
    zones = Section.objects.exclude(zone="").values_list("programme__name", "kind", "zone")

    assert set(zones) == {
        ("Оптима", "home", "в пределах 30 км от МКАД"),
        ("Оптима", "ambulance", "в пределах 30 км от МКАД"),
        ("База", "ambulance", "в пределах 30 км от МКАД"),
        ("Премиум Петербург", "home", "в пределах 20 км от КАД"),
        ("Премиум Петербург", "ambulance", "в пределах 20 км от КАД"),
    }
    assert dict(Programme.objects.values_list("name", "city")) == {
        "Оптима": "Москва",
        "База": "Москва",
        "Премиум Петербург": "Санкт-Петербург",
    }


def test_bonuses_of_each_programme() -> None:
    unmarked = set(Bonus.objects.filter(mark="").values_list("code", flat=True))
    every = set(Bonus.objects.values_list("code", flat=True))
    by_name = {p.name: set(p.bonuses) for p in Programme.objects.all()}

    assert by_name["Оптима"] == every - {"high_tech", "second_opinion"}
    assert by_name["База"] == unmarked | {"telemedicine"}
    assert by_name["Премиум Петербург"] == every - {"research_centres", "eyes", "orteka"}


@pytest.mark.parametrize(
    ("code", "lists"),
    [
        ("MSK-OUT-1", {("Оптима", "outpatient"), ("Оптима", "home"), ("База", "outpatient")}),
        ("MSK-OUT-9", set()),
        ("MSK-DEN-1", {("Оптима", "dental")}),
        (
            "MSK-HOS-1",
            {
                ("Оптима", "emergency_inpatient"),
                ("Оптима", "planned_inpatient"),
                ("База", "emergency_inpatient"),
            },
        ),
    ],
)
def test_the_fixed_clinics_stand_in_their_lists(code: str, lists: set[tuple[str, str]]) -> None:
    sections = Section.objects.filter(clinics__code=code)

    assert set(sections.values_list("programme__name", "kind")) == lists


def test_the_two_big_polyclinics_offer_the_same_specialties() -> None:
    ours = set(Specialty.objects.filter(sites__clinic__code="MSK-OUT-1"))

    assert ours == set(Specialty.objects.filter(sites__clinic__code="MSK-OUT-9"))
    assert len(ours) >= 30


def test_the_clinics_cover_every_kind_and_five_cities() -> None:
    assert {kind for clinic in Clinic.objects.all() for kind in clinic.kinds} == set(
        Clinic.Kind.values
    )
    assert {city: Site.objects.filter(city=city).count() for city in CITIES} == CITIES


CITIES = {"Москва": 16, "Санкт-Петербург": 8, "Екатеринбург": 2, "Казань": 2, "Новосибирск": 2}


def test_clauses_that_documentation_quotes() -> None:
    optima = Clause.objects.filter(programme__name="Оптима")

    assert optima.get(number="2.1.3").text.startswith(
        "Амбулаторный приём врачей-специалистов в клиниках списка"
    )
    assert optima.get(number="3.2.4").text.startswith(
        "Магнитно-резонансная томография проводится по назначению врача "
        "и по согласованию с медицинским пультом."
    )


@pytest.mark.parametrize("name", ACCESS)
def test_every_section_has_a_volume_and_an_order_in_order(name: str) -> None:
    clauses = list(Clause.objects.filter(programme__name=name).order_by("position"))
    numbers = [[int(step) for step in clause.number.split(".")] for clause in clauses]

    assert numbers == sorted(numbers)
    for section in Section.objects.filter(programme__name=name):
        kinds = set(section.clauses.values_list("kind", flat=True))
        assert kinds == {Clause.Kind.VOLUME, Clause.Kind.CONDITION}


RANGES = (
    "A15–A19", "B90", "B18.0–B18.2", "A50–A64", "B20–B24", "C00–C97", "D00–D09", "E10–E14",
    "F00–F99", "N18–N19", "N46", "N97", "O00–O99", "Q00–Q99", "Z00–Z13",
)  # fmt: skip
SERVICES = ("Профилактические осмотры", "Косметические", "Гомеопатическое", "Профилактические мероп"
            "риятия в стоматологии", "Зубопротезирование")  # fmt: skip


@pytest.mark.parametrize("name", ACCESS)
def test_every_programme_excludes_what_the_domain_excludes(name: str) -> None:
    exclusions = Clause.objects.filter(programme__name=name, kind=Clause.Kind.EXCLUSION)
    text = " ".join(exclusions.values_list("text", flat=True))

    assert [code for code in (*RANGES, *SERVICES) if code not in text] == []


def test_a_member_sees_the_bonuses_of_programme_and_region() -> None:
    optima = Programme.objects.get(name="Оптима").bonuses

    def seen(city: str) -> set[str]:
        return {bonus.code for bonus in queries.bonuses(programme_codes=optima, city=city)}

    everywhere = set(optima) - {"research_centres", "eyes", "orteka"}
    assert seen("Москва") == set(optima)
    assert seen("Химки") == everywhere | {"eyes", "orteka"}
    assert seen("Казань") == everywhere
