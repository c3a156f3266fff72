"""Tokens of other programs: who holds which, when it was used, and ending it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from pult.api.actions import revoke_token
from pult.api.queries import tokens_for
from pult.kernel import clock
from pult.people.access import Can
from pult.people.guard import actor, allow

MOST = 200


@require_safe
@allow(Can.RUN_OFFICE)
def tokens(request: HttpRequest) -> HttpResponse:
    """The newest first; what a token is for stands in its name, the secret nowhere."""
    context = {"tokens": tokens_for(actor(request))[:MOST], "now": clock.now()}
    return render(request, "office/tokens.html", context)


@require_POST
@allow(Can.RUN_OFFICE)
def revocation(request: HttpRequest, token_id: UUID) -> HttpResponse:
    token = revoke_token(token_id=token_id, by=actor(request), at=clock.now())
    messages.success(request, gettext("The token “%(name)s” is revoked.") % {"name": token.name})
    return redirect("office:tokens")
