"""A running stack for the session, and visitors with browsers of their own."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from tests.flows.stack import Stack
from tests.flows.visitor import Visitor

Visit = Callable[..., Visitor]
# What a log line of trouble holds, whatever process wrote it.
TROUBLE = ('"level": "error"', '"level": "critical"', "Traceback (most recent call last)")


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    """A whole Pult, one a worker: it is up in ten seconds. When it has stopped: no error, no 500
    and nothing personal in its logs."""
    stack = Stack()
    stack.start()
    yield stack
    code, logs = stack.stop(), stack.logs()
    assert (code, troubles(logs)) == (0, []), logs
    assert sorted(secret for secret in stack.secrets if secret in logs) == []
    stack.remove()


def troubles(logs: str) -> list[str]:
    """The lines of logs that speak of errors."""
    return [line for line in logs.splitlines() if any(word in line for word in TROUBLE)]


@pytest.fixture
def visit(browser: Browser, stack: Stack) -> Iterator[Visit]:
    """`visit(width=360)` is a new person at a new browser; closed and examined at the end."""
    with ExitStack() as opened:

        def visitor(**options: object) -> Visitor:
            return opened.enter_context(Visitor(browser, stack, **options))  # type: ignore[arg-type]

        yield visitor
