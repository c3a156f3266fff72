"""What every visited page must stand: axe, no sideways scrolling, both widths, both schemes."""

from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1440, "height": 900}
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
Scheme = Literal["light", "dark"]
Sights = tuple[tuple[dict[str, int], Scheme], ...]
BOTH: Sights = ((PHONE, "light"), (DESKTOP, "dark"))
ALL: Sights = (*BOTH, (PHONE, "dark"), (DESKTOP, "light"))


def look(page: Page, sights: Sights = BOTH) -> None:
    """Fails with every violation of the page as it stands; leaves its width as it was."""
    before, found = page.viewport_size, []
    for size, scheme in sights:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += [f"{size['width']} px, {scheme}: {line}" for line in _troubles(page)]
    page.set_viewport_size(before)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    assert found == [], f"{page.url}\n" + "\n".join(found)


def _troubles(page: Page) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    answer = page.evaluate("(options) => axe.run(options)", RULES)
    found = [_told(violation) for violation in answer["violations"]]
    wider = page.evaluate(TOO_WIDE)
    return found + ([f"{wider} px wider than the screen"] if wider > 0 else [])


def _told(violation: dict[str, Any]) -> str:
    where = "; ".join(f"{node['target']} {node['html'][:160]}" for node in violation["nodes"][:4])
    return f"{violation['id']}: {violation['help']}: {where}"
