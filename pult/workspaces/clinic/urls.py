"""Addresses of the clinic's workspace."""

from django.urls import path

from pult.workspaces.clinic import views

app_name = "clinic"
urlpatterns = [
    path("", views.home, name="home"),
    path("check/", views.check, name="check"),
]
