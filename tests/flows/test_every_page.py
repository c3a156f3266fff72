"""Each role's pages under axe, on a phone and on a desktop, in light and dark."""

import pytest

from tests.flows.conftest import Visit
from tests.flows.looks import ALL, BOTH

MAIN = {"/cabinet/", "/desk/", "/curator/", "/employer/", "/clinic/", "/office/", "/sign-in"}
POLICY = "/cabinet/policies/2026-0001-000001"
PAGES = {
    "": (
        "/sign-in",
        "/sign-up",
        "/sign-in/staff",
        "/sign-up/wrong-contacts",
        "/emergency",
        "/none",
    ),
    "Соболева Анна Игоревна": (
        *("/cabinet/", "/cabinet/requests/", "/cabinet/requests/new", "/cabinet/clinics"),
        *("/cabinet/requests/new/appointment", "/cabinet/requests/new/house_call"),
        *("/cabinet/documents/", f"{POLICY}/", f"{POLICY}/programme", "/cabinet/contacts"),
        *("/cabinet/turn", "/cabinet/bonuses", "/cabinet/telemedicine", "/cabinet/articles/"),
        *("/cabinet/help", "/cabinet/more", "/family", "/account/sessions", "/account/security"),
    ),
    "Мария Лебедева": ("/desk/", "/desk/?view=open", "/desk/find/?q=Соболева", "/account/app"),
    "Галина Северцева": ("/desk/wall/",),
    "Воронцов Павел Андреевич": ("/curator/",),
    "Зимина Дарья Петровна": ("/curator/", "/curator/people/"),
    "Ольга Крылова": ("/employer/",),
    "Светлана Гусева": ("/clinic/", "/clinic/check/"),
    "Артём Никитин": ("/office/", "/office/rosters/", "/demo/outbox"),
    "Людмила Орлова": ("/office/journal/",),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_of_a_role(visit: Visit, name: str) -> None:
    visitor, found = visit(), []
    if name:
        visitor.sign_in(name)
    for address in PAGES[name]:
        visitor.page.goto(address)
        try:
            visitor.look(ALL if address in MAIN else BOTH)
        except AssertionError as trouble:
            found.append(str(trouble))

    assert found == []
