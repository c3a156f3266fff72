"""Addresses of this workspace."""

from django.urls import URLPattern

app_name = "desk"
urlpatterns: list[URLPattern] = []
