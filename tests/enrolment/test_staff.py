"""Staff accounts from the console."""

from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client

from pult.enrolment.passwords import ContextWordsValidator
from pult.people.access import Role
from pult.people.models import Account
from tests.people import Cast, actor, sign_in

pytestmark = pytest.mark.django_db


def pult_staff(*arguments: str) -> str:
    out = StringIO()
    call_command("staff", *arguments, stdout=out)
    return out.getvalue().strip()


def test_a_new_operator_signs_in_and_sets_up_a_factor(client: Client, cast: Cast) -> None:
    password = pult_staff("New@Staff.example.ru", "--name", "Новая", "--role", "operator")
    given = {"login": "new@staff.example.ru", "password": password}
    client.post("/sign-in/staff", given)
    assert client.get("/")["Location"] == "/account/second-factor"


def test_a_scoped_role_wants_its_scope(cast: Cast) -> None:
    with pytest.raises(CommandError):
        pult_staff("hr@x.example.ru", "--role", "hr", "--scope", "Нет такой")
    pult_staff("hr@x.example.ru", "--role", "hr", "--scope", cast.employer.name)
    (grant,) = actor(Account.objects.get(email="hr@x.example.ru")).grants
    assert (grant.role, grant.scope_id) == (Role.HR, cast.employer.id)


def test_a_reset_ends_sessions_and_forgets_factors(client: Client, cast: Cast) -> None:
    sign_in(client, cast.maria)
    assert pult_staff(cast.maria.email or "", "--reset")
    assert client.get("/account/security")["Location"].startswith("/sign-in")


def test_who_has_left_is_out_at_once(client: Client, cast: Cast) -> None:
    sign_in(client, cast.maria)
    pult_staff(cast.maria.email or "", "--close")
    assert client.get("/account/security")["Location"].startswith("/sign-in")


def test_members_are_not_reset_here(cast: Cast) -> None:
    with pytest.raises(CommandError):
        pult_staff("anna@wind.example.ru", "--reset")


def test_words_of_this_place_make_no_password() -> None:
    ContextWordsValidator().validate("seven grey herons")
    with pytest.raises(ValidationError):
        ContextWordsValidator().validate("Пульт-дмс-2026")


def test_a_members_account_is_given_no_role(cast: Cast) -> None:
    """It opens by one code, without a password: staff have accounts of their own."""
    with pytest.raises(CommandError, match="anna@wind.example.ru"):
        pult_staff("anna@wind.example.ru", "--role", "operator")
    assert not cast.anna.grants.exists()
