"""Giving tokens out, noting their use, taking them back."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pult.api.models import ApiToken
from pult.journal.actions import record
from pult.kernel.errors import NotVisible, Refusal
from pult.people.access import Actor, Can
from pult.people.models import Account
from pult.people.queries import actor_of

PREFIX = "pult_"  # by which scanners of leaked secrets know it
BYTES = 32
LIFETIME = timedelta(days=365)
LONGEST_NAME = 100
USE_NOTED_EVERY = timedelta(minutes=1)


def digest_of(secret: str) -> str:
    """SHA-256 in hex. The secret is 256 random bits: nothing to guess, so nothing to slow down."""
    return hashlib.sha256(secret.encode()).hexdigest()


def issue_token(
    *, email: str, name: str, days: int | None = None, by: Actor, at: datetime
) -> tuple[ApiToken, str]:
    """A new token of a staff or clinic account, and its secret, which is never shown again."""
    name = name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise Refusal(_("Name the program that will use the token, in 100 letters at most."))
    lifetime = LIFETIME if days is None else timedelta(days=days)
    if not timedelta(0) < lifetime <= LIFETIME:
        raise Refusal(_("A token lives from 1 to 365 days."))
    account = Account.objects.filter(email__iexact=email.strip()).first()
    if account is None:
        raise Refusal(_("There is no such account."))
    if not actor_of(account).can(Can.USE_API):
        raise Refusal(_("Only accounts of the insurer's staff and of clinics may hold a token."))
    secret = PREFIX + secrets.token_urlsafe(BYTES)
    with transaction.atomic():
        token = ApiToken.objects.create(
            account=account,
            name=name,
            digest=digest_of(secret),
            created_at=at,
            expires_at=at + lifetime,
        )
        record(what="token.issued", **_of(token, by, at))
    return token, secret


def revoke_token(*, token_id: UUID, by: Actor, at: datetime) -> ApiToken:
    """End a token at once; doing it again changes nothing."""
    with transaction.atomic():
        token = ApiToken.objects.select_for_update().filter(id=token_id).first()
        if token is None or not (by.can(Can.RUN_OFFICE) or token.account_id == by.account_id):
            raise NotVisible
        if token.revoked_at is None:
            token.revoked_at = at
            token.save(update_fields=["revoked_at"])
            record(what="token.revoked", **_of(token, by, at))
    return token


def note_use(*, token: ApiToken, at: datetime) -> None:
    """When the token was last used, to the minute: not every call writes."""
    before = at - USE_NOTED_EVERY
    if token.last_used_at is None or token.last_used_at < before:
        stale = Q(last_used_at=None) | Q(last_used_at__lt=before)
        ApiToken.objects.filter(stale, id=token.id).update(last_used_at=at)


def _of(token: ApiToken, by: Actor, at: datetime) -> dict[str, Any]:
    return {
        "at": at,
        "account_id": by.account_id,
        "role": by.role,
        "subject": str(token.id),
        "holder": str(token.account_id),
    }
