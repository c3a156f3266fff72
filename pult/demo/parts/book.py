"""employers.toml, staff.toml, members.toml: the people and contracts of the demo."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pult.contracts.models import Policy
from pult.demo.people import Human, employees
from pult.demo.reading import Table, read
from pult.people.access import Role

# Mobiles +7 900 000-NNNN of each employer start at a thousand of their own.
MOBILES_EACH = 1000


@dataclass(frozen=True)
class Colleague:
    """Somebody who works with the demo: an account, its role, and what narrows it."""

    role: Role
    name: str
    email: str
    clinic: str = ""


@dataclass(frozen=True)
class Company:
    name: str
    city: str
    domain: str
    contract: str
    programme: str
    programmes: list[str]
    headcount: int
    cities: list[str]
    doctor_curator: Colleague
    admin_curator: Colleague
    hr: Colleague
    members: list[Human] = field(default_factory=list)


@dataclass(frozen=True)
class Book:
    companies: list[Company]
    staff: list[Colleague]


def read_book(folder: Path, *, year: int, programmes: Collection[str]) -> Book:
    """The demo's book; ages are those of `year`."""
    top = read(folder, "employers.toml")
    companies = [_company(row, programmes) for row in top.tables("employer")]
    top.done()
    _add_fixed(folder, companies, year)
    for index, company in enumerate(companies):
        _add_generated(company, index, year)
    return Book(companies, _staff(folder))


def _company(row: Table, programmes: Collection[str]) -> Company:
    company = Company(
        name=row.string("name"),
        city=row.string("city"),
        domain=row.string("domain"),
        contract=row.string("contract"),
        programme=row.string("programme", among=programmes),
        programmes=row.strings("programmes", among=programmes),
        headcount=int(row.number("headcount", low=1, high=MOBILES_EACH // 2)),
        cities=row.strings("cities"),
        doctor_curator=_colleague(row.table("doctor_curator"), Role.DOCTOR_CURATOR),
        admin_curator=_colleague(row.table("admin_curator"), Role.ADMIN_CURATOR),
        hr=_colleague(row.table("hr"), Role.HR),
    )
    row.done()
    return company


def _colleague(row: Table, role: Role) -> Colleague:
    colleague = Colleague(role, row.string("name"), row.string("email"))
    row.done()
    return colleague


def _staff(folder: Path) -> list[Colleague]:
    top = read(folder, "staff.toml")
    found = []
    for row in top.tables("staff"):
        colleague = Colleague(
            role=Role(row.string("role", among=list(Role))),
            name=row.string("name"),
            email=row.string("email"),
            clinic=row.string("clinic", ""),
        )
        row.done()
        found.append(colleague)
    top.done()
    return found


def _add_fixed(folder: Path, companies: list[Company], year: int) -> None:
    by_contract = {company.contract: company for company in companies}
    top = read(folder, "members.toml")
    for row in top.tables("member"):
        company = by_contract[row.string("contract", among=by_contract)]
        company.members.append(_human(row, year))
    top.done()


def _human(row: Table, year: int, main: Human | None = None) -> Human:
    last, first, middle = row.strings("name")
    human = Human(
        last=last,
        first=first,
        middle=middle,
        sex=row.string("sex", among=("m", "f")),
        born=_born(row, year),
        relation=row.string("relation", "employee", among=Policy.Relation.values),
        passport=row.string("passport", ""),
        mobile=row.string("mobile", ""),
        email=row.string("email", ""),
        city=row.string("city", main.city if main else ""),
        address=row.string("address", main.address if main else ""),
        job=row.string("job", ""),
        login=row.flag("login"),
    )
    for dependant in row.tables("dependants", optional=True):
        human.dependants.append(_human(dependant, year, human))
    row.done()
    return human


def _born(row: Table, year: int) -> date:
    if "age" in row.values:
        return date(year - int(row.number("age", low=0, high=120)), 1, 1)
    return row.day("born")


def _add_generated(company: Company, index: int, year: int) -> None:
    company.members.extend(
        employees(
            count=company.headcount - len(company.members),
            year=year,
            domain=company.domain,
            cities=company.cities,
            first_mobile=MOBILES_EACH * (index + 1),
            seed=index + 1,
        )
    )
