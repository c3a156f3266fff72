"""Every address against every role."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from tests import people
from tests.access.columns import EVERYBODY, Kwargs, Page
from tests.access.matrix import PAGES
from tests.access.world import World, build

# Each test rolls back to the world that the module has built.
pytestmark = pytest.mark.django_db
ROLES = sorted(EVERYBODY)


def views(resolver: URLResolver, namespaces: tuple[str, ...] = ()) -> Iterator[tuple[str, object]]:
    """Every (name, view) of the product, names with their namespaces."""
    for found in resolver.url_patterns:
        if isinstance(found, URLPattern):
            yield ":".join([*namespaces, found.name or str(found.pattern)]), found.callback
        else:
            inner = (found.namespace,) if found.namespace else ()
            yield from views(found, namespaces + inner)


VIEWS = dict(views(get_resolver()))


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Built once for the whole matrix, and rolled back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def browsers(world: World) -> dict[str, Client]:
    found = {}
    for role, account in world.cast.by_role.items():
        # A view that breaks answers 500, and the matrix says so.
        found[str(role)] = client = Client(raise_request_exception=False)
        if account is not None:
            people.sign_in(client, account)
    return found


def test_every_address_is_in_the_matrix_and_nothing_else() -> None:
    assert sorted(VIEWS) == sorted(PAGES)


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_every_view_says_who_may_open_it(name: str) -> None:
    assert hasattr(VIEWS[name], "needs"), f"{name} carries no guard of people.guard"


@pytest.mark.parametrize("name", sorted(PAGES))
def test_each_role_gets_what_the_matrix_says(
    name: str, world: World, browsers: dict[str, Client]
) -> None:
    page = PAGES[name]
    got, wanted = {}, {}
    for role in ROLES:
        response = ask(browsers[role], name, page, page.own(world, role))
        got[role], wanted[role] = outcome(response), expected(page, role)
    assert got == wanted


@pytest.mark.parametrize("name", sorted(PAGES))
def test_who_may_not_read_a_page_may_not_send_it_either(
    name: str, world: World, browsers: dict[str, Client]
) -> None:
    """Each address by the other method too: forms by POST, what only takes POST by GET."""
    page = PAGES[name]
    got, wanted = {}, {}
    for role in ROLES:
        if role in page.roles or role in page.but:
            continue
        response = ask(browsers[role], name, page, page.own(world, role), post=not page.post)
        got[role], wanted[role] = outcome(response), expected(page, role)
        if got[role] == 405:
            wanted[role] = 405
    assert got == wanted


@pytest.mark.parametrize("name", sorted(name for name, page in PAGES.items() if page.foreign))
def test_a_foreign_object_does_not_exist_to_a_form(
    name: str, world: World, browsers: dict[str, Client]
) -> None:
    page = PAGES[name]
    got = {}
    for role in ROLES:
        assert page.foreign is not None
        response = ask(browsers[role], name, page, page.foreign(world, role), post=True)
        got[role] = outcome(response)
    assert set(got.values()) <= {404, 405, "sign-in"}


@pytest.mark.parametrize("name", sorted(name for name, page in PAGES.items() if page.foreign))
def test_a_foreign_object_does_not_exist(
    name: str, world: World, browsers: dict[str, Client]
) -> None:
    page = PAGES[name]
    got, wanted = {}, {}
    for role in ROLES:
        assert page.foreign is not None
        response = ask(browsers[role], name, page, page.foreign(world, role))
        got[role] = outcome(response)
        strangers_may = "anonymous" in page.roles or role != "anonymous"
        wanted[role] = 404 if strangers_may or not page.roles else "sign-in"
    assert got == wanted


def ask(browser: Client, name: str, page: Page, kwargs: Kwargs, *, post: bool | None = None) -> Any:
    """By the method of the page, or as `post` says. In a savepoint of its own: what one role
    does, the next does not find done."""
    url = reverse(name, kwargs=kwargs)
    by_post = page.post if post is None else post
    with transaction.atomic():
        response = browser.post(url) if by_post else browser.get(url)
        transaction.set_rollback(True)
    return response


def expected(page: Page, role: str) -> int | str:
    if role in page.but:
        return page.but[role]
    if role in page.roles:
        return page.ok
    return "sign-in" if role == "anonymous" and page.roles else 404


def outcome(response: Any) -> int | str:
    to_sign_in = response.status_code == 302 and response["Location"].startswith("/sign-in?next=")
    return "sign-in" if to_sign_in else response.status_code
