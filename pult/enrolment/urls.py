"""Addresses of sign-up, sign-in and of one's own account."""

from django.urls import URLPattern, URLResolver, include, path

from pult.enrolment.views import asking, confirm, devices, entrance, family, security, sign_up

own: list[URLPattern] = [
    path("sign-in", entrance.sign_in_page, name="sign-in"),
    path("sign-in/code", entrance.sign_in_code, name="sign-in-code"),
    path("sign-in/code/new", entrance.new_sign_in_code, name="sign-in-new-code"),
    path("sign-in/demo", entrance.demo_sign_in, name="demo-sign-in"),
    path("sign-up", sign_up.contacts, name="sign-up"),
    path("sign-up/codes", sign_up.codes, name="codes"),
    path("sign-up/codes/new", sign_up.new_codes, name="new-codes"),
    path("sign-up/identity", sign_up.identity_page, name="identity"),
    path("sign-up/wrong-contacts", asking.wrong_contacts, name="wrong-contacts"),
    path("invitation/<str:token>", family.invitation, name="invitation"),
    path("family", family.family, name="family"),
    path("family/<uuid:policy_id>/invite", family.invite, name="invite"),
    path("account/second-factor", security.second_factor, name="second-factor"),
    path("account/confirm", confirm.confirm, name="confirm"),
    path("account/sessions", devices.sessions, name="sessions"),
    path("account/sessions/<int:session_id>/end", devices.end_session, name="end-session"),
    path("account/sessions/end-others", devices.end_other_sessions, name="end-other-sessions"),
]

# Only those pages of allauth that are used, under its own names: it has no sign-up here, no
# addresses to manage and no reset by mail (the office gives staff a new password).
accounts: list[URLPattern] = [
    path("sign-in/staff", security.staff_sign_in, name="account_login"),
    path("sign-in/second-factor", security.give_factor, name="mfa_authenticate"),
    path("sign-in/passkey", security.passkey_sign_in, name="mfa_login_webauthn"),
    path("sign-in/closed", security.inactive, name="account_inactive"),
    path("sign-out", security.sign_out, name="account_logout"),
    path("account/password", security.change_password, name="account_change_password"),
    path("account/confirm/password", security.repeat_password, name="account_reauthenticate"),
    path("account/confirm/code", security.repeat_code, name="mfa_reauthenticate"),
    path("account/confirm/key", security.repeat_key, name="mfa_reauthenticate_webauthn"),
    path("account/security", security.overview, name="mfa_index"),
    path("account/app", security.activate_app, name="mfa_activate_totp"),
    path("account/app/remove", security.deactivate_app, name="mfa_deactivate_totp"),
    path("account/recovery-codes", security.recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "account/recovery-codes/new",
        security.new_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("account/passkeys", security.keys, name="mfa_list_webauthn"),
    path("account/passkeys/add", security.add_key, name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/remove", security.remove_key, name="mfa_remove_webauthn"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", entrance.home, name="home"),
    path("", include((own, "enrolment"))),
    *accounts,
]
