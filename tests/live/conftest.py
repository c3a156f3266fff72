"""A hub that runs as its own process over the test database."""

from collections.abc import Iterator

import pytest

from tests.live.hub import RunningHub, running_hub


@pytest.fixture
def hub(transactional_db: None) -> Iterator[RunningHub]:
    with running_hub() as hub:
        yield hub
