"""Writing the demo's book: employers, contracts, accounts, members, attachments."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from pult.clinics.models import Clinic
from pult.contracts.models import Attachment, Contract, Employer, Policy, days
from pult.demo.parts.book import Book, Colleague, Company
from pult.demo.people import Human
from pult.people import names, passports
from pult.people.models import Account, Person, RoleGrant
from pult.programmes.models import Programme, Section


def write_book(book: Book, *, year: int) -> None:
    """All rows of the demo's book. Policies run from 1 January of `year` to 31 December of the
    next. Accounts have no usable password: only the demo's sign-in page lets them in."""
    for colleague in book.staff:
        clinic = Clinic.objects.get(code=colleague.clinic) if colleague.clinic else None
        _grant(_account(colleague), colleague, clinic.id if clinic else None)
    for company in book.companies:
        _write_company(company, date(year, 1, 1), date(year + 1, 12, 31))


def _account(colleague: Colleague) -> Account:
    return Account.objects.create_user(colleague.email, display_name=colleague.name, is_demo=True)


def _grant(account: Account, colleague: Colleague, scope_id: UUID | None) -> None:
    RoleGrant.objects.create(account=account, role=colleague.role, scope_id=scope_id)


def _write_company(company: Company, first: date, last: date) -> None:
    employer = Employer.objects.create(name=company.name, city=company.city)
    programme = Programme.objects.get(code=company.programme)
    doctor, admin = _account(company.doctor_curator), _account(company.admin_curator)
    contract = Contract.objects.create(
        number=company.contract,
        employer=employer,
        period=days(first, last),
        default_programme=programme,
        doctor_curator=doctor,
        admin_curator=admin,
        last_policy_number=sum(1 + len(human.dependants) for human in company.members),
    )
    contract.programmes.set(Programme.objects.filter(code__in=company.programmes))
    _grant(doctor, company.doctor_curator, contract.id)
    _grant(admin, company.admin_curator, contract.id)
    _grant(_account(company.hr), company.hr, employer.id)
    policies = list(_policies(company, contract, programme))
    Person.objects.bulk_create([policy.person for policy in policies])
    Policy.objects.bulk_create(policies)
    _attach(policies, programme)
    _open_accounts(company, policies)


def _policies(company: Company, contract: Contract, programme: Programme) -> Iterator[Policy]:
    """Policies in the order of their numbers, the family right after the main insured."""
    number = 0
    for human in company.members:
        main: Policy | None = None
        for member in (human, *human.dependants):
            number += 1
            policy = Policy(
                number=f"{contract.number}-{number:06d}",
                contract=contract,
                person=_person(member),
                programme=programme,
                period=contract.period,
                relation=member.relation,
                main=main,
                mobile=member.mobile,
                work_email=member.email,
                personnel_number=member.personnel,
                job=member.job,
            )
            main = main or policy
            yield policy


def _person(human: Human) -> Person:
    return Person(
        last_name=human.last,
        first_name=human.first,
        middle_name=human.middle,
        birth_date=human.born,
        sex=human.sex,
        city=human.city,
        address=human.address,
        **names.keys(human.last, human.first, human.middle),
        **passports.fields(human.passport),
    )


def _attach(policies: list[Policy], programme: Programme) -> None:
    """Everybody is attached to a polyclinic of the programme, the fixed persons to the first."""
    clinics = list(
        Clinic.objects.filter(
            sections__programme=programme,
            sections__kind=Section.Kind.OUTPATIENT,
            kinds__contains=[Clinic.Kind.OUTPATIENT],
        ).order_by("code")
    )
    Attachment.objects.bulk_create(
        Attachment(
            policy=policy,
            clinic=clinics[0 if index < 10 else index % len(clinics)],
            period=policy.period,
        )
        for index, policy in enumerate(policies)
    )


def _open_accounts(company: Company, policies: list[Policy]) -> None:
    """The fixed persons of the demo's sign-in page have opened their cabinets already."""
    wanted = {human.mobile for human in company.members if human.login}
    for policy in policies:
        if policy.mobile in wanted and policy.relation == Policy.Relation.EMPLOYEE:
            Account.objects.create_user(
                policy.work_email,
                mobile=policy.mobile,
                person=policy.person,
                display_name=policy.person.full_name,
                is_demo=True,
                consent_at=policy.created_at,
            )
