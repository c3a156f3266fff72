"""What the browser gets is made from the sources, small, and made again without change."""

import gzip
import re
from pathlib import Path

from django_htmx import __file__ as htmx
from fontTools.ttLib import TTFont

from pult.ui.assets import STATIC, build_assets, sources, squeezed
from pult.ui.font import FONT

BUDGET = 120 * 1024
SCRIPTS = ("theme", "page", "countdown", "keys", "live", "draft")


def test_building_twice_changes_nothing() -> None:
    build_assets()

    assert build_assets() == []


def test_the_order_of_layers_stands_first_and_once() -> None:
    build_assets()

    for bundle in ("cabinet", "work"):
        css = (STATIC / "build" / f"{bundle}.css").read_text(encoding="utf-8")
        assert css.startswith("@layer reset,tokens,base,components,pages,utilities;")
        assert len(re.findall(r"@layer [a-z]+,", css)) == 1


def test_a_bundle_has_its_own_pages_and_not_the_others() -> None:
    cabinet = {path.parent.name for path in sources("cabinet")}
    work = {path.parent.name for path in sources("work")}

    assert ("cabinet" in cabinet, "work" in cabinet) == (True, False)
    assert ("cabinet" in work, "work" in work) == (False, True)


def test_squeezing_keeps_the_meaning() -> None:
    css = "/* why */\n.a :hover {\n  margin: -1px calc(1px + 2px);\n}\n"

    assert squeezed(css) == ".a :hover{margin: -1px calc(1px + 2px)}"


def test_the_font_writes_russian_english_and_money() -> None:
    build_assets()
    font = TTFont(FONT)

    assert {ord(letter) for letter in "АЯаяЁёAZaz09₽№«»—–…·‹›←→"} <= set(font.getBestCmap())
    axis = font["fvar"].axes[0]
    assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", 400, 700)


def test_a_first_visit_weighs_less_than_its_budget() -> None:
    """Style, scripts, icons as gzip sends them, the font as it is; 20 KB are left to the page."""
    build_assets()
    scripts = [STATIC / "js" / f"{name}.js" for name in SCRIPTS]
    library = Path(htmx).parent / "static/django_htmx/htmx-2.min.js"
    texts = [STATIC / "build" / "work.css", STATIC / "icons.svg", library, *scripts]
    weight = FONT.stat().st_size + sum(len(gzip.compress(path.read_bytes())) for path in texts)

    assert weight + 20 * 1024 <= BUDGET
