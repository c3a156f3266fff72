"""docs/demo.md tells the truth about the demo."""

from pathlib import Path

import pytest

from pult.clinics.models import Clinic, Site
from pult.contracts.models import Policy
from pult.people import phones
from pult.people.models import Account
from pult.programmes.models import Programme

pytestmark = pytest.mark.usefixtures("demo")

PAGE = (Path(__file__).parents[3] / "docs" / "demo.md").read_text(encoding="utf-8")


def rows(start: str) -> list[list[str]]:
    """The cells of the table rows whose first cell begins with `start`."""
    lines = [line for line in PAGE.splitlines() if line.startswith(f"| {start}")]
    return [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines]


def test_the_fixed_persons_are_as_written() -> None:
    written = [row for row in rows("`2026-") if len(row) == 7]

    assert len(written) == 8
    for number, name, programme, mobile, email, born, passport in written:
        policy = Policy.objects.select_related("person", "programme").get(number=number.strip("`"))
        person = policy.person
        assert person.full_name == name.split(",")[0]
        assert f"«{policy.programme.name}»" == programme
        assert policy.mobile == ("" if mobile == "none" else phones.normal(mobile))
        assert policy.work_email == ("" if email == "none" else email)
        assert person.passport == ("" if passport == "none" else passport.replace(" ", ""))
        if "." in born:
            assert f"{person.birth_date:%d.%m.%Y}" == born


def test_every_account_is_named_and_no_other() -> None:
    table = PAGE.partition("## Accounts")[2].partition("## Contracts")[0]
    names = {
        name.partition(" (")[0].strip()
        for line in table.splitlines()
        if line.startswith("| ") and not line.startswith("| role")
        for name in line.split("|")[2].split(" · ")
    }

    assert names == set(Account.objects.filter(is_demo=True).values_list("display_name", flat=True))


def test_the_counts_are_right() -> None:
    assert (Clinic.objects.count(), Site.objects.count()) == (26, 30)
    assert Policy.objects.filter(relation="employee").count() == 300
    assert 125 < Policy.objects.exclude(relation="employee").count() < 135


def test_the_contracts_are_as_written() -> None:
    for number, employer, programme, _gives in [r for r in rows("`2026-") if len(r) == 4]:
        policy = Policy.objects.filter(contract__number=number.strip("`")).select_related(
            "contract__employer", "contract__default_programme"
        )[0]
        assert policy.contract.employer.name == employer.rpartition(",")[0]
        assert f"«{policy.contract.default_programme.name}»" == programme
    assert Programme.objects.count() == 3
