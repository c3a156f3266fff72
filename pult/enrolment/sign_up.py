"""Signing up: the mobile and the work e-mail that the employer supplied, each proven by a code.

Nothing here tells a stranger whether somebody is insured: the page writes the same rows and
defers the same job for everybody, and only the job looks into the roster.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pult.contracts.models import Invitation
from pult.enrolment import codes, tasks
from pult.enrolment.codes import Guess, Purpose
from pult.enrolment.models import SignUp
from pult.kernel import crypto
from pult.kernel.errors import Refusal
from pult.kernel.ids import new_token

# From the first code to the last word of the identity form.
LIFETIME = timedelta(hours=1)


def start(
    *,
    mobile: str,
    work_email: str,
    language: str,
    at: datetime,
    invitation: Invitation | None = None,
) -> str:
    """Begin with a mobile (E.164) and a work e-mail ('' by invitation); the attempt's secret.

    Raises Refusal when codes were asked for too often.
    """
    check_pace([mobile, work_email], at=at)
    token = new_token()
    with transaction.atomic():
        attempt = SignUp.objects.create(
            token_digest=token_digest(token),
            mobile=mobile,
            work_email=work_email,
            language=language,
            invitation=invitation,
            started_at=at,
        )
        _ask_for_codes(attempt, at)
    return token


def ask_again(*, attempt: SignUp, at: datetime) -> None:
    """New codes for what is not proven yet. Raises Refusal when asked too often."""
    check_pace([attempt.mobile, attempt.work_email], at=at)
    with transaction.atomic():
        _ask_for_codes(attempt, at)


def _ask_for_codes(attempt: SignUp, at: datetime) -> None:
    proven = codes.proven_channels(subject_id=attempt.id)
    missing = [channel for channel in channels(attempt) if channel not in proven]
    codes.make_places(purpose=Purpose.SIGN_UP, subject_id=attempt.id, channels=missing, at=at)
    tasks.send_sign_up_codes.defer(sign_up_id=str(attempt.id))


def check_pace(
    addresses: list[str], *, at: datetime, purpose: str = Purpose.SIGN_UP, device: str = ""
) -> None:
    """Raises TooOften."""
    waits = [
        codes.may_ask(purpose=purpose, address=address, at=at, device=device)
        for address in addresses
        if address
    ]
    if longest := max(waits):
        raise TooOften(longest)


class TooOften(Refusal):
    """Codes are asked for too often; `wait` says how long to let it rest."""

    def __init__(self, wait: timedelta) -> None:
        self.wait = wait
        if wait <= codes.PAUSE:
            message = _("A code was asked for a moment ago. You can ask for another in a minute.")
        else:
            message = _(
                "Too many codes were asked for. Try again in a quarter of an hour, "
                "or call the desk."
            )
        super().__init__(message)


def channels(attempt: SignUp) -> list[str]:
    """By which channels this attempt proves itself."""
    return ["sms", "email"] if attempt.work_email else ["sms"]


def confirm(*, attempt: SignUp, given: dict[str, str], at: datetime) -> dict[str, Guess]:
    """Try the codes given by channel. When all channels are proven, so is the attempt."""
    proven = codes.proven_channels(subject_id=attempt.id)
    found = {
        channel: codes.guess(
            purpose=Purpose.SIGN_UP, subject_id=attempt.id, channel=channel, code=code, at=at
        )
        for channel, code in given.items()
        if channel not in proven
    }
    proven |= {channel for channel, guess in found.items() if guess is Guess.FITS}
    if proven >= set(channels(attempt)):
        SignUp.objects.filter(id=attempt.id, proven_at=None).update(proven_at=at)
        attempt.proven_at = attempt.proven_at or at
    return found


def find(token: str, *, at: datetime) -> SignUp | None:
    """The attempt that `token` belongs to, unless it is over or too old."""
    return (
        SignUp.objects.select_related("invitation__policy")
        .filter(token_digest=token_digest(token), finished_at=None, started_at__gt=at - LIFETIME)
        .first()
    )


def token_digest(token: str) -> str:
    return crypto.digest(settings.SECRET_KEY, "sign-up", token)
