"""The demo insurer's catalogue: real services, real codes, stable numbers."""

import re

import pytest

from pult.demo.load import INSURER
from pult.demo.parts.clinics import read_specialties
from pult.demo.parts.services import read_services, write_services
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
