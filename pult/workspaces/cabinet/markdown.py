"""Articles in Markdown to HTML. Markup of the writer's own is shown as text, never run."""

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_reader = MarkdownIt("commonmark", {"html": False, "linkify": False}).disable("image")


def html(text: str) -> SafeString:
    """CommonMark without raw HTML and images; links to javascript: and data: stay plain text."""
    return mark_safe(_reader.render(text))
