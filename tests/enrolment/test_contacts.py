"""Replacing the contacts of an account: who may, what is checked, who is told."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from pult.cases import actions
from pult.cases.models import Case
from pult.contracts import invitations
from pult.contracts.models import Policy
from pult.journal.models import Entry
from pult.kernel import clock
from pult.notifications import kinds
from pult.notifications.models import Message
from pult.people.access import SYSTEM
from pult.people.models import Account
from tests import book, people
from tests.people import Cast

pytestmark = pytest.mark.django_db
ANNA: dict[str, str] = {
    "full_name": "соболева анна игоревна",
    "birth_date": "14.03.1988",
    "passport": "45 10 № 123456",
    "mobile": "8 916 000-00-77",
    "work_email": "Anna.Soboleva@wind.example.ru",
    "source": "hr",
    "note": "Звонок в отдел кадров",
}
NEW, NEW_MAIL = "+79160000077", "anna.soboleva@wind.example.ru"


@pytest.fixture
def case(cast: Cast) -> Case:
    """Somebody with Анна's name says that her contacts are wrong; Елена has taken it."""
    book.profile()
    form = {"full_name": "Соболева Анна Игоревна", "birth_date": "1988-03-14", "phone": NEW}
    found = actions.open_case(
        kind="wrong_contacts", by=SYSTEM, at=clock.now(), contract=cast.contract,
        channel="sign_up", form=form,
    )  # fmt: skip
    return actions.claim(case_id=found.id, by=people.actor(cast.elena), at=clock.now())


def browser(account: Account) -> Client:
    client = Client()
    people.sign_in(client, account)
    return client


def url(case: Case, policy: Policy | None = None, ns: str = "curator") -> str:
    if policy is None:
        return reverse(f"{ns}:contacts", args=[case.id])
    return reverse(f"{ns}:contacts-replace", args=[case.id, policy.id])


def replace(cast: Cast, case: Case, **changed: str) -> Any:
    return browser(cast.elena).post(url(case, cast.anna_policy), ANNA | changed)


def test_the_person_of_the_request_is_found_among_the_curators_own(
    cast: Cast, case: Case
) -> None:
    page = browser(cast.elena).get(url(case)).content.decode()
    assert "2026-0101-" in page
    assert page.count('class="rows__row"') == 1
    stranger = browser(cast.elena).post(url(case), {"q": cast.vera_policy.number})
    assert cast.vera_policy.person.full_name not in stranger.content.decode()


def test_the_contacts_of_policy_and_account_are_replaced(cast: Cast, case: Case) -> None:
    answer = replace(cast, case)
    assert answer["Location"] == reverse("curator:case", args=[case.id])
    policy = Policy.objects.get(id=cast.anna_policy.id)
    cast.anna.refresh_from_db()
    assert (policy.mobile, policy.work_email) == (NEW, NEW_MAIL)
    assert (cast.anna.mobile, cast.anna.email) == (NEW, NEW_MAIL)


def test_what_was_checked_and_by_whom_is_written_down(cast: Cast, case: Case) -> None:
    replace(cast, case)
    event = case.events.get(what="contacts")
    checked = ["full_name", "birth_date", "passport"]
    assert (event.by, event.internal, event.text) == (cast.elena, True, "Звонок в отдел кадров")
    assert (event.data["checked"], event.data["source"]) == (checked, "hr")
    noted = Entry.objects.get(what="account.contacts_replaced")
    assert (noted.account_id, noted.person_id, noted.case_id) == (
        cast.elena.id, cast.anna.person_id, case.id,
    )  # fmt: skip
    assert noted.details == {
        "checked": checked, "source": "hr", "changed": ["mobile", "work_email"],
    }  # fmt: skip
    page = browser(cast.elena).get(reverse("curator:case", args=[case.id])).content.decode()
    assert "личность проверена, контакты заменены" in page


def test_old_and_new_addresses_are_told_without_a_name(cast: Cast, case: Case) -> None:
    replace(cast, case)
    told = Message.objects.filter(kind__startswith="enrolment.contacts_")
    assert sorted(told.values_list("channel", "address", "kind")) == [
        ("email", NEW_MAIL, "enrolment.contacts_yours"),
        ("email", "anna@wind.example.ru", "enrolment.contacts_replaced"),
        ("sms", "+79160000001", "enrolment.contacts_replaced"),
        ("sms", NEW, "enrolment.contacts_yours"),
    ]
    for message in told:
        kind = kinds.find(message.kind)
        shown = kinds.render(kind, message.channel, message.context, language="ru")
        said = f"{shown.subject} {shown.text}"
        assert "онтакт" in said or "по этому номеру" in said
        words = ("Соболев", case.number, NEW, NEW_MAIL, "anna@wind", "000-00")
        assert [word for word in words if word in said] == []


def test_sessions_passkeys_and_links_on_their_way_end(cast: Cast, case: Case) -> None:
    phone = browser(cast.anna)
    UserSession.objects.create(
        user=cast.anna, ip="127.0.0.1", session_key=phone.session.session_key or ""
    )
    Authenticator.objects.create(user=cast.anna, type="webauthn", data={"name": "phone"})
    assert phone.get("/cabinet/").status_code == 200
    replace(cast, case)
    assert phone.get("/cabinet/").status_code == 302
    assert not Authenticator.objects.filter(user=cast.anna).exists()


def test_an_invitation_to_the_earlier_mobile_opens_nothing(cast: Cast, case: Case) -> None:
    link = invitations.invite(
        policy_id=cast.pavel_policy.id, mobile="+79160000044",
        by=people.actor(cast.anna), at=clock.now(),
    )  # fmt: skip
    pavel = {"full_name": "Соболев Павел Андреевич", "birth_date": "05.05.1986",
             "passport": "4510 777888", "work_email": ""}  # fmt: skip
    browser(cast.elena).post(url(case, cast.pavel_policy), ANNA | pavel)
    link.refresh_from_db()
    assert link.expires_at <= clock.now()


@pytest.mark.parametrize(
    "changed",
    [{"full_name": "Соболева Анна Петровна"}, {"birth_date": "15.03.1988"},
     {"passport": "4510 123457"}],
)  # fmt: skip
def test_one_part_that_does_not_agree_changes_nothing(
    cast: Cast, case: Case, changed: dict[str, str]
) -> None:
    answer = replace(cast, case, **changed)
    assert answer.status_code == 422
    assert "не сходятся со списком" in answer.content.decode()
    cast.anna.refresh_from_db()
    assert cast.anna.mobile == "+79160000001"
    assert Entry.objects.filter(what="account.contacts_refused").count() == 1
    assert Message.objects.filter(kind__startswith="enrolment.contacts_").count() == 0


def test_a_passport_is_not_found_out_by_trying(cast: Cast, case: Case) -> None:
    for number in range(5):
        replace(cast, case, passport=f"4510 00000{number}")
    answer = replace(cast, case)
    assert "слишком много раз" in answer.content.decode()
    assert Policy.objects.get(id=cast.anna_policy.id).mobile == "+79160000001"


def test_anothers_address_is_refused(cast: Cast, case: Case) -> None:
    answer = replace(cast, case, mobile="+79160000002")
    assert "По этому телефону открывается другой кабинет." in answer.content.decode()
    assert Policy.objects.get(id=cast.anna_policy.id).mobile == "+79160000001"


def test_without_a_verified_source_nothing_is_replaced(cast: Cast, case: Case) -> None:
    assert replace(cast, case, source="").status_code == 422
    assert replace(cast, case, source="heard").status_code == 422


def test_a_supervisor_may_and_an_operator_may_not(cast: Cast, case: Case) -> None:
    place = url(case, cast.anna_policy, ns="desk")
    assert browser(cast.maria).post(place, ANNA).status_code == 404
    assert browser(cast.sergey).post(place, ANNA).status_code == 302


def test_only_within_ones_own_contracts_and_with_the_case_in_hand(
    cast: Cast, case: Case
) -> None:
    assert browser(cast.nina).post(url(case, cast.anna_policy), ANNA).status_code == 404
    assert browser(cast.elena).post(url(case, cast.vera_policy), ANNA).status_code == 404
    actions.return_to_queue(
        case_id=case.id, version=case.version, by=people.actor(cast.elena), at=clock.now()
    )
    assert replace(cast, case).status_code == 404


def test_a_case_about_something_else_replaces_nothing(cast: Cast) -> None:
    asked = actions.open_case(
        kind="admin_question", by=people.actor(cast.anna), person=cast.anna.person,
        at=clock.now(), text="Пришлите памятку",
    )  # fmt: skip
    asked = actions.claim(case_id=asked.id, by=people.actor(cast.elena), at=clock.now())
    assert replace(cast, asked).status_code == 404
