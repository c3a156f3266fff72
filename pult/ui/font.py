"""Onest for the browser: Cyrillic and Latin alone, weights 400 to 700, as WOFF2."""

import os
from importlib import resources
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FONT = Path(__file__).resolve().parent / "static" / "ui" / "fonts" / "onest.woff2"
LETTERS = "".join(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x410, 0x450)]))
MARKS = "Ёё₽№«»—–…·‹›←→↑↓−“”„’‘•×✓\u202f"
FEATURES = ["kern", "liga", "calt", "case", "tnum", "ccmp", "locl", "mark"]


def build() -> bool:
    """Make the font if it is missing or older than this file; 190 KB become 28."""
    if FONT.exists() and FONT.stat().st_mtime >= Path(__file__).stat().st_mtime:
        return False
    source = resources.files("fontpkg_onest") / "files" / "Onest[wght].ttf"
    with resources.as_file(source) as path:
        font = instancer.instantiateVariableFont(TTFont(path), {"wght": (400, 700)})
    subsetter = subset.Subsetter(subset.Options(layout_features=FEATURES, hinting=False))
    subsetter.populate(text=LETTERS + MARKS)
    subsetter.subset(font)
    font.flavor = "woff2"
    FONT.parent.mkdir(parents=True, exist_ok=True)
    partial = FONT.with_suffix(f".{os.getpid()}")  # two builds at once do not meet
    font.save(partial)
    partial.replace(FONT)
    return True
