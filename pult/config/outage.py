"""When a page fails: told apart by whether the database was there."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from pult.config import structured
from pult.ui.errors import server_error, unavailable

LOST_DATABASE = (OperationalError, InterfaceError)
TRY_AGAIN_IN = "5"  # seconds; by then the embedded database is back


def failure(request: HttpRequest) -> HttpResponse:
    """Django calls this while it handles the error, from whichever layer that came. The answer
    takes along what the log says about it."""
    error = sys.exception()
    if isinstance(error, LOST_DATABASE):
        response = unavailable(request)
        response["Retry-After"] = TRY_AGAIN_IN
    else:
        response = server_error(request)
    if error is not None:
        response.failure = structured.described(error)  # type: ignore[attr-defined]
    return response
