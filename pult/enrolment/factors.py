"""The second factor of staff: tries counted in the database, each code good for one use."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from allauth.mfa.webauthn.internal import auth as webauthn
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

from pult.enrolment import limits
from pult.enrolment.sessions import end_sessions, note
from pult.kernel import clock
from pult.people.models import Account

TRIES = 5
WINDOW = timedelta(minutes=15)
# Longer than a code lives: 30 s, and the step before and after it.
ONCE = timedelta(minutes=2)


class _Counted(BaseAuthenticateForm):
    def clean_code(self) -> str:
        try:
            return self._counted()
        except ValidationError:
            note("session.refused", self.user, method="factor")
            raise

    def _counted(self) -> str:
        who, now = str(self.user.pk), clock.now()
        if not limits.spend(purpose="factor", who=who, limit=TRIES, window=WINDOW, at=now):
            raise get_account_adapter().validation_error("too_many_login_attempts")
        code = super().clean_code()
        used = f"{who}:{code}"
        if not limits.spend(purpose="factor-code", who=used, limit=1, window=ONCE, at=now):
            raise get_adapter().validation_error("incorrect_code")
        limits.give_back(purpose="factor", who=who)
        return code


class CodeForm(_Counted, AuthenticateForm):
    pass


class RepeatedCodeForm(_Counted, ReauthenticateForm):
    pass


class _Noted(AuthenticateWebAuthnForm):
    """A key that does not fit is written down too: at whose account, as far as it says."""

    def clean_credential(self) -> Authenticator:
        try:
            return self._fitting()
        except ValidationError:
            credential = self.cleaned_data["credential"]
            note("session.refused", self.user or _said_by(credential), method="webauthn")
            raise

    def _fitting(self) -> Authenticator:
        try:
            return super().clean_credential()
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            # What no browser sends; allauth expects the shape of one.
            raise get_adapter().validation_error("incorrect_code") from error


def _said_by(credential: Any) -> Account | None:
    try:
        return webauthn.extract_user_from_response(credential)
    except (AttributeError, ValidationError):
        return None


class KeyForm(_Noted):
    """The second factor after a password."""


class SignInKeyForm(_Noted, LoginWebAuthnForm):
    """A passkey alone."""


class RepeatedKeyForm(_Noted, ReauthenticateWebAuthnForm):
    """A key that confirms who is signed in."""


def has_factor(account: Account) -> bool:
    """Whether the account has an app or a key; recovery codes alone are none."""
    return _factors(account).exists()


def way_to_repeat(account: Account) -> str:
    """The name of the page that asks for a factor the account has: an app's code, or a key."""
    has_app = _factors(account).filter(type=Authenticator.Type.TOTP).exists()
    return "mfa_reauthenticate" if has_app else "mfa_reauthenticate_webauthn"


def _factors(account: Account) -> QuerySet[Authenticator]:
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return Authenticator.objects.filter(user=account, type__in=kinds)


def was_given(request: HttpRequest) -> bool:
    """Whether this session has seen a second factor (or a passkey, which is both at once)."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)


def note_new_factor(request: HttpRequest, kind: str) -> None:
    """A factor set up in this session has just been used: no need to ask for it again.

    With the first one, every other session ends: whoever opened it gave less.
    """
    account = request.user
    record_authentication(request, account, method="mfa", type=kind)
    if not isinstance(account, Account):
        return
    note("factor.added", account, method=kind)
    if _factors(account).count() == 1:
        end_sessions(account, but=request.session.session_key)


def drop_spare_codes(account: Account) -> None:
    """allauth makes them with the first key, asked or not."""
    kind = Authenticator.Type.RECOVERY_CODES
    Authenticator.objects.filter(user=account, type=kind).delete()
