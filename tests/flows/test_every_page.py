"""Each role's pages under axe, on a phone and on a desktop, in light and dark."""

import pytest

from tests.flows.conftest import Visit
from tests.flows.looks import ALL, BOTH

MAIN = {"/cabinet/", "/desk/", "/curator/", "/employer/", "/clinic/", "/office/", "/sign-in"}
NOTHING = "/no-such-page"
PAGES = {
    "": (
        "/sign-in",
        "/sign-up",
        "/sign-in/staff",
        "/sign-up/wrong-contacts",
        "/emergency",
        NOTHING,
    ),
    "Соболева Анна Игоревна": (
        *("/cabinet/", "/cabinet/requests/", "/cabinet/requests/new", "/cabinet/clinics"),
        *("/cabinet/requests/new/appointment", "/cabinet/requests/new/house_call"),
        *("/cabinet/documents/", "/cabinet/policies/", "/cabinet/contacts", "/cabinet/letters/"),
        *("/cabinet/turn", "/cabinet/bonuses", "/cabinet/telemedicine", "/cabinet/articles/"),
        *("/cabinet/help", "/cabinet/more", "/family", "/account/sessions", "/account/security"),
    ),
    "Мария Лебедева": ("/desk/", "/desk/?view=open", "/desk/find/?q=Соболева", "/account/app"),
    "Галина Северцева": ("/desk/wall/",),
    "Воронцов Павел Андреевич": ("/curator/",),
    "Зимина Дарья Петровна": ("/curator/", "/curator/people/"),
    "Ольга Крылова": ("/employer/",),
    "Светлана Гусева": ("/clinic/", "/clinic/check/", "/clinic/letters/", "/clinic/letters/?all"),
    "Артём Никитин": ("/office/", "/office/rosters/", "/demo/outbox"),
    "Людмила Орлова": ("/office/journal/",),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_of_a_role(visit: Visit, name: str) -> None:
    visitor, found = visit(), []
    if name:
        visitor.sign_in(name)
    for address in PAGES[name]:
        answer = visitor.page.goto(address)
        assert answer is not None
        assert (address, answer.status) == (address, 404 if address == NOTHING else 200)
        try:
            visitor.look(ALL if address in MAIN else BOTH)
        except AssertionError as trouble:
            found.append(str(trouble))

    assert found == []


def test_a_policy_and_its_programme_in_full(visit: Visit) -> None:
    visitor = visit()
    visitor.sign_in("Соболева Анна Игоревна")
    visitor.page.goto("/cabinet/documents/")
    card = visitor.page.locator("section.card").filter(has_text="2026-0001-000001")
    addresses = [str(link.get_attribute("href")) for link in card.get_by_role("link").all()]
    read_here = [address for address in addresses if not address.endswith(".pdf")]

    assert len(read_here) == 2
    for address in read_here:
        visitor.page.goto(address)
        visitor.look(ALL)


@pytest.mark.parametrize(
    ("name", "page"),
    [("Соболева Анна Игоревна", "/cabinet/letters/"), ("Светлана Гусева", "/clinic/letters/?all")],
)
def test_every_letter_in_full(visit: Visit, name: str, page: str) -> None:
    """In force, used up, expired, refused: as the demo has them."""
    visitor = visit()
    visitor.sign_in(name)
    visitor.page.goto(page)
    links = visitor.page.locator("main a[href*='/letters/']").all()
    addresses = sorted({str(link.get_attribute("href")) for link in links})
    assert len(addresses) > 1
    for address in addresses:
        visitor.page.goto(address)
        visitor.look(ALL)


def test_a_letter_that_nobody_knows(visit: Visit) -> None:
    visitor = visit()
    answer = visitor.page.goto("/l/no-such-letter/")
    assert answer is not None and answer.status == 404
    visitor.look(ALL)
