"""Addresses of this workspace."""

from django.urls import URLPattern, path

from pult.guarantees.checks import ROUTE as LETTER_CHECK
from pult.workspaces.cabinet.views import (
    clinics,
    coverage,
    documents,
    guide,
    home,
    kinds,
    letters,
    more,
    public,
    requests,
)

app_name = "cabinet"
urlpatterns: list[URLPattern] = [
    path("emergency", public.emergency, name="emergency"),
    path("p/<str:token>", public.policy_check, name="policy-check"),
    path(LETTER_CHECK, public.letter_check, name="letter-check"),
    path("cabinet/", home.home, name="home"),
    path("cabinet/person", home.switch_person, name="switch-person"),
    path("cabinet/ask", home.ask, name="ask"),
    path("cabinet/coverage", coverage.coverage, name="coverage"),
    path("cabinet/coverage/services", coverage.suggestions, name="coverage-services"),
    path("cabinet/requests/", requests.requests, name="requests"),
    path("cabinet/requests/new", kinds.request_kinds, name="request-kinds"),
    path("cabinet/requests/new/<slug:kind>", kinds.request_new, name="request-new"),
    path("cabinet/requests/<uuid:case_id>", requests.request_page, name="request"),
    path("cabinet/requests/<uuid:case_id>/message", requests.write, name="request-message"),
    path("cabinet/requests/<uuid:case_id>/cancellation", requests.cancel, name="request-cancel"),
    path("cabinet/requests/<uuid:case_id>/file/<uuid:file_id>", requests.file, name="request-file"),
    path(
        "cabinet/requests/<uuid:case_id>/visit/<uuid:visit_id>.ics", requests.ics, name="visit-ics"
    ),
    path("cabinet/clinics", clinics.clinics, name="clinics"),
    path("cabinet/documents/", documents.documents, name="documents"),
    path("cabinet/letters/", letters.letters, name="letters"),
    path("cabinet/letters/by-rule", letters.by_rule, name="letter-by-rule"),
    path("cabinet/letters/<uuid:letter_id>", letters.letter, name="letter"),
    path("cabinet/letters/<uuid:letter_id>/letter.pdf", letters.letter_pdf, name="letter-pdf"),
    path("cabinet/letters/<uuid:letter_id>/appeal", letters.appeal, name="letter-appeal"),
    path("cabinet/policies/", documents.policies, name="policies"),
    path(
        "cabinet/policies/<uuid:policy_id>/policy.pdf",
        documents.print_policy,
        name="print-policy",
    ),
    path("cabinet/policies/<uuid:policy_id>/memo.pdf", documents.print_memo, name="print-memo"),
    path(
        "cabinet/policies/<uuid:policy_id>/programme.pdf",
        documents.print_programme,
        name="print-programme",
    ),
    path("cabinet/policies/<uuid:policy_id>/programme", documents.programme, name="programme"),
    path("cabinet/policies/<uuid:policy_id>/", documents.policy, name="policy"),
    path("cabinet/contacts", guide.contacts, name="contacts"),
    path("cabinet/turn", guide.turn, name="turn"),
    path("cabinet/bonuses", guide.bonuses, name="bonuses"),
    path("cabinet/telemedicine", guide.telemedicine, name="telemedicine"),
    path("cabinet/articles/", guide.articles, name="articles"),
    path("cabinet/articles/<slug:slug>", guide.article, name="article"),
    path("cabinet/help", guide.materials, name="materials"),
    path("cabinet/more", more.more, name="more"),
]
