"""Addresses of the employer's workspace."""

from django.urls import path

from pult.workspaces.employer import views

app_name = "employer"
urlpatterns = [
    path("", views.home, name="home"),
    path("people/<uuid:policy_id>/", views.policy, name="policy"),
    path("people/<uuid:policy_id>/invitation/", views.invite, name="invite"),
]
