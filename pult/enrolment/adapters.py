"""How allauth behaves here: no sign-up of its own, limits counted in the database, secrets
encrypted, no mails of its own."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest

from pult.enrolment import known_devices, limits
from pult.enrolment.sessions import confirmed_lately, note
from pult.kernel import clock, crypto
from pult.people.models import Account

PASSWORD_TRIES = 10
PASSWORD_WINDOW = timedelta(minutes=15)
NEEDLESS = ("account/messages/logged_in.txt", "mfa/messages/recovery_codes_generated.txt")


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Known and unknown addresses are limited alike, a browser known to the account apart
        from strangers; see `authenticate`."""
        email = credentials.get("email", "").strip()
        device = known_devices.device_of(request, channel="email", address=email)
        self._who = f"{email}:{device}" if device else email
        allowed = limits.spend(
            purpose="password",
            who=self._who,
            limit=PASSWORD_TRIES,
            window=PASSWORD_WINDOW,
            at=clock.now(),
        )
        if not allowed:
            raise self.validation_error("too_many_login_attempts")

    def _rollback_login_failed_rl_usage(self) -> None:
        """Only failures count."""
        limits.give_back(purpose="password", who=self._who)

    def login(self, request: HttpRequest, user: Account) -> None:
        super().login(request, user)
        known_devices.remember(request, user)
        records = get_authentication_records(request, user)
        methods = [record.get("type") or record["method"] for record in records]
        note("session.opened", user, method="+".join(methods))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        known = Account.objects.filter(email__iexact=credentials.get("email", "").strip())
        note("session.refused", known.first(), method="password")

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, Account):
            note("session.closed", request.user)
        super().logout(request)

    def reauthenticate(self, user: Account, password: str) -> bool:
        """Our accounts carry their address themselves, not in allauth's table."""
        found = self.authenticate(context.request, email=user.email or "", password=password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not right after signing in: staff set up their second factor then."""
        if confirmed_lately(context.request):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def add_message(self, request: HttpRequest, level: int, *args: Any, **more: Any) -> None:
        """Only what tells something that the page itself does not."""
        template = args[0] if args else more.get("message_template")
        if template not in NEEDLESS:
            super().add_message(request, level, *args, **more)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Letters leave by our outbox alone."""


class MfaAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        return crypto.fernet(settings.PULT_DATA_KEYS).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return crypto.fernet(settings.PULT_DATA_KEYS).decrypt(encrypted_text.encode()).decode()
