"""The HTML part of a letter, made from its text."""

import re

from django.utils.html import format_html, format_html_join, urlize
from django.utils.safestring import SafeString, mark_safe

_BLANK_LINE = re.compile(r"\n\s*\n")


def as_html(text: str) -> SafeString:
    """Paragraphs, line breaks and live links; everything else escaped."""
    paragraphs = (part.split("\n") for part in _BLANK_LINE.split(text.strip()))
    return format_html_join(
        "\n",
        "<p>{}</p>",
        ((format_html_join(_BREAK, "{}", _linked(lines)),) for lines in paragraphs),
    )


_BREAK = mark_safe("<br>\n")


def _linked(lines: list[str]) -> list[tuple[SafeString]]:
    return [(format_html("{}", mark_safe(urlize(line, autoescape=True))),) for line in lines]
