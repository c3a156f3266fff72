"""Addresses of the office's workspace."""

from django.urls import path

from pult.workspaces.office import journal, rosters, tokens, views
from pult.workspaces.office.programmes import editing, publishing, reading, what_if

app_name = "office"
urlpatterns = [
    path("", views.home, name="home"),
    path("contracts/<uuid:contract_id>/", views.contract, name="contract"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<uuid:token_id>/revocation", tokens.revocation, name="token-revocation"),
    path("journal/", journal.journal_page, name="journal"),
    path("programmes/", reading.programmes, name="programmes"),
    path("programmes/<uuid:version_id>/", reading.version, name="version"),
    path("programmes/<uuid:version_id>/compare", reading.compare, name="version-compare"),
    path("programmes/<uuid:version_id>/draft", editing.draft, name="version-draft"),
    path("programmes/<uuid:version_id>/head", editing.head, name="version-head"),
    path("programmes/<uuid:version_id>/clauses/new", editing.new_clause, name="clause-new"),
    path("programmes/<uuid:version_id>/clauses/<str:number>/", editing.clause, name="clause"),
    path(
        "programmes/<uuid:version_id>/clauses/<str:number>/remove",
        editing.remove_clause,
        name="clause-remove",
    ),
    path("programmes/<uuid:version_id>/<slug:kind>/new", editing.new_part, name="part-new"),
    path("programmes/<uuid:version_id>/<slug:kind>/<str:code>/", editing.part, name="part"),
    path(
        "programmes/<uuid:version_id>/<slug:kind>/<str:code>/remove",
        editing.remove_part,
        name="part-remove",
    ),
    path("programmes/<uuid:version_id>/gate", publishing.gate, name="version-gate"),
    path("programmes/<uuid:version_id>/publish", publishing.publish, name="version-publish"),
    path("programmes/<uuid:version_id>/discard", publishing.discard, name="version-discard"),
    path("programmes/<uuid:version_id>/what-if", what_if.page, name="what-if"),
    path("rosters/", rosters.rosters, name="rosters"),
    path("rosters/upload", rosters.upload, name="roster-upload"),
    path("rosters/<uuid:roster_id>/", rosters.roster, name="roster"),
    path("rosters/<uuid:roster_id>/mapping", rosters.mapping, name="roster-mapping"),
    path("rosters/<uuid:roster_id>/titles", rosters.titles, name="roster-titles"),
    path("rosters/<uuid:roster_id>/apply", rosters.apply, name="roster-apply"),
    path("rosters/<uuid:roster_id>/progress", rosters.progress, name="roster-progress"),
    path("rosters/<uuid:roster_id>/errors", rosters.errors, name="roster-errors"),
]
