"""What the browser gets, made from the sources at install: one style sheet a bundle, one font."""

import re
from importlib import resources
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

PULT = Path(__file__).resolve().parent.parent
STATIC = PULT / "ui" / "static" / "ui"
FONT = STATIC / "fonts" / "onest.woff2"
FIRST = STATIC / "css" / "base" / "layers.css"
LETTERS = "".join(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x410, 0x450)]))
MARKS = "Ёё₽№«»—–…·‹›←→↑↓−“”„’‘•×✓\u202f"
FEATURES = ["kern", "liga", "calt", "case", "tnum", "ccmp", "locl", "mark"]


def build_assets() -> list[Path]:
    """Write the bundles and the font; safe to repeat. Returns the files that changed."""
    changed = []
    for bundle in ("cabinet", "work"):
        target = STATIC / "build" / f"{bundle}.css"
        if _write(target, squeezed("\n".join(map(_read, sources(bundle)))).encode()):
            changed.append(target)
    if not FONT.exists() or FONT.stat().st_mtime < Path(__file__).stat().st_mtime:
        _build_font()
        changed.append(FONT)
    return changed


def sources(bundle: str) -> list[Path]:
    """The bundle's style sheets in order: `cabinet` skips the staff's workspaces, `work` its."""
    found = sorted(PULT.glob("**/static/**/css/**/*.css"))
    return [FIRST, *(path for path in found if path != FIRST and _belongs(path, bundle))]


def squeezed(css: str) -> str:
    """Without comments and the blanks that no one reads."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r" ?([{};,]) ?", r"\1", css).replace(";}", "}").strip()


def _belongs(path: Path, bundle: str) -> bool:
    place = path.relative_to(PULT).parts
    if place[0] == "workspaces":
        return (place[1] == "cabinet") == (bundle == "cabinet")
    other = "work" if bundle == "cabinet" else "cabinet"
    return "build" not in place and not (place[0] == "ui" and other in place)


def _build_font() -> None:
    """Onest between 400 and 700, Cyrillic and Latin alone: 190 KB becomes about 29."""
    source = resources.files("fontpkg_onest") / "files" / "Onest[wght].ttf"
    with resources.as_file(source) as path:
        font = instancer.instantiateVariableFont(TTFont(path), {"wght": (400, 700)})
    options = subset.Options(layout_features=FEATURES, hinting=False, name_IDs=[1, 2])
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=LETTERS + MARKS)
    subsetter.subset(font)
    font.flavor = "woff2"
    FONT.parent.mkdir(parents=True, exist_ok=True)
    partial = FONT.with_suffix(".partial")
    font.save(partial)
    partial.replace(FONT)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _write(path: Path, content: bytes) -> bool:
    if path.exists() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True
