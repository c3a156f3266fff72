"""The way in: home, the sign-in page, and the demo's one-click roles."""

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from pult.enrolment.demo import demo_roles
from pult.enrolment.homes import home_of
from pult.enrolment.sessions import open_session
from pult.people.guard import actor, public, signed_in
from pult.people.models import Account


@signed_in
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """To the first page of the actor's role."""
    name = home_of(actor(request))
    if name is None:
        return render(request, "enrolment/no_role.html", status=403)
    return redirect(name)


@public
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """One page for everybody: members by a code, staff by the link, the demo by a click."""
    if request.user.is_authenticated:
        return redirect(next_url(request))
    context = {
        "next": request.GET.get(REDIRECT_FIELD_NAME, ""),
        "roles": demo_roles() if settings.PULT_DEMO else [],
    }
    return render(request, "enrolment/sign_in.html", context)


@public
@never_cache
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as a demo account, in demo mode alone."""
    if not settings.PULT_DEMO:
        raise Http404
    account = get_object_or_404(
        Account, id=request.POST.get("account", ""), is_demo=True, is_active=True
    )
    open_session(request, account, method="demo")
    return redirect(next_url(request))


def next_url(request: HttpRequest) -> str:
    """Where the visitor was going, if it is a page of ours; home otherwise."""
    asked = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME, "")
    ours = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if asked and ours else "home"
