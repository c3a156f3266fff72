"""Addresses of the office's workspace."""

from django.urls import path

from pult.workspaces.office import journal, rosters, views

app_name = "office"
urlpatterns = [
    path("", views.home, name="home"),
    path("contracts/<uuid:contract_id>/", views.contract, name="contract"),
    path("journal/", journal.journal_page, name="journal"),
    path("rosters/", rosters.rosters, name="rosters"),
    path("rosters/upload", rosters.upload, name="roster-upload"),
    path("rosters/<uuid:roster_id>/", rosters.roster, name="roster"),
    path("rosters/<uuid:roster_id>/mapping", rosters.mapping, name="roster-mapping"),
    path("rosters/<uuid:roster_id>/titles", rosters.titles, name="roster-titles"),
    path("rosters/<uuid:roster_id>/apply", rosters.apply, name="roster-apply"),
    path("rosters/<uuid:roster_id>/progress", rosters.progress, name="roster-progress"),
    path("rosters/<uuid:roster_id>/errors", rosters.errors, name="roster-errors"),
]
