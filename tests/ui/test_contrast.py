"""The law of colours: whatever an insurer sets, people can read it."""

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import pult.ui
from pult.ui.contrast import DARK, EDGE, LIGHT, TEXT, Scheme, brand, ratio

TOKENS = Path(pult.ui.__file__).parent / "static/ui/css/base/tokens.css"
colours = st.integers(min_value=0, max_value=0xFFFFFF).map(lambda number: f"#{number:06x}")
schemes = st.sampled_from([LIGHT, DARK])


@given(colour=colours, scheme=schemes)
def test_any_brand_colour_can_be_read(colour: str, scheme: Scheme) -> None:
    tones = brand(colour=colour, scheme=scheme)

    assert ratio(tones.ink, tones.fill) >= TEXT
    assert min(ratio(tones.text, ground) for ground in (scheme.paper, scheme.card)) >= TEXT
    assert ratio(tones.text, tones.wash) >= TEXT
    assert min(ratio(tones.fill, ground) for ground in (scheme.paper, scheme.card)) >= EDGE


@given(colour=colours, scheme=schemes)
def test_usual_ink_reads_on_the_brand_wash(colour: str, scheme: Scheme) -> None:
    ink = "#15231c" if scheme is LIGHT else "#e8efea"

    assert ratio(ink, brand(colour=colour, scheme=scheme).wash) >= TEXT


def test_a_readable_colour_stays_as_the_insurer_set_it() -> None:
    assert brand(colour="#0a6a4c", scheme=LIGHT).fill == "#0a6a4c"
    assert brand(colour="#0a6a4c", scheme=LIGHT).text == "#0a6a4c"


def test_own_tokens_can_be_read_in_both_schemes() -> None:
    unreadable = [
        (number, ink, ground)
        for number, tokens in enumerate(_token_sets())
        for ink, ground in _pairs()
        if ratio(tokens[ink], tokens[ground]) < (EDGE if ink == "edge" else TEXT)
    ]

    assert unreadable == []


def test_both_ways_into_the_dark_scheme_agree() -> None:
    _, by_system, by_choice = _token_sets()

    assert by_system == by_choice


def _token_sets() -> list[dict[str, str]]:
    """Light, dark by the system, dark by choice; the dark ones over the light."""
    css = TOKENS.read_text(encoding="utf-8")
    blocks = re.findall(r":root[^{]*\{([^}]*)\}", css)
    found = [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block)) for block in blocks]
    return [found[0], *({**found[0], **dark} for dark in found[1:])]


def _pairs() -> list[tuple[str, str]]:
    grounds = ("paper", "card", "sunk")
    return [
        *((ink, ground) for ink in ("ink", "soft", "alarm-text", "wait-text", "ok-text")
          for ground in grounds),
        *((f"{tone}-text", f"{tone}-wash") for tone in ("ok", "wait", "alarm", "brand")),
        *(("soft", f"{tone}-wash") for tone in ("ok", "wait", "alarm", "brand")),
        ("edge", "card"), ("edge", "paper"), ("alarm-ink", "alarm"), ("brand-ink", "brand"),
        ("bar-ink", "bar"), ("bar-soft", "bar"), ("bar-soft", "bar-raised"),
        ("bar-ink", "bar-raised"),
    ]  # fmt: skip
