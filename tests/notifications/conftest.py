"""Templates of the tests' own kinds of messages."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def letters(settings: Any) -> None:
    templates = [{**settings.TEMPLATES[0], "DIRS": [Path(__file__).parent / "templates"]}]
    settings.TEMPLATES = templates
