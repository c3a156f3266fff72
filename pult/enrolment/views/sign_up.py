"""Sign-up in three steps: contacts, codes, identity. Each page answers everybody alike."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from pult.enrolment import attempts, identity, sign_up
from pult.enrolment.codes import LIFETIME, PAUSE, Guess
from pult.enrolment.codes import proven_channels as proven
from pult.enrolment.forms import CodesForm, IdentityForm, SignUpForm
from pult.enrolment.models import SignUp
from pult.enrolment.sessions import open_session
from pult.kernel import clock
from pult.kernel.errors import Refusal
from pult.people.guard import public

EXPLAINED = {
    Guess.WRONG: _("The code is different. Check the digits and try again."),
    Guess.CLOSED: _("This code no longer works. Ask for a new one below."),
}


@public
@never_cache
def contacts(request: HttpRequest) -> HttpResponse:
    """Mobile and work e-mail; the same answer, and as fast, whether or not they are known."""
    if request.user.is_authenticated:
        return redirect("home")
    form = SignUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            token = sign_up.start(**form.cleaned_data, language=language(), at=clock.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            request.session[attempts.SIGN_UP] = token
            return redirect("enrolment:codes")
    return _page(request, "contacts", {"form": form})


@public
@never_cache
@sensitive_post_parameters("sms", "email")
def codes(request: HttpRequest) -> HttpResponse:
    """Both codes, or the one that is still to be proven."""
    attempt = attempts.sign_up_of(request)
    if attempt is None:
        return redirect("enrolment:sign-up")
    if attempt.proven_at:
        return redirect("enrolment:identity")
    form = _codes_form(request, attempt)
    if request.method == "POST" and form.is_valid():
        found = sign_up.confirm(attempt=attempt, given=form.cleaned_data, at=clock.now())
        if attempt.proven_at:
            return redirect("enrolment:identity")
        form = _with_errors(form, attempt, found)
    context = {"form": form, "attempt": attempt, "minutes": LIFETIME.seconds // 60}
    return _page(request, "codes", context | {"pause": int(PAUSE.total_seconds())})


@public
@require_POST
def new_codes(request: HttpRequest) -> HttpResponse:
    """Codes once more, not sooner than a minute after the last ones."""
    attempt = attempts.sign_up_of(request)
    if attempt is None:
        return redirect("enrolment:sign-up")
    try:
        sign_up.ask_again(attempt=attempt, at=clock.now())
        messages.success(request, _("If both are right, new codes are on the way."))
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    return redirect("enrolment:codes")


@public
@never_cache
@sensitive_post_parameters("passport", "full_name", "birth_date")
def identity_page(request: HttpRequest) -> HttpResponse:
    """Name, birth date, passport and consent; then the cabinet, or the curator's case."""
    attempt = attempts.sign_up_of(request)
    if attempt is None:
        return redirect("enrolment:sign-up")
    if not attempt.proven_at:
        return redirect("enrolment:codes")
    form = IdentityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            outcome = identity.check(
                attempt=attempt, identity=form.identity, language=language(), at=clock.now()
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return _after(request, outcome)
    return _page(request, "identity", {"form": form})


def _after(request: HttpRequest, outcome: identity.Outcome) -> HttpResponse:
    if outcome.account is None:
        return _page(request, "mismatch", {"outcome": outcome})
    attempts.forget(request)
    open_session(request, outcome.account, method="sign_up")
    return redirect("home")


def language() -> str:
    return (get_language() or "ru")[:2]


def _codes_form(request: HttpRequest, attempt: SignUp) -> CodesForm:
    done = proven(subject_id=attempt.id)
    missing = [channel for channel in sign_up.channels(attempt) if channel not in done]
    return CodesForm(request.POST or None, channels=missing)


def _with_errors(form: CodesForm, attempt: SignUp, found: dict[str, Guess]) -> CodesForm:
    """The form for what is missing now: a code that fitted need not be given twice."""
    for channel, guess in found.items():
        if guess is Guess.FITS:
            del form.fields[channel]
        else:
            form.add_error(channel, EXPLAINED[guess])
    return form


def _page(request: HttpRequest, name: str, context: dict) -> HttpResponse:
    return render(request, f"enrolment/sign_up/{name}.html", context)
