"""The pages of allauth that Pult uses, under our limits and with our templates."""

from datetime import timedelta
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from pult.enrolment import factors, limits
from pult.enrolment.sessions import note
from pult.enrolment.views.confirm import confirmed
from pult.kernel import clock
from pult.kernel.errors import Refusal
from pult.people.guard import actor, public, signed_in
from pult.people.models import Account

PAGES = "enrolment/security"


class ChangePassword(account.PasswordChangeView):
    """The present password may be tried five times in fifteen minutes."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not isinstance(request.user, Account) or not request.user.has_usable_password():
            return redirect("mfa_index")
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        allowed = limits.spend(
            purpose="password-change",
            who=str(request.user.pk),
            limit=5,
            window=timedelta(minutes=15),
            at=clock.now(),
        )
        if not allowed:
            raise Refusal(_("Too many tries. Wait a quarter of an hour, then try again."))
        return super().post(request, *args, **kwargs)


class ActivateApp(totp.ActivateTOTPView):
    """For staff: members sign in by a code or a passkey, and an app would not be asked for."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not actor(request).is_staff:
            return redirect("mfa_index")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        factors.note_new_factor(self.request, "totp")
        return response


class DeactivateApp(totp.DeactivateTOTPView):
    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        note("factor.removed", self.request.user, method="totp")
        return response


class RemoveKey(webauthn.RemoveWebAuthnView):
    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        note("factor.removed", self.request.user, method="webauthn")
        return response


class AddKey(webauthn.AddWebAuthnView):
    """Spare codes are for staff alone: a member can always sign in by a code sent anew."""

    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        factors.note_new_factor(self.request, "webauthn")
        if actor(self.request).is_staff:
            return response
        factors.drop_spare_codes(self.request.user)
        return redirect("mfa_list_webauthn")


@signed_in
@never_cache
def second_factor(request: HttpRequest) -> HttpResponse:
    """Staff without a second factor choose one: an app or a key."""
    return render(request, f"{PAGES}/second_factor.html")


def _page(view: Any, template: str) -> Any:
    return never_cache(view.as_view(template_name=f"{PAGES}/{template}.html"))


staff_sign_in = public(_page(account.LoginView, "staff_sign_in"))
sign_out = public(_page(account.LogoutView, "sign_out"))
inactive = public(_page(account.AccountInactiveView, "inactive"))
passkey_sign_in = public(never_cache(webauthn.LoginWebAuthnView.as_view()))
give_factor = public(_page(mfa.AuthenticateView, "give_factor"))

change_password = signed_in(_page(ChangePassword, "change_password"))
repeat_password = signed_in(_page(account.ReauthenticateView, "repeat_password"))
repeat_code = signed_in(_page(mfa.ReauthenticateView, "repeat_code"))
repeat_key = signed_in(_page(webauthn.ReauthenticateWebAuthnView, "repeat_key"))

overview = signed_in(_page(mfa.IndexView, "overview"))
activate_app = signed_in(_page(ActivateApp, "activate_app"))
deactivate_app = signed_in(confirmed(_page(DeactivateApp, "deactivate_app")))
recovery_codes = signed_in(confirmed(_page(recovery.ViewRecoveryCodesView, "recovery_codes")))
new_recovery_codes = signed_in(
    confirmed(_page(recovery.GenerateRecoveryCodesView, "new_recovery_codes"))
)
keys = signed_in(_page(webauthn.ListWebAuthnView, "keys"))
add_key = signed_in(confirmed(_page(AddKey, "add_key")))
remove_key = signed_in(confirmed(_page(RemoveKey, "remove_key")))
