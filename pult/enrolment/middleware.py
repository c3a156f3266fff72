"""What a session must have before it may go on: a second factor for staff, and not too
great an age."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_supported_language_variant

from pult.enrolment.factors import has_factor, was_given, way_to_repeat
from pult.enrolment.sessions import is_demo_login, was_demo_click
from pult.kernel import clock
from pult.people.guard import actor
from pult.people.models import Account

Next = Callable[[HttpRequest], HttpResponse]
OPENED, SEEN = "opened_at", "seen_at"
NOTE_EVERY = timedelta(minutes=1)

# Where staff may go before they have given a second factor.
BEFORE_FACTOR = frozenset(
    {
        "account_logout",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "set_language",
        "brand-css",
        "manifest",
        "service-worker",
        "offline",
        "healthz",
        "cabinet:emergency",
    }
)
# And while they have none at all: where one is set up. A password alone adds no factor beside
# one that exists.
WITHOUT_FACTOR = frozenset(
    {
        "enrolment:second-factor",
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_add_webauthn",
    }
)


class SecondFactor:
    """Staff give a second factor, or set one up, before anything else; demo logins are excepted
    in demo mode only."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        if not request.user.is_authenticated or not match or match.view_name in BEFORE_FACTOR:
            return None
        if was_given(request) or is_demo_login(request) or not actor(request).is_staff:
            return None
        if isinstance(request.user, Account) and has_factor(request.user):
            return redirect_to_login(request.get_full_path(), way_to_repeat(request.user))
        if match.view_name in WITHOUT_FACTOR:
            return None
        return redirect("enrolment:second-factor")


class SessionAge:
    """A session left alone, or open, too long ends: sooner for staff than for members. The last
    request is noted once a minute, not every time. Sessions of the demo's click end with the
    demo."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self._watch(request)
        return self.get_response(request)

    def _watch(self, request: HttpRequest) -> None:
        session, now = request.session, clock.now().timestamp()
        opened, seen = session.setdefault(OPENED, now), session.setdefault(SEEN, now)
        staff = actor(request).is_staff
        idle, whole = settings.PULT_STAFF_SESSION if staff else settings.PULT_MEMBER_SESSION
        too_old = now - seen > idle.total_seconds() or now - opened > whole.total_seconds()
        if too_old or (was_demo_click(request) and not settings.PULT_DEMO):
            end(request)
        elif now - seen > NOTE_EVERY.total_seconds():
            session[SEEN] = now


def end(request: HttpRequest) -> None:
    logout(request)
    del request._pult_actor  # type: ignore[attr-defined]


class Language:
    """The language that a person chooses is also that of our letters to them."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        account = request.user
        chosen = _chosen_language(request)
        if chosen and isinstance(account, Account) and account.language != chosen:
            Account.objects.filter(id=account.id).update(language=chosen)
            account.language = chosen
        return self.get_response(request)


def _chosen_language(request: HttpRequest) -> str:
    try:
        return get_supported_language_variant(request.COOKIES[settings.LANGUAGE_COOKIE_NAME])
    except LookupError:
        return ""
