"""Addresses of this workspace."""

from django.urls import URLPattern, path

from pult.workspaces.cabinet.views import public

app_name = "cabinet"
urlpatterns: list[URLPattern] = [
    path("p/<str:token>", public.policy_check, name="policy-check"),
]
