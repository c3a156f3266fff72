"""The first page weighs little over the wire, even on a slow phone: at most 120 KB in all."""

import gzip
import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from pult.ui.assets import build_assets

MOST = 120 * 1024
LINKED = re.compile(rf'(?:src|href)="{settings.STATIC_URL}([^"#]+)')


def test_home_and_all_that_it_loads_stay_within_the_budget(anna: Client) -> None:
    build_assets()
    page = anna.get(reverse("cabinet:home")).content
    files = set(LINKED.findall(page.decode()))
    assert "ui/fonts/onest.woff2" in files
    assert len(page) + sum(map(weight, files)) <= MOST


def weight(name: str) -> int:
    found = finders.find(name)
    assert found, name
    content = Path(found).read_bytes()
    return len(content) if name.endswith((".woff2", ".png")) else len(gzip.compress(content))
