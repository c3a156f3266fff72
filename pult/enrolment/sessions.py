"""Opening a session for an account that has proven who it is."""

from datetime import timedelta

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from pult.enrolment import known_devices
from pult.journal.actions import record
from pult.kernel import clock
from pult.people.models import Account
from pult.people.queries import actor_of

FRESH = timedelta(minutes=5)
FRESH_CODE = timedelta(minutes=10)  # a code takes longer to come than a password to type
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def open_session(request: HttpRequest, account: Account, *, method: str) -> None:
    """Sign in under a new session key. `method` (code, demo) is kept in session and journal."""
    login(request, account, backend=BACKEND)
    _, whole = settings.PULT_MEMBER_SESSION
    # A member's phone remembers them; for staff the cookie ends with the browser, as allauth's.
    request.session.set_expiry(0 if actor_of(account).is_staff else whole)
    record_authentication(request, account, method=method)
    if method != "demo":
        known_devices.remember(request, account)
    UserSession.objects.create_from_request(request)
    note("session.opened", account, method=method)


def note(what: str, account: Account | AnonymousUser | None, **details: str) -> None:
    """A line of the journal on signing in and out; `account` is None for an unknown address,
    which itself is never written down."""
    record(
        what=what,
        at=clock.now(),
        account_id=account.id if isinstance(account, Account) else None,
        role=actor_of(account).role,
        person_id=account.person_id if isinstance(account, Account) else None,
        **details,
    )


def is_demo_login(request: HttpRequest) -> bool:
    """Whether this session is one of a demo account, while the demo runs."""
    account = request.user
    return settings.PULT_DEMO and isinstance(account, Account) and account.is_demo


def was_demo_click(request: HttpRequest) -> bool:
    """Whether this session was opened by the demo's click, which proves nothing."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "demo" for record in records)


def confirmed_lately(request: HttpRequest) -> bool:
    """Whether this session was opened, or confirmed, a few minutes ago."""
    account = request.user
    has_password = isinstance(account, Account) and account.has_usable_password()
    since = (clock.now() - (FRESH if has_password else FRESH_CODE)).timestamp()
    records = get_authentication_records(request, account)
    return any(record["at"] > since for record in records)


def end_sessions(account: Account, *, but: str | None = None) -> None:
    """Sign the account out everywhere, except in the session whose key is `but`."""
    for session in UserSession.objects.filter(user=account).exclude(session_key=but or ""):
        session.end()
