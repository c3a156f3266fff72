"""The sign-in page, the demo's roles, and staff with a password."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from pult.journal.models import Entry
from tests.people import PASSWORD, Cast

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
