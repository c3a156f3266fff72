"""What wraps each request: a log line without personal data, refusals turned into pages."""

import time
from collections.abc import Callable

import structlog
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from pult.config import bodies
from pult.kernel.errors import Forbidden, NotVisible, Refusal

log = structlog.get_logger("pult.web")
Next = Callable[[HttpRequest], HttpResponse]


class RequestLog:
    """One line a request: the name of the URL, never the path, which may carry a secret.

    A failure adds its type and places. It is the only line about it: Django's own ones, which
    hold the path, are turned off (`structured`).
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        say = log.error if response.status_code >= 500 else log.info
        say(
            "request",
            method=request.method,
            page=match.view_name if match else None,
            status=response.status_code,
            ms=round((time.perf_counter() - started) * 1000, 1),
            **getattr(response, "failure", {}),
        )
        return response


class Headers:
    """What no page may be without, whoever made the response (Django and django-csp set the rest).

    OWASP ASVS 5.0: 14.3.2 (nothing personal stays in a browser's cache), 3.4 (headers).
    """

    ALWAYS = {
        "Permissions-Policy": (
            "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), "
            "geolocation=(self), gyroscope=(), magnetometer=(), microphone=(), midi=(), "
            "payment=(), serial=(), usb=(), xr-spatial-tracking=()"
        ),
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in self.ALWAYS.items():
            response.headers.setdefault(name, value)
        return response


class NoNul:
    """A NUL, which no person types and PostgreSQL cannot keep, is a bad request wherever it is."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        texts = [request.path, *request.COOKIES.values()]
        for fields in (request.GET, request.POST):
            for name, values in fields.lists():
                texts += [name, *map(str, values)]
        if any("\0" in text for text in texts):
            raise BadRequest
        return self.get_response(request)


class Refusals:
    """What was refused becomes a page of one clear sentence: by an action, if no form caught it,
    or by the front, which found the body too large."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        status = request.META.get(bodies.REFUSED)
        if status is None:
            return self.get_response(request)
        if status != 413:
            raise BadRequest
        most = bodies.largest(request.path) // bodies.MB
        message = _("Too much was sent at once: this page takes up to %(most)s MB.") % {
            "most": most
        }
        return render(request, "ui/refusal.html", {"message": message}, status=status)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotVisible):
            raise Http404 from error
        if isinstance(error, Refusal):
            status = 403 if isinstance(error, Forbidden) else 422
            return render(request, "ui/refusal.html", {"message": error.message}, status=status)
        return None
