"""«My phone or e-mail was given wrongly»: the founding document's own form."""

import pytest
from django.test import Client

from pult.cases.models import Case
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
    assert case.number in page
    assert case.form["city"] == "Москва"


def test_an_unknown_company_gets_the_same_answer(client: Client, cast: Cast) -> None:
    pages = []
    for company in ("северный ветер", "Ромашка"):
        sent = DARIA | {"company": company, "full_name": f"Петрова Дарья {company}"}
        page = client.post("/sign-up/wrong-contacts", sent).content.decode()
        case = Case.objects.latest("opened_at")
        cut = page[page.index("<main") : page.index("</main>")]
        pages.append(cut.replace(case.number, "number"))
    assert case.contract is None
    assert pages[0] == pages[1]


def test_three_times_a_day_are_enough(client: Client, cast: Cast) -> None:
    for _ in range(4):
        client.post("/sign-up/wrong-contacts", DARIA)
    assert Case.objects.count() == 3


@pytest.mark.parametrize(
    "spelling",
    ["ООО «Северный ветер»", "северный ветер", 'Общество ООО "СЕВЕРНЫЙ  ВЕТЕР"', "Северный-Ветер"],
)
def test_spellings_of_a_company(spelling: str) -> None:
    key = company_key(spelling).removeprefix("общество ")
    assert key == "северный ветер"
