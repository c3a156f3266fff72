"""The way in: home, the sign-in page, and the demo's one-click roles."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from pult.enrolment import attempts, known_devices, sign_in
from pult.enrolment.codes import PAUSE, Guess
from pult.enrolment.demo import demo_roles
from pult.enrolment.forms import AddressForm, SignInCodeForm
from pult.enrolment.homes import home_of
from pult.enrolment.known import account_with
from pult.enrolment.sessions import note, open_session
from pult.enrolment.views.sign_up import EXPLAINED, language
from pult.kernel import clock
from pult.kernel.errors import Refusal
from pult.people.guard import actor, public, signed_in
from pult.people.models import Account

NEXT = "sign_in_next"


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
def sign_in_page(request: HttpRequest) -> HttpResponse:
    """One page for everybody: members by a code or a passkey, staff by the link, the demo's
    roles by a click. An unknown address gets the same answer."""
    if request.user.is_authenticated:
        return redirect(next_url(request))
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        where = {"channel": form.channel, "address": form.cleaned_data["address"]}
        try:
            token = sign_in.start(
                **where,
                language=language(),
                at=clock.now(),
                device=known_devices.device_of(request, **where),
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            request.session[attempts.SIGN_IN] = token
            request.session[NEXT] = next_url(request)
            return redirect("enrolment:sign-in-code")
    context = {
        "form": form,
        "next": request.GET.get(REDIRECT_FIELD_NAME, ""),
        "roles": demo_roles() if settings.PULT_DEMO else [],
    }
    return render(request, "enrolment/sign_in.html", context)


@public
@never_cache
@sensitive_post_parameters("code")
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """The code that was sent, if the address is known."""
    attempt = attempts.sign_in_of(request)
    if attempt is None:
        return redirect("enrolment:sign-in")
    form = SignInCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        guess, account = sign_in.confirm(
            attempt=attempt, code=form.cleaned_data["code"], at=clock.now()
        )
        if account is not None:
            going = request.session.pop(NEXT, "home")
            attempts.forget(request)
            open_session(request, account, method="code")
            return redirect(going)
        note("session.refused", account_with(attempt.channel, attempt.address), method="code")
        form.add_error("code", EXPLAINED.get(guess, EXPLAINED[Guess.CLOSED]))
    context = {"form": form, "attempt": attempt, "pause": int(PAUSE.total_seconds())}
    return render(request, "enrolment/sign_in_code.html", context)


@public
@require_POST
def new_sign_in_code(request: HttpRequest) -> HttpResponse:
    """Another code, not sooner than a minute after the last one."""
    attempt = attempts.sign_in_of(request)
    if attempt is None:
        return redirect("enrolment:sign-in")
    try:
        device = known_devices.device_of(request, channel=attempt.channel, address=attempt.address)
        sign_in.ask_again(attempt=attempt, at=clock.now(), device=device)
        messages.success(request, _("If this address is known to us, a new code is on the way."))
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    return redirect("enrolment:sign-in-code")


@public
@never_cache
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as a demo account, in demo mode alone."""
    if not settings.PULT_DEMO:
        raise Http404
    try:
        asked = UUID(request.POST.get("account", ""))
    except ValueError as error:
        raise Http404 from error
    account = get_object_or_404(Account, id=asked, is_demo=True, is_active=True)
    open_session(request, account, method="demo")
    return redirect(next_url(request))


def next_url(request: HttpRequest) -> str:
    """Where the visitor was going, if it is a page of ours; home otherwise."""
    asked = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME, "")
    ours = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if asked and ours else "home"
