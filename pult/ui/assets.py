"""What the browser gets, made from the sources at install: one style sheet a bundle, one font."""

import re
from pathlib import Path

from pult.ui import font

PULT = Path(__file__).resolve().parent.parent
STATIC = PULT / "ui" / "static" / "ui"
FIRST = STATIC / "css" / "base" / "layers.css"


def build_assets() -> list[Path]:
    """Write the bundles and the font; safe to repeat. Returns the files that changed."""
    changed: list[Path] = []
    for bundle in ("cabinet", "work"):
        target = STATIC / "build" / f"{bundle}.css"
        if _write(target, squeezed("\n".join(map(_read, sources(bundle)))).encode()):
            changed.append(target)
    return changed + ([font.FONT] if font.build() else [])


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


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _write(path: Path, content: bytes) -> bool:
    if path.exists() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True
