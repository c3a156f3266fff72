"""Addresses of this package."""

from django.urls import URLPattern, path

from pult.demo import views

app_name = "demo"
urlpatterns: list[URLPattern] = [
    path("rosters/<str:name>", views.sample_roster, name="sample-roster"),
]
