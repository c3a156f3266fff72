"""Addresses of the API, each under the guard of its token."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from ninja import NinjaAPI

from pult.api.rest import coverage, errors
from pult.api.rest.bearer import Bearer, by_token
from pult.people.guard import public

View = Callable[..., HttpResponse]

app_name = "api"
OPEN = ("openapi-json", "api-root")
api = NinjaAPI(
    title="Pult",
    version="1",
    description=(
        'What the pages of Pult do, for other programs. Errors are `{"detail": …}`, one sentence '
        "in the language of Accept-Language (Russian or English)."
    ),
    urls_namespace="api",
    docs_url=None,
    auth=Bearer(),
)
errors.install(api)
api.add_router("/coverage", coverage.router)


def in_json(view: View) -> View:
    """Whatever refuses, refuses in JSON."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == 405:
            refusal = errors.answer(405)
            refusal["Allow"] = response["Allow"]
            return refusal
        return response

    return answered


def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """Any other address of the API."""
    return errors.answer(404)


def _guarded(pattern: URLPattern) -> URLPattern:
    """Ninja asks for the token inside its views; the schema and the bare root need none."""
    guard = public if pattern.name in OPEN else by_token
    pattern.callback = guard(in_json(pattern.callback))
    return pattern


urlpatterns = [
    *(_guarded(pattern) for pattern in api.urls[0] if isinstance(pattern, URLPattern)),
    path("<path:rest>", public(nothing), name="nothing"),
]
