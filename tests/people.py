"""The named cast of the tests, as plain factory functions.

«Северный ветер» (contract 2026-0101, Moscow) insures Анна, her husband Павел, her children
Миша (9) and Лена (16), and her colleague Борис. «Маяк» (contract 2026-0102, Saint Petersburg)
insures Вера: to everybody of «Северный ветер» she is a stranger. Мария answers at the desk,
Сергей supervises it; Ирина (doctor) and Елена (administrative) are the curators of «Северный
ветер», Олег and Нина those of «Маяк». Ольга is HR at «Северный ветер», Тамара registrar of the
clinic MSK-OUT-1, Фёдор runs the office, Глеб reads the journal.
"""

from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.test import Client

from pult.clinics.models import Clinic, Site, Specialty
from pult.contracts.models import Contract, Employer, Policy, days
from pult.kernel import clock
from pult.people import names, passports
from pult.people.access import Actor, Role
from pult.people.models import Account, Person, RoleGrant
from pult.people.queries import actor_of
from pult.programmes.models import Programme, Section

PASSWORD = "a quiet river of amber"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
EVERY_DAY = [["08:00", "21:00"]] * 7


@dataclass(frozen=True)
class Cast:
    """Everybody, and what they work with. Accounts stand under first names."""

    clinic: Clinic  # MSK-OUT-1, in the lists of the Moscow programme
    other_clinic: Clinic  # MSK-OUT-9, in no list
    site: Site
    other_site: Site
    therapist: Specialty
    programme: Programme
    other_programme: Programme
    employer: Employer
    other_employer: Employer
    contract: Contract
    other_contract: Contract
    anna: Account
    boris: Account
    vera: Account
    pavel: Person
    misha: Person
    lena: Person
    anna_policy: Policy
    boris_policy: Policy
    vera_policy: Policy
    pavel_policy: Policy
    misha_policy: Policy
    lena_policy: Policy
    maria: Account
    sergey: Account
    irina: Account
    elena: Account
    oleg: Account
    nina: Account
    olga: Account
    other_hr: Account
    tamara: Account
    fyodor: Account
    gleb: Account

    @property
    def by_role(self) -> dict[str, Account | None]:
        """One account a role, `anonymous` for nobody: the columns of the permission matrix."""
        return {
            "anonymous": None,
            Role.MEMBER: self.anna,
            Role.OPERATOR: self.maria,
            Role.SUPERVISOR: self.sergey,
            Role.DOCTOR_CURATOR: self.irina,
            Role.ADMIN_CURATOR: self.elena,
            Role.HR: self.olga,
            Role.REGISTRAR: self.tamara,
            Role.OFFICE: self.fyodor,
            Role.AUDITOR: self.gleb,
        }


def cast() -> Cast:
    """Write the whole cast into the database."""
    made: dict[str, Any] = {}
    made |= _clinics()
    made |= _programmes(made)
    made |= _contracts(made)
    made |= _members(made)
    made |= _staff(made)
    return Cast(**{field.name: made[field.name] for field in fields(Cast)})


def sign_in(client: Client, account: Account) -> None:
    """Sign `account` in; staff come with their second factor given."""
    client.force_login(account, backend=BACKEND)
    request = HttpRequest()
    request.session = client.session
    if not actor(account).is_staff:
        record_authentication(request, account, method="code")
        request.session.save()
        return
    factor, _ = Authenticator.objects.get_or_create(
        user=account, type=Authenticator.Type.TOTP, defaults={"data": {}}
    )
    if not factor.data:
        factor.delete()
        factor = TOTP.activate(account, generate_totp_secret()).instance
    record_authentication(request, account, method="password", reauthenticated=True)
    record_authentication(request, account, method="mfa", type=factor.type, id=factor.pk)
    request.session.save()


def actor(account: Account) -> Actor:
    """The actor that an account is, for calling actions."""
    return actor_of(account)


def person(full_name: str, born: date, passport: str = "", **more: Any) -> Person:
    last, first, *middle = full_name.split()
    return Person.objects.create(
        last_name=last,
        first_name=first,
        middle_name=" ".join(middle),
        birth_date=born,
        **names.keys(last, first, " ".join(middle)),
        **passports.fields(passport),
        **more,
    )


def policy(contract: Contract, someone: Person, **more: Any) -> Policy:
    """The next policy of a contract, for the whole of its period unless `period` is given."""
    contract.last_policy_number += 1
    contract.save(update_fields=["last_policy_number"])
    return Policy.objects.create(
        **{
            "number": f"{contract.number}-{contract.last_policy_number:06}",
            "contract": contract,
            "person": someone,
            "programme": contract.default_programme,
            "period": contract.period,
        }
        | more
    )


def staff(name: str, role: Role, scope: Any = None, **more: Any) -> Account:
    """A staff account with a password and one role."""
    email = more.pop("email", f"{role}-{Account.objects.count()}@staff.example.ru")
    account = Account.objects.create(
        email=email, password=_password(), display_name=name, **more
    )
    RoleGrant.objects.create(account=account, role=role, scope_id=scope.id if scope else None)
    return account


def member(policy: Policy, **more: Any) -> Account:
    """The account of an insured person who has signed up, with the policy's contacts."""
    return Account.objects.create(
        **{
            "person": policy.person,
            "display_name": policy.person.full_name,
            "email": policy.work_email or None,
            "mobile": policy.mobile or None,
            "consent_at": clock.now(),
            "password": "!",
        }
        | more
    )


def clinic(code: str, name: str, city: str = "Москва", kind: str = "outpatient") -> Site:
    """A clinic with one site, open 08:00–21:00 every day."""
    email = f"{code.lower()}@clinic.example.ru"
    owner = Clinic.objects.create(code=code, name=name, kinds=[kind], email=email)
    return Site.objects.create(
        clinic=owner,
        code=f"{code}-A",
        name=name,
        city=city,
        address=f"{city}, ул. Лесная, 1",
        lat=55.7766,
        lon=37.5935,
        phones=["+74950000001"],
        hours=EVERY_DAY,
    )


@cache
def _password() -> str:
    """Argon2 is slow by intent: hashed once for the whole cast."""
    return make_password(PASSWORD)


def _clinics() -> dict[str, Any]:
    therapist, _ = Specialty.objects.get_or_create(
        code="therapist",
        defaults={
            "name_ru": "терапевт", "name_en": "general practitioner",
            "visit_ru": "приём терапевта", "visit_en": "general practitioner's appointment",
        },
    )  # fmt: skip
    site = clinic("MSK-OUT-1", "Поликлиника «Липа»")
    other_site = clinic("MSK-OUT-9", "Поликлиника «Рябина»")
    site.specialties.add(therapist)
    other_site.specialties.add(therapist)
    return {
        "therapist": therapist,
        "site": site,
        "other_site": other_site,
        "clinic": site.clinic,
        "other_clinic": other_site.clinic,
    }


def _programmes(made: dict[str, Any]) -> dict[str, Any]:
    moscow = Programme.objects.create(code="test-moscow", name="«Северная»", city="Москва")
    petersburg = Programme.objects.create(
        code="test-petersburg", name="«Невская»", city="Санкт-Петербург"
    )
    section = Section.objects.create(
        programme=moscow,
        kind=Section.Kind.OUTPATIENT,
        access=Section.Access.DIRECT,
        number="1",
        title="Амбулаторно-поликлиническая помощь",
    )
    section.clinics.add(made["clinic"])
    return {"programme": moscow, "other_programme": petersburg}


def _contracts(made: dict[str, Any]) -> dict[str, Any]:
    year = clock.today().year
    period = days(date(year, 1, 1), date(year + 1, 12, 31))
    wind = Employer.objects.create(name="ООО «Северный ветер»", city="Москва")
    beacon = Employer.objects.create(name="АО «Маяк»", city="Санкт-Петербург")
    return {
        "employer": wind,
        "other_employer": beacon,
        "contract": _contract("2026-0101", wind, period, made["programme"]),
        "other_contract": _contract("2026-0102", beacon, period, made["other_programme"]),
    }


def _contract(number: str, employer: Employer, period: Any, programme: Programme) -> Contract:
    contract = Contract.objects.create(
        number=number, employer=employer, period=period, default_programme=programme
    )
    contract.programmes.add(programme)
    return contract


def _members(made: dict[str, Any]) -> dict[str, Any]:
    year = clock.today().year
    wind, beacon = made["contract"], made["other_contract"]
    people = {
        "anna": person("Соболева Анна Игоревна", date(1988, 3, 14), "4510 123456", sex="f"),
        "boris": person("Журавлёв Борис Петрович", date(1979, 11, 2), "4511 654321", sex="m"),
        "vera": person("Лебедева Вера Олеговна", date(1992, 7, 30), "4012 111222", sex="f"),
        "pavel": person("Соболев Павел Андреевич", date(1986, 5, 5), "4510 777888", sex="m"),
        "misha": person("Соболев Михаил Павлович", date(year - 9, 1, 9), "1АК 500100", sex="m"),
        "lena": person("Соболева Елена Павловна", date(year - 16, 1, 9), "4520 300400", sex="f"),
    }
    anna = policy(wind, people["anna"], mobile="+79160000001", work_email="anna@wind.example.ru")
    family = {"main": anna}
    policies = {
        "anna_policy": anna,
        "boris_policy": policy(
            wind, people["boris"], mobile="+79160000002", work_email="boris@wind.example.ru"
        ),
        "vera_policy": policy(
            beacon, people["vera"], mobile="+79160000003", work_email="vera@beacon.example.ru"
        ),
        "pavel_policy": policy(
            wind, people["pavel"], relation="spouse", mobile="+79160000004", **family
        ),
        "misha_policy": policy(wind, people["misha"], relation="child", **family),
        "lena_policy": policy(wind, people["lena"], relation="child", **family),
    }
    return {
        **policies,
        **{name: people[name] for name in ("pavel", "misha", "lena")},
        **{name: member(policies[f"{name}_policy"]) for name in ("anna", "boris", "vera")},
    }


def _staff(made: dict[str, Any]) -> dict[str, Any]:
    wind, beacon = made["contract"], made["other_contract"]
    people = {
        "maria": staff("Мария Кедрова", Role.OPERATOR),
        "sergey": staff("Сергей Ольхин", Role.SUPERVISOR),
        "irina": staff("Ирина Ясенева", Role.DOCTOR_CURATOR, wind),
        "elena": staff("Елена Рябинина", Role.ADMIN_CURATOR, wind),
        "oleg": staff("Олег Берёзин", Role.DOCTOR_CURATOR, beacon),
        "nina": staff("Нина Калинина", Role.ADMIN_CURATOR, beacon),
        "olga": staff("Ольга Вязова", Role.HR, made["employer"]),
        "other_hr": staff("Алла Сосновская", Role.HR, made["other_employer"]),
        "tamara": staff("Тамара Липина", Role.REGISTRAR, made["clinic"]),
        "fyodor": staff("Фёдор Дубов", Role.OFFICE),
        "gleb": staff("Глеб Вереск", Role.AUDITOR),
    }
    wind.doctor_curator, wind.admin_curator = people["irina"], people["elena"]
    beacon.doctor_curator, beacon.admin_curator = people["oleg"], people["nina"]
    wind.save(update_fields=["doctor_curator", "admin_curator"])
    beacon.save(update_fields=["doctor_curator", "admin_curator"])
    return people
