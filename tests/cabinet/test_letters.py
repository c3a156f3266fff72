"""Letters in the cabinet, at the clinic, and on the public page of their QR."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from pult.cases.models import Case
from pult.coverage.models import Decision
from pult.guarantees import actions
from pult.guarantees.checks import check_url
from pult.guarantees.models import Letter
from pult.guarantees.signing import sign
from pult.guarantees.wanted import Line
from pult.kernel import clock
from pult.people.access import SYSTEM
from pult.programmes import versions
from pult.reference.actions import replace_catalogue
from tests import people
from tests.coverage.asking.programme import northern, services
from tests.guarantees.conftest import decided
from tests.people import Cast, sign_in

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


@pytest.fixture
def letter(cast: Cast) -> Letter:
    """Two MRI of Анна at the clinic of Тамара, signed."""
    found = actions.issue(
        by=people.actor(cast.maria),
        at=clock.now(),
        policy=cast.anna_policy,
        clinic=cast.clinic,
        lines=[Line("A05.04.001", "МРТ суставов", quantity=2)],
        decision=decided(cast.anna_policy),
    )
    sign(letter_id=found.id, at=clock.now())
    return found


@pytest.fixture
def refusal(cast: Cast) -> Letter:
    return actions.refuse(
        by=people.actor(cast.irina),
        at=clock.now(),
        policy=cast.anna_policy,
        lines=[Line("P-0001", "Отбеливание зубов")],
        clause="5.2.4",
        clause_text="Профилактические мероприятия в стоматологии.",
        plain_reason="Отбеливание программа не оплачивает.",
        alternative="Осмотр стоматолога оплачивается.",
    )


def test_a_member_reads_the_letter_and_opens_the_signed_paper(
    cast: Cast, client: Client, letter: Letter
) -> None:
    client.force_login(cast.anna)
    assert letter.number in client.get("/cabinet/letters/").content.decode()
    page = client.get(f"/cabinet/letters/{letter.id}").content.decode()
    assert "МРТ суставов" in page and cast.clinic.name in page
    assert client.get(f"/cabinet/letters/{letter.id}/letter.pdf").content.startswith(b"%PDF")


def test_an_appeal_is_one_tap_and_one_request(cast: Cast, client: Client, refusal: Letter) -> None:
    client.force_login(cast.anna)
    page = client.get(f"/cabinet/letters/{refusal.id}").content.decode()
    assert "5.2.4" in page and "Осмотр стоматолога оплачивается." in page
    for _tap in range(2):
        client.post(f"/cabinet/letters/{refusal.id}/appeal")
    [case] = Case.objects.filter(kind="appeal")
    assert (case.person, case.queue) == (cast.anna.person, "doctor_curator")
    assert case.form == {"letter": refusal.number}
    again = client.get(f"/cabinet/letters/{refusal.id}").content.decode()
    assert f"/cabinet/requests/{case.id}" in again and "/appeal" not in again


def test_a_letter_of_guarantee_has_nothing_to_appeal(
    cast: Cast, client: Client, letter: Letter
) -> None:
    client.force_login(cast.anna)
    assert client.post(f"/cabinet/letters/{letter.id}/appeal").status_code == 404


def test_what_the_rules_approve_needs_nobody(cast: Cast, client: Client) -> None:
    rules = northern()
    [mri] = [one for one in rules["clauses"] if one["number"] == "2.1.3"]
    mri["rules"][0] |= {"by_rule": True, "clinics": ["listed"]}
    replace_catalogue(services=services())
    start = cast.contract.period.lower
    versions.write(document=rules, valid_from=start, by=SYSTEM, at=clock.now())
    client.force_login(cast.anna)
    page = client.post("/cabinet/coverage", {"service": "мрт колена"}).content.decode()
    [decision] = Decision.objects.all()
    assert f'value="{decision.id}"' in page
    for _tap in range(2):
        client.post("/cabinet/letters/by-rule", {"decision": decision.id})
    [letter] = Letter.objects.all()
    assert (letter.clinic, letter.decision) == (cast.clinic, decision)
    stranger = Client()
    stranger.force_login(cast.vera)
    stranger.post("/cabinet/letters/by-rule", {"decision": decision.id})
    assert Letter.objects.count() == 1


def test_the_public_page_says_valid_for_whom_and_until_and_nothing_more(
    cast: Cast, client: Client, letter: Letter
) -> None:
    page = client.get("/" + check_url(letter).split("/", 3)[3]).content.decode()
    assert "А. И. С." in page and "1988" in page
    for secret in ("МРТ", cast.clinic.name, "Соболева", letter.number, cast.anna_policy.number):
        assert secret not in page
    assert client.get("/l/forged/").status_code == 404


def test_the_clinic_that_is_signed_in_sees_the_services(
    cast: Cast, client: Client, letter: Letter
) -> None:
    sign_in(client, cast.tamara)
    page = client.get("/" + check_url(letter).split("/", 3)[3]).content.decode()
    assert "МРТ суставов" in page and letter.number in page


def test_the_public_page_bears_a_registry_and_stops_a_guesser(client: Client) -> None:
    answers = [client.get(f"/l/guess-{number}/").status_code for number in range(121)]
    assert answers == [404] * 120 + [429]


def test_the_registry_notes_what_was_given_once_a_click(
    cast: Cast, client: Client, letter: Letter
) -> None:
    sign_in(client, cast.tamara)
    assert letter.number in client.get("/clinic/letters/").content.decode()
    line, key = letter.lines.get(), uuid4()
    for _click in range(2):
        client.post(
            f"/clinic/letters/{letter.id}/given/",
            {"line": line.id, "key": key, "quantity": 1},
        )
    line.refresh_from_db()
    assert line.used == 1
    more = {"line": line.id, "key": uuid4(), "quantity": 5}
    refused = client.post(f"/clinic/letters/{letter.id}/given/", more)
    assert (refused.status_code, letter.lines.get().used) == (422, 1)


def test_a_number_opens_the_letter_and_another_clinic_has_none(
    cast: Cast, client: Client, letter: Letter
) -> None:
    sign_in(client, cast.tamara)
    found = client.post("/clinic/letters/", {"number": letter.number.lower()})
    assert found.headers["Location"] == f"/clinic/letters/{letter.id}/"
    assert client.post("/clinic/letters/", {"number": "ГП-2020-000001"}).status_code == 422


def test_a_letter_on_a_later_day_begins_on_that_day(cast: Cast, client: Client) -> None:
    """Else the limit of next year would pay for this one's services."""
    rules = northern()
    [mri] = [one for one in rules["clauses"] if one["number"] == "2.1.3"]
    mri["rules"][0] |= {"by_rule": True, "clinics": ["listed"]}
    replace_catalogue(services=services())
    start = cast.contract.period.lower
    versions.write(document=rules, valid_from=start, by=SYSTEM, at=clock.now())
    client.force_login(cast.anna)
    later = clock.today() + timedelta(days=2)
    client.post("/cabinet/coverage", {"service": "мрт колена", "day": later.isoformat()})
    client.post("/cabinet/letters/by-rule", {"decision": Decision.objects.get().id})
    letter = Letter.objects.get()
    assert letter.first_day == later
    assert not letter.serves_on(clock.today())


def test_each_letter_without_a_request_is_a_case_of_its_own(cast: Cast, client: Client) -> None:
    """Else the limit of one case would be that of a whole life."""
    rules = northern()
    [mri] = [one for one in rules["clauses"] if one["number"] == "2.1.3"]
    mri["rules"][0] |= {"by_rule": True, "clinics": ["listed"]}
    mri["limits"][0] |= {"per": "case", "cap": 1}
    replace_catalogue(services=services())
    start = cast.contract.period.lower
    versions.write(document=rules, valid_from=start, by=SYSTEM, at=clock.now())
    client.force_login(cast.anna)
    for _illness in range(2):
        client.post("/cabinet/coverage", {"service": "мрт колена"})
        client.post("/cabinet/letters/by-rule", {"decision": Decision.objects.latest("at").id})
    assert Letter.objects.count() == 2
