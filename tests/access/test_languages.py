"""Every address of the matrix in both languages, the answers to empty forms too.

The style guide is left out: it shows components with examples in Russian.
"""

import pytest
from django.conf import settings
from django.test import Client

from tests.access.matrix import PAGES
from tests.access.test_matrix import ask, browsers, world
from tests.access.world import World
from tests.flows.languages import foreign, read

__all__ = ["browsers", "world"]
# How the world's people call their passkeys.
OWN_WORDS = frozenset({"phone"})
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("name", sorted(PAGES.keys() - {"styleguide"}))
def test_a_page_speaks_one_language(
    name: str, language: str, world: World, browsers: dict[str, Client]
) -> None:
    found, page = {}, PAGES[name]
    for role in sorted(page.roles | page.but.keys()):
        browsers[role].cookies.pop("messages", None)  # said in the language of an earlier test
        browsers[role].cookies[settings.LANGUAGE_COOKIE_NAME] = language
        response = ask(browsers[role], name, page, page.own(world, role))
        if response.get("Content-Type", "").startswith("text/html"):
            found[role] = foreign(read(response.content.decode(), language), language, OWN_WORDS)

    assert {role: texts for role, texts in found.items() if texts} == {}
