"""Reading tokens."""

from datetime import datetime

from django.db.models import QuerySet

from pult.api.actions import digest_of
from pult.api.models import ApiToken
from pult.people.access import Actor, Can


def token_of(secret: str, *, at: datetime) -> ApiToken | None:
    """The token that the secret is, with its account: neither expired, nor revoked, nor of a
    closed account. One query."""
    return (
        ApiToken.objects.filter(
            digest=digest_of(secret),
            revoked_at=None,
            expires_at__gt=at,
            account__is_active=True,
        )
        .select_related("account")
        .first()
    )


def tokens_for(actor: Actor) -> QuerySet[ApiToken]:
    """The tokens that the actor may see and revoke: the office all, others their own."""
    found = ApiToken.objects.select_related("account")
    if actor.can(Can.RUN_OFFICE):
        return found
    return found.filter(account_id=actor.account_id) if actor.account_id else found.none()
