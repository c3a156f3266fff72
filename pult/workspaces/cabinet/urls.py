"""Addresses of this workspace."""

from django.urls import URLPattern

app_name = "cabinet"
urlpatterns: list[URLPattern] = []
