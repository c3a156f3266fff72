"""The demo insurer's catalogue: real services, real codes, stable numbers."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from pult.demo.load import INSURER
from pult.demo.parts.clinics import read_specialties
from pult.demo.parts.services import read_services, write_services
from pult.demo.reading import Mistake
from pult.reference import actions
from pult.reference.models import Service, ServicePhrase

ORDER = re.compile(r"[AB]\d\d\.\d{2,3}\.\d{3}(\.\d{3})?")
OWN = re.compile(r"P-\d{4}")


def catalogue() -> list[Service]:
    codes = {specialty.code for specialty in read_specialties(INSURER)}
    return read_services(INSURER, codes)


def test_every_service_is_of_the_order_with_its_title_or_the_insurers_own() -> None:
    services = catalogue()

    assert len(services) >= 240
    for service in services:
        shape = ORDER if service.official_title else OWN
        assert shape.fullmatch(service.code), service.code


def test_internal_numbers_have_no_holes() -> None:
    own = sorted(service.code for service in catalogue() if service.code.startswith("P-"))
    assert own == [f"P-{number:04}" for number in range(1, len(own) + 1)]


def test_every_service_has_words_of_people_in_both_languages() -> None:
    for service in catalogue():
        assert service.synonyms, service.code
        assert service.title_ru and service.title_en, service.code


def test_who_goes_to_the_member_needs_the_place() -> None:
    there = {service.kind for service in catalogue() if service.needs_place}
    assert there == {Service.Kind.HOME, Service.Kind.AMBULANCE}


@pytest.mark.django_db
def test_loading_twice_changes_nothing() -> None:
    write_services(catalogue())
    before = list(Service.objects.order_by("code").values())
    phrases = ServicePhrase.objects.count()

    write_services(catalogue())

    assert list(Service.objects.order_by("code").values()) == before
    assert ServicePhrase.objects.count() == phrases


@pytest.mark.django_db
def test_a_service_that_left_the_catalogue_stays_for_old_documents() -> None:
    write_services(catalogue())

    actions.replace_catalogue(services=[s for s in catalogue() if s.code == "B01.047.001"])

    assert list(Service.objects.filter(is_own=True).values_list("code", flat=True)) == [
        "B01.047.001"
    ]
    left = Service.objects.get(code="P-0001")
    assert (left.is_actual, left.phrases.count()) == (False, 0)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('code = "P-0001"', 'code = "X-1"', "service[X-1].code: write a code as A05.04.001"),
        ('code = "P-0001"', 'code = "P-0002"', "service[P-0002].code: “P-0002” stands twice."),
        ('kind = "visit"', 'kind = "magic"', "service[B01.047.001].kind: “magic” is not known"),
        ('"therapist"', '"shaman"', "service[B01.047.001].specialty: “shaman” is not known"),
        ('"терапевт"', '"т"', "service[B01.047.001].synonyms[0]: write 2 to 100 letters."),
        ("official = ", "offical = ", "service[B01.047.001].offical: this key is not known here."),
        ('en = "G', 'eng = "G', "service[B01.047.001].title.en: this key is missing."),
        ("synonyms = [", "synonyms = ", "services.toml: "),
    ],
)
def test_a_mistake_in_the_file_is_one_sentence_that_names_its_place(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    text = (INSURER / "services.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "services.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    codes = {specialty.code for specialty in read_specialties(INSURER)}

    with pytest.raises(Mistake) as mistake, translation.override("en"):
        read_services(tmp_path, codes)

    assert said in str(mistake.value)
    assert "\n" not in str(mistake.value)
