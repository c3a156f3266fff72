"""Every address of the matrix in both languages, the answers to empty forms too."""

import pytest
from django.conf import settings
from django.test import Client

from tests.access.matrix import PAGES
from tests.access.test_matrix import ROLES, ask, browsers, world
from tests.access.world import World
from tests.flows.languages import foreign, read

__all__ = ["browsers", "world"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_speaks_one_language(
    name: str, language: str, world: World, browsers: dict[str, Client]
) -> None:
    found, page = {}, PAGES[name]
    for role in ROLES:
        browsers[role].cookies[settings.LANGUAGE_COOKIE_NAME] = language
        response = ask(browsers[role], name, page, page.own(world, role))
        if response.get("Content-Type", "").startswith("text/html"):
            found[role] = foreign(read(response.content.decode()), language)

    assert {role: texts for role, texts in found.items() if texts} == {}
