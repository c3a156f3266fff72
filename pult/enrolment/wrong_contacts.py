"""«My phone or e-mail was given wrongly»: a case for the curator of the company's contract."""

import re
from datetime import datetime, timedelta
from typing import Any

import structlog

from pult.cases.actions import open_case
from pult.cases.models import Case
from pult.contracts.models import Contract, Employer
from pult.enrolment import limits
from pult.kernel import clock
from pult.kernel.text import name_key
from pult.people.access import SYSTEM

# Names are easily invented, phones less so; a company of thousands may have a bad list.
A_DAY = timedelta(days=1)
AN_HOUR = timedelta(hours=1)
A_PERSON, A_PHONE, A_COMPANY, ALL = 3, 3, 30, 120
log = structlog.get_logger("pult.enrolment")
# How companies are called in law; people seldom write it.
LEGAL_FORMS = re.compile(
    r"\b(ооо|оао|пао|зао|нао|ао|ип|фгуп|гуп|муп|гк|компания|llc|ltd|jsc|pjsc|inc)\b"
)


def report(*, answers: dict[str, Any], note: str, at: datetime) -> Case | None:
    """Open the case; None when there were too many of late. Which company was recognised, if
    any, and whether a case was opened is told to nobody.

    `answers`: those of the case kind's form.
    """
    if not _may_report(answers, at):
        log.info("wrong_contacts.too_many")
        return None
    return open_case(
        kind="wrong_contacts",
        by=SYSTEM,
        at=at,
        contract=contract_of_company(answers["company"], at=at),
        channel="sign_up",
        form=answers,
        text=note,
    )


def _may_report(answers: dict[str, Any], at: datetime) -> bool:
    """Count one report under the person, the phone, the company and all together."""
    person = f"{name_key(answers['full_name'])}:{answers['birth_date']}"
    rules: list[tuple[str, str, int, timedelta]] = [
        ("person", person, A_PERSON, A_DAY),
        ("phone", answers["phone"], A_PHONE, A_DAY),
        ("company", company_key(answers["company"]), A_COMPANY, AN_HOUR),
        ("all", "", ALL, AN_HOUR),
    ]
    return all(
        limits.spend(purpose=f"wrong-contacts-{what}", who=who, limit=limit, window=window, at=at)
        for what, who, limit, window in rules
    )


def contract_of_company(name: str, *, at: datetime) -> Contract | None:
    """The latest current contract of the company so called, if exactly one company is."""
    wanted = company_key(name)
    companies = Employer.objects.values_list("id", "name")
    found = [id_ for id_, known in companies.iterator() if company_key(known) == wanted]
    if not wanted or len(found) != 1:
        return None
    today = at.astimezone(clock.MOSCOW).date()
    contracts = Contract.objects.filter(employer_id=found[0], period__endswith__gt=today)
    return contracts.order_by("-period").first()


def company_key(name: str) -> str:
    """«ООО "Северный Ветер"» and «северный ветер» are one company."""
    return " ".join(LEGAL_FORMS.sub(" ", name_key(name)).split())
