"""A browser in which an account has signed in before is known by a cookie. Its tries are counted
apart, so that strangers who use up the tries of an address lock nobody out of their own device.

The cookie holds a random id of the device and, for each account, a mark that only we can make;
neither an address nor the id of an account. It opens nothing.
"""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from pult.kernel import crypto
from pult.kernel.ids import new_token
from pult.people.models import Account

LIFETIME = timedelta(days=400)  # the longest that browsers keep
ACCOUNTS = 5  # a family's tablet, a desk's computer


def remember(request: HttpRequest, account: Account) -> None:
    """Know this browser as one of `account` from now on."""
    request._pult_remember = account  # type: ignore[attr-defined]


def device_of(request: HttpRequest, *, channel: str, address: str) -> str:
    """The id of this browser if the account of the address has signed in here before, else ''.

    Without the cookie nothing is looked up, whoever is asked for.
    """
    device, marks = _read(request)
    if not device:
        return ""
    where = {"mobile": address} if channel == "sms" else {"email": address.casefold()}
    account = Account.objects.filter(**where).only("id").first()
    if account is None or not any(crypto.same(_mark(device, account), m) for m in marks):
        return ""
    return device


class KnownDevice:
    """Leaves the cookie after a sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        account = getattr(request, "_pult_remember", None)
        if account is not None:
            _leave(request, response, account)
        return response


def _leave(request: HttpRequest, response: HttpResponse, account: Account) -> None:
    device, marks = _read(request)
    device = device or new_token()
    mark = _mark(device, account)
    marks = [*(m for m in marks if m != mark), mark][-ACCOUNTS:]
    response.set_cookie(
        settings.PULT_DEVICE_COOKIE,
        ".".join([device, *marks]),
        max_age=int(LIFETIME.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    device, *marks = request.COOKIES.get(settings.PULT_DEVICE_COOKIE, "").split(".")
    return device[:64], marks[:ACCOUNTS]


def _mark(device: str, account: Account) -> str:
    return crypto.digest(settings.SECRET_KEY, "known-device", f"{device}:{account.id}")
