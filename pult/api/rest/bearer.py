"""Who calls: told by a token alone. A session of a browser opens nothing here."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja.security import HttpBearer

from pult.api.actions import note_use
from pult.api.models import ApiToken
from pult.api.queries import token_of
from pult.enrolment import limits
from pult.kernel import clock
from pult.people.access import Actor, Can
from pult.people.queries import actor_of

View = Callable[..., HttpResponse]
MINUTE = timedelta(minutes=1)


class TooMany(Exception):
    """The token has asked more than it may in a minute."""


class Bearer(HttpBearer):
    """`Authorization: Bearer pult_…`"""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The token, or None. Every answered call is counted against its minute."""
        at = clock.now()
        found = token_of(token, at=at)
        if found is None or not (by := actor_of(found.account)).can(Can.USE_API):
            return None
        _count(found)
        note_use(token=found, at=at)
        request.api_actor = by  # type: ignore[attr-defined]
        return found


def by_token(view: View) -> View:
    """Says aloud that the view asks for a token by itself."""
    view.needs = ("token",)  # type: ignore[attr-defined]
    return view


def caller(request: HttpRequest) -> Actor:
    """The actor that the token of this request is."""
    by: Actor = request.api_actor  # type: ignore[attr-defined]
    return by


def _count(token: ApiToken) -> None:
    within = limits.spend(
        purpose="api",
        who=str(token.id),
        limit=settings.PULT_API_RATE,
        window=MINUTE,
        at=clock.now(),
    )
    if not within:
        raise TooMany
