"""The scripts in a real browser: keys, clocks, the live line. No errors in the console, ever."""

import queue
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from pult.ui.assets import build_assets

END = None


@pytest.fixture(autouse=True, scope="module")
def assets() -> None:
    build_assets()


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    context = browser.new_context(base_url=live_server.url, locale="ru-RU")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


def test_the_shells_break_no_policy_of_content(page: Page) -> None:
    for shell in ("", "cabinet", "desk", "public"):
        page.goto(f"/styleguide?as={shell}")
        page.wait_for_load_state("networkidle")
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")

        assert (shell, wide) == (shell, False)


@pytest.mark.parametrize("shell", ["", "cabinet", "desk", "public"])
def test_nothing_is_wider_than_a_small_phone(page: Page, shell: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"/styleguide?as={shell}")

    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_keys_are_physical_and_stay_out_of_texts(page: Page) -> None:
    page.goto("/styleguide?as=desk")
    lookup, message = page.get_by_role("searchbox"), page.get_by_role("textbox", name="Сообщение")

    page.keyboard.press("Slash")
    expect(lookup).to_be_focused()
    message.fill("Здравствуйте")
    message.press("Slash")
    expect(message).to_be_focused()
    message.press("Control+KeyK")
    expect(lookup).to_be_focused()


def test_arrows_walk_the_queue(page: Page) -> None:
    page.goto("/styleguide?as=desk")
    rows = page.locator(".queue__row")

    rows.nth(0).focus()
    page.keyboard.press("ArrowDown")

    expect(rows.nth(1)).to_be_focused()


def test_the_clock_ticks_by_the_servers_time(page: Page) -> None:
    page.goto("/styleguide?as=desk")
    clock = page.locator("[data-countdown=clock]").nth(1)
    first = clock.text_content()

    expect(clock).not_to_have_text(str(first))
    assert str(clock.text_content()).startswith(("1:12:0", "1:11:5"))


def test_a_menu_closes_on_escape_and_gives_the_focus_back(page: Page) -> None:
    page.goto("/styleguide?as=desk")
    summary = page.locator(".topbar summary")

    summary.click()
    expect(page.get_by_role("button", name="Выйти")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_role("button", name="Выйти")).to_be_hidden()
    expect(summary).to_be_focused()


def test_a_chosen_theme_outlives_the_page(page: Page) -> None:
    page.goto("/styleguide?as=desk")
    page.locator(".topbar summary").click()
    page.get_by_role("button", name="Тёмное").click()
    page.reload()

    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


class Line:
    """A hub on a real socket: says what it is told, may hang up and answer again."""

    def __init__(self) -> None:
        self.words: queue.Queue[bytes | None] = queue.Queue()
        line = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/event-stream")
                self.send_header("Access-Control-Allow-Origin", "*")
                self.end_headers()
                self.wfile.write(b'event: ping\ndata: {"topics":[]}\n\n')
                while (word := line.words.get()) is not END:
                    self.wfile.write(word)

            def log_message(self, format: str, *args: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/events"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.words.put(END)
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def line() -> Iterator[Line]:
    line = Line()
    yield line
    line.close()


LISTEN = """async (url) => {
  document.body.insertAdjacentHTML("beforeend", `<p class="live" data-live-url="${url}" hidden>!</p>`);
  document.querySelector("[data-countdown]").setAttribute("hx-trigger", "live:desk from:body");
  window.heard = [];
  for (const topic of ["desk", "case", "case:7"]) {
    document.body.addEventListener(`live:${topic}`, (e) => heard.push([topic, !!e.detail.missed]));
  }
  await import("/static/ui/js/live.js?again");
}"""  # noqa: E501


@pytest.fixture
def listening(browser: Browser, live_server: LiveServer, line: Line) -> Iterator[Page]:
    context = browser.new_context(base_url=live_server.url, bypass_csp=True)
    page = context.new_page()
    page.goto("/styleguide?as=desk")
    page.evaluate(LISTEN, line.url)
    yield page
    context.close()


def heard(page: Page, words: list[list[object]]) -> None:
    page.wait_for_function("(count) => heard.length >= count", arg=len(words))
    assert page.evaluate("heard") == words


def test_an_event_reaches_those_who_listen_to_its_topic(listening: Page, line: Line) -> None:
    line.words.put(b'id: 1\ndata: {"topics":["desk","case:7"]}\n\n')

    heard(listening, [["desk", False], ["case:7", False], ["case", False]])


@pytest.mark.parametrize("hang_up", [b"event: renew\ndata: {}\n\n", b""])
def test_after_a_gap_everything_is_fetched_again(
    listening: Page, line: Line, hang_up: bytes
) -> None:
    listening.wait_for_timeout(300)
    line.words.put(hang_up)
    line.words.put(END)

    heard(listening, [["desk", True]])
    expect(listening.locator(".live")).to_be_hidden()


def test_a_lost_line_is_said_aloud(listening: Page, line: Line) -> None:
    expect(listening.locator(".live")).to_be_hidden()
    line.close()

    expect(listening.locator(".live")).to_be_visible(timeout=15_000)
