"""Addresses of the shell itself; included at the root."""

from django.urls import URLPattern, path
from django.views.i18n import set_language

from pult.people.guard import public
from pult.ui import views

urlpatterns: list[URLPattern] = [
    path("brand.css", views.brand_css, name="brand-css"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("sw.js", views.service_worker, name="service-worker"),
    path("offline", views.offline, name="offline"),
    path("language", public(set_language), name="set_language"),
    path("styleguide", views.styleguide, name="styleguide"),
]
