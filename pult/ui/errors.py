"""Pages of errors: rendered without the request, so that no part that failed is asked again."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page("400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page("403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page("404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return _page("500.html", status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    return _page("503.html", status=503)


def _page(template: str, *, status: int) -> HttpResponse:
    return HttpResponse(render_to_string(template), status=status)
