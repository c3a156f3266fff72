"""Addresses of the common parts."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
