"""Two operators, two real browsers, one case."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from pult.cases import actions
from pult.cases.models import Case
from pult.kernel import clock
from pult.people.access import Role
from pult.people.models import Account
from tests import people
from tests.desk.conftest import open_case

Open = Callable[[Account, str], Page]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> people.Cast:
    return people.cast()


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer) -> Iterator[Open]:
    """Somebody's own browser at an address."""
    contexts = []

    def open_page(account: Account, path: str) -> Page:
        client = Client()
        people.sign_in(client, account)
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="ru-RU")
        contexts.append(context)
        name = settings.SESSION_COOKIE_NAME
        session = client.cookies[name].value
        context.add_cookies([{"name": name, "value": session, "url": live_server.url}])
        page = context.new_page()
        page.goto(live_server.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def test_of_two_who_take_one_case_one_has_it_and_the_other_is_told(
    world: people.Cast, open_page: Open
) -> None:
    case = open_case(world)
    path = reverse("desk:case", args=[case.id])
    maria = open_page(world.maria, path)
    ivan = open_page(people.staff("Иван Осин", Role.OPERATOR), path)

    maria.keyboard.press("c")
    expect(maria.locator(".case__meta")).to_contain_text("у вас")
    ivan.keyboard.press("c")

    expect(ivan.get_by_role("alert")).to_contain_text("Обращение уже в работе: Мария Кедрова.")
    assert Case.objects.get().owner == world.maria


def test_two_who_press_take_next_get_different_cases(
    world: people.Cast, open_page: Open
) -> None:
    open_case(world)
    open_case(world)
    pages = [
        open_page(world.maria, reverse("desk:home")),
        open_page(people.staff("Иван Осин", Role.OPERATOR), reverse("desk:home")),
    ]

    for page in pages:
        page.keyboard.press("t")
    for page in pages:
        expect(page.locator(".case__meta")).to_contain_text("у вас")

    assert len({page.url for page in pages}) == 2


def test_a_stale_form_says_what_happened_and_keeps_the_text(
    world: people.Cast, open_page: Open
) -> None:
    case = open_case(world)
    page = open_page(world.maria, reverse("desk:case", args=[case.id]))
    page.keyboard.press("c")
    page.keyboard.press("r")
    page.locator("#composer").fill("Нашли время на завтра")
    actions.write(
        case_id=case.id, by=people.actor(world.anna), at=clock.now(), text="Уже не нужно"
    )

    page.get_by_role("button", name="Ответить").click()

    expect(page.get_by_role("alert")).to_contain_text("Ваш текст сохранён")
    expect(page.locator("#composer")).to_have_value("Нашли время на завтра")
    expect(page.locator(".timeline")).to_contain_text("Уже не нужно")
    page.get_by_role("button", name="Ответить").click()
    expect(page.locator(".timeline")).to_contain_text("Нашли время на завтра")


def test_booking_by_keyboard(world: people.Cast, open_page: Open) -> None:
    case = open_case(world)
    page = open_page(world.maria, reverse("desk:case", args=[case.id]))
    page.keyboard.press("c")
    expect(page.locator(".case__meta")).to_contain_text("у вас")

    page.keyboard.press("b")

    expect(page.locator("#form-visit [name=site]")).to_be_focused()


def test_ctrl_enter_replies_while_the_panel_of_resolving_is_closed(
    world: people.Cast, open_page: Open
) -> None:
    case = open_case(world)
    page = open_page(world.maria, reverse("desk:case", args=[case.id]))
    page.keyboard.press("c")
    page.locator("#composer").fill("Ищем время")

    page.keyboard.press("Control+Enter")

    expect(page.locator(".timeline")).to_contain_text("Ищем время")
    expect(page.get_by_role("alert")).to_have_count(0)
    case.refresh_from_db()
    assert case.state == Case.State.ACTIVE


def test_ctrl_enter_resolves_once_the_panel_is_open(world: people.Cast, open_page: Open) -> None:
    case = open_case(world)
    page = open_page(world.maria, reverse("desk:case", args=[case.id]))
    page.keyboard.press("c")
    expect(page.locator(".case__meta")).to_contain_text("у вас")
    page.keyboard.press("e")
    page.locator("[name=outcome]").select_option("answered")

    page.keyboard.press("Control+Enter")

    expect(page.get_by_text("Обращение решено.")).to_be_visible()
    case.refresh_from_db()
    assert case.outcome == "answered"


@pytest.mark.parametrize("width", [360, 1440])
def test_the_queues_to_pass_on_to_lie_within_the_pane(
    world: people.Cast, open_page: Open, width: int
) -> None:
    case = open_case(world)
    actions.claim(case_id=case.id, by=people.actor(world.maria), at=clock.now())
    page = open_page(world.maria, reverse("desk:case", args=[case.id]))
    page.set_viewport_size({"width": width, "height": 900})

    page.locator("#panel-transfer > summary").click()

    inner = page.locator("[name=to_queue]").bounding_box()
    outer = page.locator("#case").bounding_box()
    assert inner and outer
    assert outer["x"] <= inner["x"]
    assert inner["x"] + inner["width"] <= outer["x"] + outer["width"]


def test_a_step_is_ticked_by_keyboard_and_another_page_hears_of_it(
    world: people.Cast, open_page: Open
) -> None:
    case = open_case(world)
    actions.claim(case_id=case.id, by=people.actor(world.maria), at=clock.now())
    path = reverse("desk:case", args=[case.id])
    page, watching = open_page(world.maria, path), open_page(world.sergey, path)
    page.locator("#composer").fill("Пишу ответ")
    red_flags = page.locator("#step-flags")

    red_flags.focus()
    page.keyboard.press("Space")

    expect(red_flags).to_be_checked()
    expect(red_flags).to_be_focused()
    expect(page.locator("#composer")).to_have_value("Пишу ответ")
    watching.evaluate(f"document.body.dispatchEvent(new CustomEvent('live:case:{case.id}'))")
    watching.get_by_text("О чём спросить и что сказать").click()
    expect(watching.locator("#step-flags")).to_be_checked()
    expect(watching.locator("#step-flags")).to_be_disabled()
