"""No English page speaks Russian, no Russian page English: every page that each role can open."""

import pytest

from tests.flows.crawler import Crawler
from tests.flows.languages import foreign
from tests.flows.stack import Stack

ROLES = {
    "visitor": ("", ("/sign-in", "/sign-up", "/emergency", "/sign-in/staff", "/no-such-page")),
    "member": ("Соболева Анна Игоревна", ("/cabinet/", "/family", "/account/sessions")),
    "operator": ("Мария Лебедева", ("/desk/", "/desk/?view=open", "/desk/find/?q=Соболева")),
    "supervisor": ("Галина Северцева", ("/desk/",)),
    "doctor-curator": ("Воронцов Павел Андреевич", ("/curator/",)),
    "admin-curator": ("Зимина Дарья Петровна", ("/curator/",)),
    "hr": ("Ольга Крылова", ("/employer/", "/account/security")),
    "registrar": ("Светлана Гусева", ("/clinic/",)),
    "office": ("Артём Никитин", ("/office/", "/office/rosters/", "/demo/outbox")),
    "auditor": ("Людмила Орлова", ("/office/journal/",)),
}


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_in_one_language(stack: Stack, role: str, language: str) -> None:
    name, starts = ROLES[role]
    crawler = Crawler(stack.url)
    crawler.enter(language=language, name=name)
    crawler.walk(*starts)

    found = {path: foreign(page, language) for path, page in crawler.pages.items()}

    assert {path: texts for path, texts in found.items() if texts} == {}
    assert [line for line in crawler.broken if not line.endswith("/no-such-page")] == []
