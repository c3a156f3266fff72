"""Colours that people can read, whatever brand colour an insurer sets.

Pure functions over `#rrggbb` strings. Contrast is WCAG 2.2's ratio (1 to 21): text needs
4.5 (criterion 1.4.3), the edge of a control 3.0 (1.4.11).
"""

from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass

TEXT, EDGE = 4.5, 3.0
WHITE, BLACK = "#ffffff", "#000000"
STEPS = 50

Rgb = tuple[int, int, int]


@dataclass(frozen=True)
class Scheme:
    """The neutral grounds a brand colour has to live on."""

    paper: str
    card: str
    towards: str
    vivid: float  # the most saturation that a shifted shade keeps
    wash_share: float
    text_least: float


LIGHT = Scheme(
    paper="#f5f6f3", card="#ffffff", towards=BLACK, vivid=1.0, wash_share=0.10, text_least=TEXT
)
# On dark grounds thin coloured letters glow less, so they get more than the norm asks.
DARK = Scheme(
    paper="#0f1613", card="#19221e", towards=WHITE, vivid=0.55, wash_share=0.22, text_least=5.5
)


@dataclass(frozen=True)
class Brand:
    """One scheme's brand colours: a fill, the ink on it, brand-coloured text, a pale ground."""

    fill: str
    ink: str
    text: str
    wash: str


def brand(*, colour: str, scheme: Scheme) -> Brand:
    """The nearest readable variants of `colour`.

    `ink` on `fill`, and `text` on paper, card and `wash`, reach 4.5; `fill` on paper and
    card reaches 3.0.
    """
    fill = _shift(colour, scheme, grounds=(scheme.paper, scheme.card), least=EDGE)
    wash = mix(scheme.card, colour, scheme.wash_share)
    grounds = (scheme.paper, scheme.card, wash)
    text = _shift(colour, scheme, grounds=grounds, least=scheme.text_least)
    return Brand(fill=fill, ink=ink_on(fill), text=text, wash=wash)


def ink_on(ground: str) -> str:
    """White where it reads at 4.5, else black: one of the two always does."""
    return WHITE if ratio(WHITE, ground) >= TEXT else BLACK


def ratio(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white), by WCAG's definition."""
    red, green, blue = (_linear(channel / 255) for channel in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mix(one: str, other: str, share: float) -> str:
    """`one` with a `share` (0 to 1) of `other` in it."""
    pairs = zip(_rgb(one), _rgb(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _shift(colour: str, scheme: Scheme, *, grounds: tuple[str, ...], least: float) -> str:
    """The colour itself, or the nearest shade of its hue that is told from all `grounds`."""
    for step in range(STEPS):
        shade = _shade(colour, scheme, step / STEPS) if step else colour
        if all(ratio(shade, ground) >= least for ground in grounds):
            return shade
    return scheme.towards


def _shade(colour: str, scheme: Scheme, share: float) -> str:
    hue, light, saturation = rgb_to_hls(*(channel / 255 for channel in _rgb(colour)))
    light += ((scheme.towards == WHITE) - light) * share
    shade = hls_to_rgb(hue, light, min(saturation, scheme.vivid))
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in shade)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _rgb(colour: str) -> Rgb:
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError(f"a colour is written #rrggbb, not {colour!r}")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
