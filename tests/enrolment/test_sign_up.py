"""From the two contacts to the cabinet."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from pult.cases.models import Case
from pult.contracts.models import Policy
from pult.enrolment.models import SignUp
from pult.journal.models import Entry
from pult.kernel import clock
from pult.notifications.models import Message
from pult.people import passports
from pult.people.access import Role
from pult.people.models import Account, RoleGrant
from tests.enrolment.post import codes_sent, run_worker
from tests.people import Cast, member, person, policy

pytestmark = pytest.mark.django_db

MOBILE, EMAIL = "+79160000009", "daria@wind.example.ru"
CONTACTS = {"mobile": "8 (916) 000-00-09", "work_email": " Daria@Wind.example.ru"}
IDENTITY = {
    "full_name": "ПЕТРОВА  дарья сергеевна",
    "birth_date": "01021990",
    "passport": "45 09 № 112233",
    "consent": "on",
}

ANNA = {
    "full_name": "Соболева Анна Игоревна",
    "birth_date": "14.03.1988",
    "passport": "4510 123456",
    "consent": "on",
}


@pytest.fixture
def daria(cast: Cast) -> Policy:
    """A colleague of Анна who has not signed up yet."""
    someone = person("Петрова Дарья Сергеевна", date(1990, 2, 1), "4509 112233")
    return policy(cast.contract, someone, mobile=MOBILE, work_email=EMAIL)


def prove_contacts(client: Client, contacts: dict[str, str] = CONTACTS) -> None:
    response = client.post("/sign-up", contacts)
    assert (response.status_code, response["Location"]) == (302, "/sign-up/codes")
    run_worker()
    codes = codes_sent()
    response = client.post("/sign-up/codes", {"sms": codes[MOBILE], "email": codes[EMAIL]})
    assert (response.status_code, response["Location"]) == (302, "/sign-up/identity")


def test_both_contacts_then_identity_then_the_cabinet(client: Client, daria: Policy) -> None:
    prove_contacts(client)
    response = client.post("/sign-up/identity", IDENTITY)
    assert (response.status_code, response["Location"]) == (302, "/")
    account = Account.objects.get(person=daria.person)
    assert (account.mobile, account.email) == (MOBILE, EMAIL)
    assert account.consent_at is not None
    assert not account.has_usable_password()
    assert client.session["_auth_user_id"] == str(account.id)
    written = Entry.objects.filter(person_id=daria.person_id).order_by("id")
    assert [entry.what for entry in written] == ["account.opened", "session.opened"]
    assert client.get("/sign-up/identity")["Location"] == "/sign-up"


def test_a_code_stands_nowhere_in_clear(client: Client, daria: Policy) -> None:
    client.post("/sign-up", CONTACTS)
    run_worker()
    code = codes_sent()[MOBILE]
    assert len(code) == 6
    message = Message.objects.get(address=MOBILE)
    assert code not in str(message.context)
    assert code not in str(dict(client.session))
    response = client.get("/sign-up/codes")
    assert code not in response.content.decode()


def test_contacts_of_two_different_people_bring_no_codes(client: Client, daria: Policy) -> None:
    """Анна's e-mail with Дарья's mobile: each known, but not together."""
    client.post("/sign-up", CONTACTS | {"work_email": "anna@wind.example.ru"})
    assert run_worker() == 1
    assert Message.objects.count() == 0
    response = client.post("/sign-up/codes", {"sms": "000000", "email": "000000"})
    assert response.status_code == 200
    assert SignUp.objects.get().proven_at is None


def test_one_right_code_need_not_be_given_twice(client: Client, daria: Policy) -> None:
    client.post("/sign-up", CONTACTS)
    run_worker()
    codes = codes_sent()
    wrong = "111111" if codes[EMAIL] != "111111" else "222222"
    page = client.post("/sign-up/codes", {"sms": codes[MOBILE], "email": wrong})
    assert 'name="sms"' not in page.content.decode()
    response = client.post("/sign-up/codes", {"email": codes[EMAIL]})
    assert response["Location"] == "/sign-up/identity"


def test_steps_cannot_be_skipped(client: Client, daria: Policy) -> None:
    assert client.get("/sign-up/codes")["Location"] == "/sign-up"
    assert client.get("/sign-up/identity")["Location"] == "/sign-up"
    client.post("/sign-up", CONTACTS)
    response = client.post("/sign-up/identity", IDENTITY)
    assert response["Location"] == "/sign-up/codes"
    assert not Account.objects.filter(person=daria.person).exists()


@pytest.mark.parametrize(
    "field, value",
    [
        ("full_name", "Петрова Дарья Семёновна"),
        ("birth_date", "02.02.1990"),
        ("passport", "4509 112234"),
    ],
)
def test_a_mismatch_goes_to_the_curator_and_never_says_what_differs(
    client: Client, cast: Cast, daria: Policy, field: str, value: str
) -> None:
    prove_contacts(client)
    response = client.post("/sign-up/identity", IDENTITY | {field: value})
    assert response.status_code == 200
    assert "_auth_user_id" not in client.session
    case = Case.objects.get()
    assert (case.kind, case.queue, case.person) == ("identity_mismatch", "admin_curator", None)
    assert case.contract == cast.contract
    page = response.content.decode()
    assert case.number in page
    assert daria.number not in page
    assert value not in page


def test_mismatches_differ_only_in_what_the_curator_sees(client: Client, daria: Policy) -> None:
    prove_contacts(client)
    client.post("/sign-up/identity", IDENTITY | {"passport": "4509 112234"})
    case = Case.objects.get()
    assert case.form["differs"] == "паспорт"
    assert "112234" not in str(case.form)
    assert "112233" not in str(case.form)


def test_a_mistyped_letter_can_be_mended_but_not_for_ever(client: Client, daria: Policy) -> None:
    prove_contacts(client)
    for _ in range(5):
        client.post("/sign-up/identity", IDENTITY | {"passport": "4509 112234"})
    assert Case.objects.count() == 1
    response = client.post("/sign-up/identity", IDENTITY)
    assert response.status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_mistyped_letter_mended_at_once_opens_the_cabinet(client: Client, daria: Policy) -> None:
    prove_contacts(client)
    client.post("/sign-up/identity", IDENTITY | {"passport": "4509 112234"})
    assert client.post("/sign-up/identity", IDENTITY)["Location"] == "/"


def test_a_roster_without_the_passport_cannot_agree(client: Client, daria: Policy) -> None:
    for name, value in passports.fields("").items():
        setattr(daria.person, name, value)
    daria.person.save()
    prove_contacts(client)
    assert client.post("/sign-up/identity", IDENTITY).status_code == 200
    assert Case.objects.get().form["differs"] == "в списке работодателя нет паспорта"


def test_without_consent_nothing_opens(client: Client, daria: Policy) -> None:
    prove_contacts(client)
    without = {name: value for name, value in IDENTITY.items() if name != "consent"}
    assert client.post("/sign-up/identity", without).status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_family_that_shares_contacts_is_told_apart_by_identity(
    client: Client, cast: Cast, daria: Policy
) -> None:
    """Лена, 16, stands in the roster with her mother's phone and e-mail."""
    for shared in (cast.lena_policy, cast.misha_policy):
        shared.mobile, shared.work_email = MOBILE, EMAIL
        shared.save()
    cast.lena_policy.person.refresh_from_db()
    prove_contacts(client)
    born = cast.lena.birth_date.strftime("%d.%m.%Y")
    lena = {"full_name": "Соболева Елена Павловна", "birth_date": born, "passport": "4520 300400"}
    assert client.post("/sign-up/identity", IDENTITY | lena)["Location"] == "/"
    assert client.session["_auth_user_id"] == str(Account.objects.get(person=cast.lena).id)


def test_a_young_child_is_left_to_the_parent(client: Client, cast: Cast, daria: Policy) -> None:
    cast.misha_policy.mobile, cast.misha_policy.work_email = MOBILE, EMAIL
    cast.misha_policy.save()
    prove_contacts(client)
    born = cast.misha.birth_date.strftime("%d.%m.%Y")
    misha = {"full_name": "Соболев Михаил Павлович", "birth_date": born, "passport": "1АК 500100"}
    assert client.post("/sign-up/identity", IDENTITY | misha).status_code == 200
    assert not Account.objects.filter(person=cast.misha).exists()


def test_signing_up_again_finds_the_same_account(client: Client, daria: Policy) -> None:
    prove_contacts(client)
    client.post("/sign-up/identity", IDENTITY)
    first = client.session["_auth_user_id"]
    client.logout()
    with time_machine.travel(clock.now() + timedelta(minutes=2)):
        prove_contacts(client)
        client.post("/sign-up/identity", IDENTITY)
    assert client.session["_auth_user_id"] == first


def test_an_ended_policy_opens_nothing_and_a_future_one_does(client: Client, daria: Policy) -> None:
    today = clock.today()
    daria.period = DateRange(today - timedelta(days=30), today)
    daria.save()
    client.post("/sign-up", CONTACTS)
    run_worker()
    assert codes_sent() == {}
    daria.period = DateRange(today + timedelta(days=10), today + timedelta(days=300))
    daria.save()
    with time_machine.travel(clock.now() + timedelta(minutes=2)):
        prove_contacts(client)


def test_a_number_passed_on_to_a_new_employee_leaves_the_old_account(
    client: Client, cast: Cast, daria: Policy
) -> None:
    """Борис left, and his mobile went to Дарья: the roster says so, and she has proven it."""
    cast.boris.mobile = MOBILE
    cast.boris.save()
    prove_contacts(client)
    client.post("/sign-up/identity", IDENTITY)
    cast.boris.refresh_from_db()
    assert cast.boris.mobile is None
    assert Account.objects.get(person=daria.person).mobile == MOBILE


def test_signing_up_opens_no_account_with_a_staff_role(
    client: Client, cast: Cast, daria: Policy
) -> None:
    """However such an account came to be, its roles want a password."""
    prove_contacts(client)
    RoleGrant.objects.create(account=member(daria), role=Role.OPERATOR)
    assert client.post("/sign-up/identity", IDENTITY).status_code == 200
    assert "_auth_user_id" not in client.session


def test_nobody_gets_into_an_existing_account_by_other_contacts(client: Client, cast: Cast) -> None:
    """Ольга of HR knows Анна's passport from the roster and writes her own contacts there."""
    cast.anna_policy.mobile, cast.anna_policy.work_email = MOBILE, EMAIL
    cast.anna_policy.save()
    prove_contacts(client)
    page = client.post("/sign-up/identity", ANNA)
    assert "_auth_user_id" not in client.session
    cast.anna.refresh_from_db()
    assert (cast.anna.mobile, cast.anna.email) == ("+79160000001", "anna@wind.example.ru")
    case = Case.objects.get()
    assert (case.kind, case.contract) == ("identity_mismatch", cast.contract)
    assert case.number in page.content.decode()
    told = Message.objects.filter(kind="enrolment.other_contacts")
    assert set(told.values_list("channel", "address")) == {
        ("sms", "+79160000001"),
        ("email", "anna@wind.example.ru"),
    }
    assert Entry.objects.get(what="account.other_contacts").person_id == cast.anna.person_id


def test_an_account_without_a_mobile_opens_by_its_own_e_mail(client: Client, cast: Cast) -> None:
    Account.objects.filter(id=cast.anna.id).update(mobile=None, email=EMAIL)
    cast.anna_policy.mobile, cast.anna_policy.work_email = MOBILE, EMAIL
    cast.anna_policy.save()
    prove_contacts(client)
    assert client.post("/sign-up/identity", ANNA)["Location"] == "/"
    cast.anna.refresh_from_db()
    assert (cast.anna.mobile, cast.anna.email) == (MOBILE, EMAIL)


def test_a_new_work_e_mail_comes_with_ones_own_mobile(client: Client, cast: Cast) -> None:
    Account.objects.filter(id=cast.anna.id).update(mobile=MOBILE)
    cast.anna_policy.mobile, cast.anna_policy.work_email = MOBILE, EMAIL
    cast.anna_policy.save()
    prove_contacts(client)
    assert client.post("/sign-up/identity", ANNA)["Location"] == "/"
    cast.anna.refresh_from_db()
    assert cast.anna.email == EMAIL
