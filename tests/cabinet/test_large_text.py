"""Text twice as large on the smallest phone: nothing spills sideways (WCAG 1.4.4)."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from pult.ui.assets import build_assets
from tests import book, people
from tests.people import Cast

pytestmark = pytest.mark.django_db(transaction=True)
# Set through the CSSOM: the pages allow no style element.
TWICE = "document.documentElement.style.fontSize = '200%'"
SPILL = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  return [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > wide + 1)
    .map((one) => `${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 40)}`);
}"""
WHOLES = ".masthead, .ask, .policy-card"
HIDDEN = """(wholes) => [...document.querySelectorAll(wholes)].flatMap((whole) => {
  const parts = [...whole.children].filter((one) => one.type !== "hidden")
    .map((one) => one.getBoundingClientRect()).filter((box) => box.width);
  return parts.flatMap((a, n) => parts.slice(n + 1)
    .filter((b) => a.left < b.right - 1 && b.left < a.right - 1
      && a.top < b.bottom - 1 && b.top < a.bottom - 1)
    .map(() => whole.className));
})"""
NARROW_INPUT = """() => [...document.querySelectorAll(".search input")]
  .filter((one) => one.getBoundingClientRect().width < 120).map((one) => one.name)"""


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    build_assets()
    book.profile()
    return people.cast()


@pytest.fixture
def page(browser: Browser, live_server: LiveServer, cast: Cast) -> Iterator[Page]:
    """Anna's phone of 360 px."""
    client = Client()
    people.sign_in(client, cast.anna)
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="ru-RU")
    name = settings.SESSION_COOKIE_NAME
    session = client.cookies[name].value
    context.add_cookies([{"name": name, "value": session, "url": live_server.url}])
    yield context.new_page()
    context.close()


def paths(cast: Cast) -> list[str]:
    policy = [cast.anna_policy.id]
    names = (
        "home", "requests", "request-kinds", "clinics", "documents", "policies", "contacts",
        "turn", "more", "emergency",
    )  # fmt: skip
    forms = ("appointment", "ambulance", "hospitalisation", "programme_question")
    return [
        *(reverse(f"cabinet:{name}") for name in names),
        *(reverse("cabinet:request-new", args=[kind]) for kind in forms),
        reverse("cabinet:policy", args=policy),
        reverse("cabinet:programme", args=policy),
        reverse("enrolment:family"),
    ]


def troubles(page: Page, url: str) -> list[str]:
    page.goto(url)
    page.evaluate(TWICE)
    looks = {"spills": SPILL, "overlaps": HIDDEN, "collapsed": NARROW_INPUT}
    return [
        f"{url} {name}: {one}"
        for name, look in looks.items()
        for one in page.evaluate(look, WHOLES)
    ]


def test_a_member_reads_everything(page: Page, live_server: LiveServer, cast: Cast) -> None:
    found = [line for path in paths(cast) for line in troubles(page, live_server.url + path)]
    assert found == [], "\n".join(found)


def test_a_stranger_reads_everything(page: Page, live_server: LiveServer) -> None:
    page.context.clear_cookies()
    names = ("enrolment:sign-in", "enrolment:sign-up", "enrolment:wrong-contacts")
    found = [
        line
        for path in (*map(reverse, names), reverse("cabinet:emergency"))
        for line in troubles(page, live_server.url + path)
    ]
    assert found == [], "\n".join(found)
