"""The one decorator by which a view says who may open it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase

from pult.people.access import Actor, Can
from pult.people.queries import actor_of

View = Callable[..., HttpResponseBase]


def actor(request: HttpRequest) -> Actor:
    """Who asks; read once a request."""
    found = getattr(request, "_pult_actor", None)
    if found is None:
        found = request._pult_actor = actor_of(request.user)  # type: ignore[attr-defined]
    return found


def allow(*needs: Can) -> Callable[[View], View]:
    """Open to whoever may do one of `needs`: others get 404, strangers the sign-in page."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.path)  # a query may hold what was searched for
            if not any(actor(request).can(need) for need in needs):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.needs = needs  # type: ignore[attr-defined]
        return guarded

    return decorate


def public(view: View) -> View:
    """Open to everybody, said aloud so that no view is open by omission."""
    view.needs = ()  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Open to every account."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.path)  # a query may hold what was searched for
        return view(request, *args, **kwargs)

    guarded.needs = ("signed_in",)  # type: ignore[attr-defined]
    return guarded
