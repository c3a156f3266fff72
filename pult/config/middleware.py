"""What wraps each request: a log line without personal data, refusals turned into pages."""

import time
from collections.abc import Callable

import structlog
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from pult.kernel.errors import Forbidden, NotVisible, Refusal

log = structlog.get_logger("pult.web")
Next = Callable[[HttpRequest], HttpResponse]


class RequestLog:
    """One line a request: the name of the URL, never the path, which may carry a secret."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        log.info(
            "request",
            method=request.method,
            page=match.view_name if match else None,
            status=response.status_code,
            ms=round((time.perf_counter() - started) * 1000, 1),
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


class Refusals:
    """An action's refusal that no form caught becomes a page of one clear sentence."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotVisible):
            raise Http404 from error
        if isinstance(error, Refusal):
            status = 403 if isinstance(error, Forbidden) else 422
            return render(request, "ui/refusal.html", {"message": error.message}, status=status)
        return None
