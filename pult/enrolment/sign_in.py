"""Signing in by a code to the mobile or the e-mail of one's account; the same answer to all."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from pult.enrolment import codes, tasks
from pult.enrolment.codes import Guess, Purpose
from pult.enrolment.known import account_at
from pult.enrolment.models import SignIn
from pult.enrolment.sign_up import check_pace
from pult.kernel import crypto
from pult.kernel.ids import new_token
from pult.people.models import Account

LIFETIME = timedelta(hours=1)


def start(*, channel: str, address: str, language: str, at: datetime, device: str = "") -> str:
    """Ask for a code to a mobile (`sms`, E.164) or an `email`; the attempt's secret.

    `device`: the browser, if known to the account (`known_devices`). Raises Refusal when codes
    were asked for too often.
    """
    check_pace([address], purpose=Purpose.SIGN_IN, at=at, device=device)
    token = new_token()
    with transaction.atomic():
        attempt = SignIn.objects.create(
            token_digest=token_digest(token),
            channel=channel,
            address=address,
            language=language,
            started_at=at,
        )
        _ask_for_code(attempt, at)
    return token


def ask_again(*, attempt: SignIn, at: datetime, device: str = "") -> None:
    """Another code. Raises Refusal when asked too often."""
    check_pace([attempt.address], purpose=Purpose.SIGN_IN, at=at, device=device)
    with transaction.atomic():
        _ask_for_code(attempt, at)


def _ask_for_code(attempt: SignIn, at: datetime) -> None:
    codes.make_places(
        purpose=Purpose.SIGN_IN, subject_id=attempt.id, channels=[attempt.channel], at=at
    )
    tasks.send_sign_in_code.defer(sign_in_id=str(attempt.id))


def confirm(*, attempt: SignIn, code: str, at: datetime) -> tuple[Guess, Account | None]:
    """Try the code; with a fitting one, the account that may now be signed in."""
    found = codes.guess(
        purpose=Purpose.SIGN_IN,
        subject_id=attempt.id,
        channel=attempt.channel,
        code=code,
        at=at,
    )
    if found is not Guess.FITS:
        return found, None
    SignIn.objects.filter(id=attempt.id).update(finished_at=at)
    return found, account_at(attempt.channel, attempt.address, at=at)


def find(token: str, *, at: datetime) -> SignIn | None:
    """The attempt that `token` belongs to, unless it is over or too old."""
    return SignIn.objects.filter(
        token_digest=token_digest(token), finished_at=None, started_at__gt=at - LIFETIME
    ).first()


def token_digest(token: str) -> str:
    return crypto.digest(settings.SECRET_KEY, "sign-in", token)
