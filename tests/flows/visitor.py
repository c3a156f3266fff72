"""A person at a browser of their own."""

import re
from typing import Any, Self

from playwright.sync_api import Browser, ConsoleMessage, Page, Response, expect

from tests.flows.looks import BOTH, DESKTOP, PHONE, Sights, look
from tests.flows.stack import Stack

PATIENCE = 20_000
# The browser's own words for an answer 4xx and for a line that the test has cut.
EXPECTED = re.compile(r"Failed to load resource|ERR_INTERNET_DISCONNECTED|ERR_FAILED")


class Visitor:
    """`page` is where they are. On leaving: no script failed, no page answered 5xx."""

    def __init__(
        self, browser: Browser, stack: Stack, *, phone: bool = False, scripts: bool = True
    ) -> None:
        self.stack, self.scripts = stack, scripts
        self.context = browser.new_context(
            base_url=stack.url,
            locale="ru-RU",
            timezone_id="Europe/Moscow",
            viewport=PHONE if phone else DESKTOP,  # type: ignore[arg-type]
            java_script_enabled=scripts,
            accept_downloads=True,
        )
        self.context.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        self.complaints: list[str] = []
        self.page = self.context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("response", self._response)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self.context.close()
        if error is None:
            assert self.complaints == []

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not EXPECTED.search(message.text):
            self.complaints.append(message.text)

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self.complaints.append(f"{response.status} {response.url}")

    def sign_in(self, name: str) -> Page:
        """As one of the demo's people, by one click."""
        self.page.goto("/sign-in")
        self.page.locator(".demo-roles summary").click()
        self.page.get_by_role("button", name=name).first.click()
        self.page.wait_for_url(re.compile(r"^(?!.*sign-in)"))
        return self.page

    def loses_connection(self) -> None:
        """Nothing comes through; a line that stands open is cut too."""
        self.context.set_offline(True)

    def has_connection(self) -> None:
        self.context.set_offline(False)

    def look(self, sights: Sights = BOTH) -> None:
        """Examine the page as it stands; without scripts nothing can examine it."""
        if self.scripts:
            look(self.page, sights)

    def fetch(self, address: str) -> tuple[int, str, bytes]:
        """Status, kind and content of an address, asked with this person's session."""
        answer = self.context.request.get(address)
        return answer.status, answer.headers.get("content-type", ""), answer.body()

    def press(self, name: str, **options: Any) -> None:
        """The button with that name."""
        self.page.get_by_role("button", name=name, **options).click()
