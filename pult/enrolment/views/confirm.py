"""Members, who have no password, confirm themselves by a code to their own mobile or e-mail
before they change the ways into their account."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from pult.enrolment import factors, known_devices, sign_in
from pult.enrolment.codes import PAUSE, Guess
from pult.enrolment.forms import SignInCodeForm
from pult.enrolment.sessions import confirmed_lately
from pult.enrolment.views.entrance import next_url
from pult.enrolment.views.sign_up import EXPLAINED, language
from pult.kernel import clock
from pult.kernel.errors import Refusal
from pult.people.guard import signed_in
from pult.people.models import Account

TOKEN = "confirm"
View = Callable[..., HttpResponseBase]


def confirmed(view: View) -> View:
    """Only soon after a sign-in or a confirmation. Accounts with a password confirm by allauth's
    own pages."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        account = request.user
        has_no_password = isinstance(account, Account) and not account.has_usable_password()
        if has_no_password and not confirmed_lately(request):
            return redirect_to_login(request.path, "enrolment:confirm")
        return view(request, *args, **kwargs)

    return guarded


@signed_in
@never_cache
@sensitive_post_parameters("code")
def confirm(request: HttpRequest) -> HttpResponse:
    """Ask for a code, then give it. A passkey does as well."""
    account = request.user
    if not isinstance(account, Account) or account.has_usable_password():
        return redirect("account_reauthenticate")
    asked = sign_in.find(request.session.get(TOKEN, ""), at=clock.now())
    form = SignInCodeForm(request.POST if asked and "code" in request.POST else None)
    refusal = None
    if form.is_bound and form.is_valid() and asked:
        guess, owner = sign_in.confirm(
            attempt=asked, code=form.cleaned_data["code"], at=clock.now()
        )
        if owner == account:
            del request.session[TOKEN]
            record_authentication(request, account, method="code", reauthenticated=True)
            return redirect(next_url(request))
        form.add_error("code", EXPLAINED.get(guess, EXPLAINED[Guess.CLOSED]))
    elif request.method == "POST" and not form.is_bound:
        refusal = _ask(request, account)
        if refusal is None:
            return redirect(request.get_full_path())
    context = {
        "form": form,
        "attempt": asked,
        "refusal": refusal,
        "own": account.mobile or account.email,
        "next": request.GET.get(REDIRECT_FIELD_NAME, ""),
        "has_key": factors.has_factor(account),
        "pause": int(PAUSE.total_seconds()),
    }
    return render(request, "enrolment/security/confirm.html", context)


def _ask(request: HttpRequest, account: Account) -> Refusal | None:
    """A code to the account's own mobile, or to its e-mail if it has none."""
    channel, address = ("sms", account.mobile) if account.mobile else ("email", account.email)
    where = {"channel": channel, "address": address or ""}
    try:
        request.session[TOKEN] = sign_in.start(
            **where,
            language=language(),
            at=clock.now(),
            device=known_devices.device_of(request, **where),
        )
    except Refusal as refusal:
        return refusal
    return None
