"""Renews the pictures of the README from a demo of its own: `python -m tests.flows.pictures`."""

import re
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser import CHROMIUM, FLAGS
from tests.flows.stack import Stack
from tests.processes import ROOT

FOLDER = ROOT / "docs" / "pictures"
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1440, "height": 900}


def main() -> None:
    stack = Stack()
    stack.start()
    try:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            for name, size, who, walk in (
                ("cabinet", PHONE, "Соболева Анна Игоревна", _cabinet),
                ("desk", DESKTOP, "Мария Лебедева", _desk),
            ):
                context = chromium.new_context(
                    base_url=stack.url,
                    locale="ru-RU",
                    timezone_id="Europe/Moscow",
                    viewport=size,  # type: ignore[arg-type]
                )
                page = context.new_page()
                _enter(page, who)
                walk(page)
                _take(page, FOLDER / f"{name}.png")
                context.close()
            chromium.close()
    finally:
        stack.stop()
        stack.remove()


def _enter(page: Page, name: str) -> None:
    page.goto("/sign-in")
    page.locator(".demo-roles summary").click()
    page.get_by_role("button", name=name).first.click()
    page.wait_for_url(re.compile(r"^(?!.*sign-in)"))


def _cabinet(page: Page) -> None:
    page.goto("/cabinet/")


def _desk(page: Page) -> None:
    """The request most worth a look: in hand, with a conversation."""
    page.goto("/desk/?view=mine")
    page.locator(".queue__row").first.click()
    page.locator("#case-live").wait_for()


def _take(page: Page, file: Path) -> None:
    page.wait_for_load_state("load")
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(500)
    file.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=file)


if __name__ == "__main__":
    main()
