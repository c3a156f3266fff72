"""The insurer in every template."""

from django.http import HttpRequest


def insurer(request: HttpRequest) -> dict[str, object]:
    return {}
