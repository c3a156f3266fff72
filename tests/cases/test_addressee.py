"""Who hears of a case: the patient alone, and never an address that the employer wrote."""

import pytest

from pult.cases.messages import Addressee, addressee
from pult.cases.models import Case
from pult.contracts.models import Policy
from pult.kernel import clock
from tests.people import Cast, member

pytestmark = pytest.mark.django_db
ANNA = Addressee("anna@wind.example.ru", "+79160000001", "ru")


def told(policy: Policy, phone: str = "") -> Addressee | None:
    case = Case(person=policy.person, policy=policy, form={"phone": phone})
    return addressee(case, at=clock.now())


def test_a_member_is_told_at_the_contacts_they_proved(cast: Cast) -> None:
    Policy.objects.update(work_email="hr@wind.example.ru", mobile="+79169999999")
    cast.anna_policy.refresh_from_db()
    assert told(cast.anna_policy) == ANNA


def test_a_young_childs_parent_is_told(cast: Cast) -> None:
    assert told(cast.misha_policy) == ANNA


def test_a_spouse_and_a_grown_child_are_told_themselves_or_not_at_all(cast: Cast) -> None:
    nobody = Addressee("", "", "ru")
    assert told(cast.pavel_policy) == nobody
    assert told(cast.lena_policy) == nobody
    assert told(cast.pavel_policy, "+79165556677") == Addressee("", "+79165556677", "ru")
    member(cast.lena_policy, mobile="+79165550000")
    assert told(cast.lena_policy) == Addressee("", "+79165550000", "ru")


def test_without_an_account_the_employers_contacts_stay_unused(cast: Cast) -> None:
    cast.boris.delete()
    assert told(cast.boris_policy) == Addressee("", "", "ru")
    assert told(cast.boris_policy, "+74951234567") == Addressee("", "", "ru")
