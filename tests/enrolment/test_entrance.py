"""The sign-in page, the demo's roles, and staff with a password."""

from datetime import timedelta

import pytest
import time_machine
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from pult.contracts.models import Policy
from pult.enrolment.known_devices import device_of
from pult.journal.models import Entry
from pult.kernel import clock
from pult.people.models import Account
from tests.enrolment.post import codes_sent, run_worker
from tests.people import PASSWORD, Cast, sign_in

pytestmark = pytest.mark.django_db
SIGN_IN = "/sign-in"


def test_a_stranger_is_led_to_the_sign_in_page(client: Client) -> None:
    response = client.get("/")
    assert (response.status_code, response["Location"]) == (302, "/sign-in?next=/")
    assert client.get(SIGN_IN).status_code == 200


def test_in_a_demo_every_role_is_one_click(client: Client, cast: Cast) -> None:
    cast.maria.is_demo = True
    cast.maria.save()
    page = client.get(SIGN_IN).content.decode()
    assert "Мария Кедрова" in page
    assert "Сергей Ольхин" not in page
    response = client.post(reverse("enrolment:demo-sign-in"), {"account": cast.maria.id})
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(cast.maria.id)
    entry = Entry.objects.get(what="session.opened")
    assert (entry.account_id, entry.details) == (cast.maria.id, {"method": "demo"})


def test_the_click_opens_demo_accounts_alone(client: Client, cast: Cast) -> None:
    response = client.post(reverse("enrolment:demo-sign-in"), {"account": cast.sergey.id})
    assert response.status_code == 404
    assert "_auth_user_id" not in client.session


def test_there_is_no_such_click_outside_a_demo(
    client: Client, cast: Cast, settings: Settings
) -> None:
    settings.PULT_DEMO = False
    cast.maria.is_demo = True
    cast.maria.save()
    assert "Мария Кедрова" not in client.get(SIGN_IN).content.decode()
    response = client.post(reverse("enrolment:demo-sign-in"), {"account": cast.maria.id})
    assert response.status_code == 404


def test_the_way_back_leads_only_to_our_own_pages(client: Client, cast: Cast) -> None:
    cast.maria.is_demo = True
    cast.maria.save()
    click = {"account": cast.maria.id, "next": "https://elsewhere.example/"}
    assert client.post(reverse("enrolment:demo-sign-in"), click)["Location"] == "/"
    client.logout()
    click["next"] = "/desk/"
    assert client.post(reverse("enrolment:demo-sign-in"), click)["Location"] == "/desk/"


def test_staff_sign_in_with_a_password(client: Client, cast: Cast) -> None:
    wrong = {"login": cast.maria.email, "password": "wrong horse battery"}
    assert client.post("/sign-in/staff", wrong).status_code == 200
    assert "_auth_user_id" not in client.session
    response = client.post("/sign-in/staff", wrong | {"password": PASSWORD})
    assert (response.status_code, response["Location"]) == (302, "/")


def test_ten_wrong_passwords_close_the_door_for_a_while(client: Client, cast: Cast) -> None:
    wrong = {"login": cast.maria.email, "password": "wrong horse battery"}
    for _ in range(10):
        client.post("/sign-in/staff", wrong)
    response = client.post("/sign-in/staff", wrong | {"password": PASSWORD})
    assert response.status_code == 200
    assert "_auth_user_id" not in client.session


ANNA_TYPES = ["8 916 000 00 01", "anna@wind.example.ru", "Anna@WIND.example.ru"]


@pytest.mark.parametrize("typed", ANNA_TYPES)
def test_a_member_signs_in_by_a_code(client: Client, cast: Cast, typed: str) -> None:
    response = client.post("/sign-in", {"address": typed, "next": "/family"})
    assert response["Location"] == "/sign-in/code"
    run_worker()
    before = client.session.session_key
    (code,) = codes_sent().values()
    assert client.post("/sign-in/code", {"code": code})["Location"] == "/family"
    assert client.session["_auth_user_id"] == str(cast.anna.id)
    assert client.session.session_key != before


@pytest.mark.parametrize("typed", ["+79990000000", "nobody@wind.example.ru"])
def test_an_unknown_address_gets_the_same_answer_and_no_code(
    client: Client, cast: Cast, typed: str
) -> None:
    assert client.post("/sign-in", {"address": typed})["Location"] == "/sign-in/code"
    assert client.get("/sign-in/code").status_code == 200
    assert run_worker() == 1
    assert codes_sent() == {}


def test_staff_do_not_sign_in_by_a_code(client: Client, cast: Cast) -> None:
    client.post("/sign-in", {"address": cast.maria.email})
    run_worker()
    assert codes_sent() == {}


def test_a_closed_account_gets_no_code(client: Client, cast: Cast) -> None:
    cast.anna.is_active = False
    cast.anna.save()
    client.post("/sign-in", {"address": "+79160000001"})
    run_worker()
    assert codes_sent() == {}


def test_another_code_waits_a_minute(client: Client, cast: Cast) -> None:
    client.post("/sign-in", {"address": "+79160000001"})
    client.post("/sign-in/code/new")
    run_worker()
    assert len(codes_sent()) == 1
    first = codes_sent()
    with time_machine.travel(clock.now() + timedelta(seconds=61)):
        client.post("/sign-in/code/new")
        run_worker()
    assert codes_sent().keys() == first.keys()


def test_the_chosen_language_is_that_of_our_letters(client: Client, cast: Cast) -> None:
    sign_in(client, cast.anna)
    client.post("/language", {"language": "en", "next": "/family"})
    client.get("/family")
    cast.anna.refresh_from_db()
    assert cast.anna.language == "en"


def code_comes_to(address: str) -> bool:
    Client().post("/sign-in", {"address": address})
    run_worker()
    return bool(codes_sent())


EARLIER = DateRange(clock.today() - timedelta(days=400), clock.today() - timedelta(days=30))


@pytest.mark.parametrize("address", ["+79160000001", "anna@wind.example.ru"])
def test_an_address_given_to_another_opens_nothing_of_its_former_owner(
    cast: Cast, address: str
) -> None:
    """Анна left, and her mailbox and phone went to Борис."""
    Policy.objects.filter(main=cast.anna_policy).update(period=EARLIER)
    Policy.objects.filter(id=cast.anna_policy.id).update(period=EARLIER)
    Policy.objects.filter(id=cast.boris_policy.id).update(
        mobile="+79160000001", work_email="anna@wind.example.ru"
    )
    assert not code_comes_to(address)


def test_a_mailbox_that_the_employer_took_back_opens_nothing(cast: Cast) -> None:
    Policy.objects.filter(id=cast.anna_policy.id).update(work_email="grin@wind.example.ru")
    assert not code_comes_to("anna@wind.example.ru")


def test_after_the_last_policy_its_mailbox_still_signs_in(cast: Cast) -> None:
    """What was arranged and written stays to be read."""
    Policy.objects.filter(id=cast.anna_policy.id).update(period=EARLIER)
    assert code_comes_to("anna@wind.example.ru")


def test_a_family_may_share_a_mobile(cast: Cast) -> None:
    Policy.objects.filter(id=cast.anna_policy.id).update(mobile="+79160000055")
    Policy.objects.filter(id=cast.lena_policy.id).update(mobile="+79160000001")
    assert code_comes_to("+79160000001")


def test_a_demo_account_gets_no_code_outside_a_demo(cast: Cast, settings: Settings) -> None:
    Account.objects.filter(id=cast.anna.id).update(is_demo=True)
    settings.PULT_DEMO = False
    assert not code_comes_to("+79160000001")


def test_sessions_of_the_click_end_with_the_demo(
    client: Client, cast: Cast, settings: Settings
) -> None:
    Account.objects.filter(id=cast.anna.id).update(is_demo=True)
    client.post(reverse("enrolment:demo-sign-in"), {"account": cast.anna.id})
    assert client.get("/account/sessions").status_code == 200
    settings.PULT_DEMO = False
    assert client.get("/account/sessions")["Location"].startswith("/sign-in?")


def sign_in_by_code(client: Client) -> None:
    client.post("/sign-in", {"address": "+79160000001"})
    run_worker()
    client.post("/sign-in/code", {"code": codes_sent()["+79160000001"]})
    assert "_auth_user_id" in client.session


def test_strangers_lock_no_member_out_of_their_own_phone(client: Client, cast: Cast) -> None:
    sign_in_by_code(client)
    client.post("/sign-out")
    with time_machine.travel(clock.now() + timedelta(minutes=20)) as now:
        for _ in range(5):
            Client().post("/sign-in", {"address": "+79160000001"})
            now.shift(61)
        assert Client().post("/sign-in", {"address": "+79160000001"}).status_code == 200
        sign_in_by_code(client)


def test_strangers_lock_no_operator_out_of_a_known_computer(client: Client, cast: Cast) -> None:
    right = {"login": cast.maria.email, "password": PASSWORD}
    client.post("/sign-in/staff", right)
    client.post("/sign-out")
    for _ in range(11):
        Client().post("/sign-in/staff", right | {"password": "wrong horse battery"})
    assert Client().post("/sign-in/staff", right).status_code == 200
    assert client.post("/sign-in/staff", right).status_code == 302


def test_the_cookie_of_a_device_tells_nothing_and_fits_one_account(
    client: Client, cast: Cast
) -> None:
    sign_in_by_code(client)
    cookie = client.cookies["pult_device"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert str(cast.anna.id) not in cookie.value
    request = RequestFactory().get("/")
    request.COOKIES["pult_device"] = cookie.value
    assert device_of(request, channel="sms", address="+79160000001")
    assert device_of(request, channel="email", address="anna@wind.example.ru")
    assert device_of(request, channel="sms", address="+79160000002") == ""
    assert device_of(request, channel="sms", address="+79990000000") == ""
    request.COOKIES["pult_device"] = cookie.value[:-1]
    assert device_of(request, channel="sms", address="+79160000001") == ""
