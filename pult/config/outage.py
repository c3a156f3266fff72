"""When a page fails: told apart by whether the database was there."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from pult.ui.errors import server_error, unavailable

LOST_DATABASE = (OperationalError, InterfaceError)
TRY_AGAIN_IN = "5"  # seconds; by then the embedded database is back


def failure(request: HttpRequest) -> HttpResponse:
    """Django calls this while it handles the error, from whichever layer that came."""
    if isinstance(sys.exception(), LOST_DATABASE):
        response = unavailable(request)
        response["Retry-After"] = TRY_AGAIN_IN
        return response
    return server_error(request)
