"""Template filters for the insurer's own texts."""

from collections.abc import Mapping

from django import template

from pult.guide import queries

register = template.Library()


@register.filter
def in_language(value: Mapping[str, str] | str | None) -> str:
    """`{{ bonus.title|in_language }}`: a bilingual text in the reader's language."""
    return queries.text(value)


@register.filter
def only_russian(value: Mapping[str, str] | str | None) -> bool:
    """`{% if bonus.title|only_russian %} lang="ru"{% endif %}`: the reader's own is missing."""
    return queries.only_russian(value)
