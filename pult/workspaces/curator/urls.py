"""Addresses of this workspace."""

from django.urls import URLPattern

app_name = "curator"
urlpatterns: list[URLPattern] = []
