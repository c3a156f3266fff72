"""A small book for pages and documents: one insurer, one programme, Anna's policy."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pult.clinics.models import Clinic, Site, Specialty
from pult.contracts.models import Contract, Employer, Policy, days
from pult.guide.models import Profile
from pult.guide.queries import forget_profile
from pult.kernel import clock, text
from pult.people.models import Account, Person
from pult.programmes.models import Clause, Programme, Section

WEEK = [["08:00", "21:00"]] * 5 + [["09:00", "18:00"], []]
ROUND_THE_CLOCK = [["00:00", "24:00"]] * 7
FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)


@dataclass
class Book:
    programme: Programme
    contract: Contract
    anna: Policy
    account: Account
    clinic: Clinic
    elsewhere: Clinic


def book() -> Book:
    """Everything that a member's page reads."""
    profile()
    therapist = Specialty.objects.create(
        code="therapist",
        name_ru="Терапевт",
        name_en="General practitioner",
        visit_ru="приём терапевта",
        visit_en="visit to a general practitioner",
        synonyms=["простуда", "кашель", "температура"],
    )
    Specialty.objects.create(
        code="dentist",
        name_ru="Стоматолог",
        name_en="Dentist",
        group="dental",
        visit_ru="приём стоматолога",
        visit_en="visit to a dentist",
        synonyms=["болит зуб", "пломба"],
    )
    lesnaya = clinic("MSK-OUT-1", "Клиника на Лесной", "Москва", [therapist])
    elsewhere = clinic("MSK-OUT-9", "Клиника у Яузы", "Москва", [therapist])
    clinic("SPB-OUT-1", "Клиника на Неве", "Санкт-Петербург", [therapist])
    programme = make_programme("optima", "Оптима", [lesnaya])
    contract = make_contract("2026-0001", "ООО «Ромашка»", programme)
    person = make_person("Соболева", "Анна", "Игоревна", date(1958, 3, 14))
    anna = make_policy(contract, person)
    return Book(programme, contract, anna, make_account(person), lesnaya, elsewhere)


def profile() -> Profile:
    row = Profile(
        name="Согласие",
        legal_name="ООО «СК «Согласие»",
        product_name={"ru": "Пульт", "en": "Pult"},
        texts={"short_name": {"ru": "Согласие", "en": "Soglasie"}},
        slogan={"ru": "Доверие ведёт к Согласию", "en": "Trust leads to Soglasie"},
        cabinet_url="https://lk.soglasie.ru/user/auth",
        desk_email="pultdms@soglasie.ru",
        phones=[
            _phone("+78002500101", "По всей России", "Anywhere", "", True),
            _phone("+74957832640", "Москва", "Moscow", "Москва", False),
        ],
        emergency=[
            {"number": "103", "label": {"ru": "Скорая помощь", "en": "Ambulance"}},
            {"number": "112", "label": {"ru": "Единый номер", "en": "Emergency services"}},
        ],
        curator_hours=[["09:00", "18:00"]] * 4 + [["09:00", "16:45"], [], []],
        zones_of_responsibility=[
            _zone("desk", "Круглосуточный медицинский пульт", "24/7 medical desk"),
            _zone("doctor_curator", "Врач-куратор договора", "Doctor-curator of the contract"),
            _zone("hr", "Отдел по персоналу", "Your company's HR"),
        ],
    )
    row.save()
    forget_profile()
    return row


def _phone(number: str, ru: str, en: str, city: str, free: bool) -> dict[str, Any]:
    return {"number": number, "label": {"ru": ru, "en": en}, "city": city, "free": free}


def _zone(code: str, ru: str, en: str) -> dict[str, Any]:
    duties = [{"ru": "Отвечает на вопросы", "en": "Answers questions"}]
    return {"code": code, "title": {"ru": ru, "en": en}, "hours": "curator_hours", "duties": duties}


def clinic(code: str, name: str, city: str, specialties: list[Specialty]) -> Clinic:
    made = Clinic.objects.create(code=code, name=name, kinds=["outpatient"])
    site = Site.objects.create(
        clinic=made,
        code=f"{code}-1",
        name=name,
        city=city,
        address=f"{city}, ул. Лесная, 43",
        metro="Менделеевская",
        lat=55.78,
        lon=37.59,
        phones=["+74950000101"],
        hours=WEEK,
    )
    site.specialties.set(specialties)
    return made


def make_programme(code: str, name: str, clinics: list[Clinic]) -> Programme:
    programme = Programme.objects.create(
        code=code,
        name=name,
        city="Москва",
        serves="Жалобы на здоровье, травма, отравление.",
        territory="Вся территория Российской Федерации.",
        payment_rule="Оплачиваются клиники из приложения.",
        bonuses=["telemedicine"],
    )
    outpatient = Section.objects.create(
        programme=programme,
        kind="outpatient",
        access="direct",
        number="2.1",
        title="Амбулаторно-поликлиническая помощь",
        position=1,
    )
    outpatient.clinics.set(clinics)
    Section.objects.create(
        programme=programme,
        kind="ambulance",
        access="desk",
        number="2.4",
        title="Скорая помощь",
        zone="в пределах 30 км от МКАД",
        position=2,
    )
    _clauses(programme, outpatient)
    return programme


def _clauses(programme: Programme, outpatient: Section) -> None:
    rows = [
        ("volume", "2.1.1", "Приёмы терапевта.", outpatient),
        ("condition", "3.2.1", "Прямо в регистратуру.", outpatient),
        ("exclusion", "5.1.1", "Туберкулёз всех форм.", None),
    ]
    for position, (kind, number, words, section) in enumerate(rows):
        Clause.objects.create(
            programme=programme, section=section, kind=kind, number=number, text=words,
            position=position,
        )  # fmt: skip


def make_contract(number: str, employer: str, programme: Programme) -> Contract:
    doctor = Account.objects.create(
        email=f"doctor-{number}@insurer.example", display_name="Орлова Вера Павловна"
    )
    admin = Account.objects.create(
        email=f"admin-{number}@insurer.example", display_name="Лунина Ольга Сергеевна"
    )
    contract = Contract.objects.create(
        number=number,
        employer=Employer.objects.create(name=employer, city="Москва"),
        period=days(FIRST, LAST),
        default_programme=programme,
        doctor_curator=doctor,
        admin_curator=admin,
    )
    contract.programmes.add(programme)
    return contract


def make_person(last: str, first: str, middle: str, born: date) -> Person:
    return Person.objects.create(
        last_name=last,
        first_name=first,
        middle_name=middle,
        birth_date=born,
        city="Москва",
        name_key=text.name_key(last, first, middle),
        sort_key=text.sort_key(last, first, middle),
        sound_key=text.phonetic_key(last),
    )


def make_policy(contract: Contract, person: Person, **more: Any) -> Policy:
    contract.last_policy_number += 1
    contract.save(update_fields=["last_policy_number"])
    fields = {"programme": contract.default_programme, "period": days(FIRST, LAST)} | more
    return Policy.objects.create(
        number=f"{contract.number}-{contract.last_policy_number:06d}",
        contract=contract,
        person=person,
        **fields,
    )


def make_account(person: Person) -> Account:
    return Account.objects.create(
        email=f"{person.id}@employer.example",
        person=person,
        display_name=person.full_name,
        consent_at=clock.now() - timedelta(days=1),
    )
