"""«My phone or e-mail was given wrongly»: a case for the curator of the company's contract."""

import re
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from pult.cases.actions import open_case
from pult.cases.models import Case
from pult.contracts.models import Contract, Employer
from pult.enrolment import limits
from pult.kernel import clock
from pult.kernel.errors import Refusal
from pult.kernel.text import name_key
from pult.people.access import SYSTEM

A_DAY = 3
# How companies are called in law; people seldom write it.
LEGAL_FORMS = re.compile(
    r"\b(ооо|оао|пао|зао|нао|ао|ип|фгуп|гуп|муп|гк|компания|llc|ltd|jsc|pjsc|inc)\b"
)


def report(*, answers: dict[str, Any], note: str, at: datetime) -> Case:
    """Open the case; which company was recognised, if any, is told to nobody.

    `answers`: those of the case kind's form. Raises Refusal when one person asks too often.
    """
    who = f"{name_key(answers['full_name'])}:{answers['birth_date']}"
    if not limits.spend(
        purpose="wrong-contacts", who=who, limit=A_DAY, window=timedelta(days=1), at=at
    ):
        raise Refusal(_("We already have your request and are working on it."))
    return open_case(
        kind="wrong_contacts",
        by=SYSTEM,
        at=at,
        contract=contract_of_company(answers["company"], at=at),
        channel="sign_up",
        form=answers,
        text=note,
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
