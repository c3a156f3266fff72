"""The worker's part of sign-up and sign-in: look whether the address is known, and only then
send a code. Safe to run twice."""

from datetime import datetime
from uuid import UUID

import structlog
from django.db import transaction

from pult.enrolment import codes
from pult.enrolment.known import account_at, policies_of
from pult.enrolment.models import OneTimeCode, SignIn, SignUp
from pult.notifications.actions import send

log = structlog.get_logger("pult.enrolment")


def send_sign_up_codes(sign_up_id: UUID | str, *, at: datetime) -> None:
    """Send the codes if the contacts stand together on a policy, else nothing."""
    with transaction.atomic():
        attempt = SignUp.objects.select_related("invitation").get(id=sign_up_id)
        if attempt.finished_at or not policies_of(attempt, at=at).exists():
            log.info("sign_up.no_codes", sign_up=str(attempt.id))
            return
        addresses = {"sms": attempt.mobile, "email": attempt.work_email}
        for place in codes.newest_places(subject_id=attempt.id, at=at):
            if not place.digest and not place.used_at:
                _send(place, addresses[place.channel], attempt.language, at)


def send_sign_in_code(sign_in_id: UUID | str, *, at: datetime) -> None:
    """Send the code if the address is that of a member's account, else nothing."""
    with transaction.atomic():
        attempt = SignIn.objects.get(id=sign_in_id)
        account = account_at(attempt.channel, attempt.address, at=at)
        if attempt.finished_at or account is None:
            log.info("sign_in.no_code", sign_in=str(attempt.id))
            return
        for place in codes.newest_places(subject_id=attempt.id, at=at):
            if not place.digest and not place.used_at:
                _send(place, attempt.address, attempt.language, at)


def _send(place: OneTimeCode, address: str, language: str, at: datetime) -> None:
    send(
        key=f"code:{place.id}",
        channel=place.channel,
        address=address,
        kind=f"enrolment.{place.purpose}_code",
        context={},
        language=language,
        at=at,
        secret=codes.issue(place=place),
        expires_at=place.expires_at,
    )
