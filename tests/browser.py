"""Chromium for the tests that need a real browser."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

# Said by ./test; otherwise the system's, else the one that Playwright installed.
CHROMIUM = os.environ.get("PULT_TEST_BROWSER") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
# Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
UNSAFE = "DJANGO_ALLOW_ASYNC_UNSAFE"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser of one module: its event loop would disturb asynchronous tests of another."""
    os.environ[UNSAFE] = "1"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()
    del os.environ[UNSAFE]
