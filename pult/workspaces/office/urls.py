"""Addresses of the office's workspace."""

from django.urls import path

from pult.workspaces.office import views

app_name = "office"
urlpatterns = [
    path("", views.home, name="home"),
    path("contracts/<uuid:contract_id>/", views.contract, name="contract"),
    path("journal/", views.journal_page, name="journal"),
]
