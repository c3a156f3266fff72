"""Each test here starts in Russian: a request of an earlier one may have left another language."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override


@pytest.fixture(autouse=True)
def russian() -> Iterator[None]:
    with override("ru"):
        yield
