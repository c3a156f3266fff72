"""Laws of every template of the product."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

import pult
from pult.ui import icons

ROOT = Path(pult.__file__).parent
TEMPLATES = sorted(path for path in ROOT.glob("**/templates/**/*.html"))
NAMED = re.compile(r"""{%\s*icon\s+["']([a-z-]+)["']""")
PASSED = re.compile(r"""\bicon_name=["']([a-z-]+)["']""")
# E-mail programs know no style sheets of ours: letters are a medium of their own.
PAGES = [path for path in TEMPLATES if "notifications" not in path.parts]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_icon_is_in_the_sprite(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert set(NAMED.findall(text)) | set(PASSED.findall(text)) <= set(icons.names())


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_inline(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert re.findall(r"<style|\sstyle=|\son[a-z]+=[\"']|javascript:|hx-on", text) == []
    assert re.findall(r"<script(?![^>]*\bsrc=)", text) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_template_parses(path: Path) -> None:
    name = path.parts[path.parts.index("templates") + 1 :]

    assert get_template("/".join(name))


def test_the_sprite_names_each_icon_once() -> None:
    assert len(icons.names()) == len(set(icons.names()))
