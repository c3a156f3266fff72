"""«My phone or e-mail was given wrongly»: the founding document's own form."""

import pytest
from django.test import Client

from pult.cases.models import Case
from pult.enrolment import wrong_contacts
from pult.enrolment.wrong_contacts import company_key
from tests.people import Cast

pytestmark = pytest.mark.django_db
DARIA = {
    "full_name": "Петрова Дарья Сергеевна",
    "company": "северный ветер",
    "birth_date": "1990-02-01",
    "city": "Москва",
    "phone": "8 916 000 00 09",
}


def test_the_case_reaches_the_curator_of_the_company(client: Client, cast: Cast) -> None:
    page = client.post("/sign-up/wrong-contacts", DARIA).content.decode()
    case = Case.objects.get()
    assert (case.kind, case.contract, case.person) == ("wrong_contacts", cast.contract, None)
    assert case.number not in page
    assert case.form["city"] == "Москва"


def test_an_unknown_company_gets_the_same_answer(client: Client, cast: Cast) -> None:
    pages: list[str] = []
    for company in ("северный ветер", "Ромашка"):
        sent = DARIA | {"company": company, "full_name": f"Петрова Дарья {company}"}
        page = client.post("/sign-up/wrong-contacts", sent).content.decode()
        case = Case.objects.latest("opened_at")
        cut = page[page.index("<main") : page.index("</main>")]
        pages.append(cut)
    assert case.contract is None
    assert pages[0] == pages[1]


def sent(client: Client, **changed: str) -> str:
    """What the page says, without what differs from one form to another."""
    page = client.post("/sign-up/wrong-contacts", DARIA | changed).content.decode()
    return page[page.index("<main") : page.index("</main>")]


def test_three_times_a_day_are_enough_and_answered_alike(client: Client, cast: Cast) -> None:
    """Whether somebody has written before is told to nobody."""
    assert len({sent(client) for _ in range(4)}) == 1
    assert Case.objects.count() == 3


def test_invented_names_from_one_phone_are_stopped(client: Client, cast: Cast) -> None:
    assert len({sent(client, full_name=f"Петрова Дарья {n}") for n in "абвгд"}) == 1
    assert Case.objects.count() == 3


def test_a_flood_at_one_company_or_everywhere_is_stopped(client: Client, cast: Cast) -> None:
    for n in range(wrong_contacts.A_COMPANY + 5):
        sent(client, full_name=f"Петрова Дарья {n}а", phone=f"+7916000{n:04}")
    assert Case.objects.count() == wrong_contacts.A_COMPANY
    for n in range(wrong_contacts.ALL):
        sent(client, company=f"Ромашка {n}", full_name=f"Ильин {n}а", phone=f"+7917000{n:04}")
    assert Case.objects.count() == wrong_contacts.ALL


@pytest.mark.parametrize(
    "spelling",
    ["ООО «Северный ветер»", "северный ветер", 'Общество ООО "СЕВЕРНЫЙ  ВЕТЕР"', "Северный-Ветер"],
)
def test_spellings_of_a_company(spelling: str) -> None:
    key = company_key(spelling).removeprefix("общество ")
    assert key == "северный ветер"
