"""Every address of the product."""

from django.urls import URLPattern, URLResolver, include, path

from pult.config import health
from pult.workspaces.live import live_token

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("live-token", live_token, name="live-token"),
    path("", include("pult.ui.urls")),
    path("", include("pult.enrolment.urls")),
    path("", include("pult.workspaces.cabinet.urls")),
    path("desk/", include("pult.workspaces.desk.urls")),
    path("curator/", include("pult.workspaces.curator.urls")),
    path("employer/", include("pult.workspaces.employer.urls")),
    path("clinic/", include("pult.workspaces.clinic.urls")),
    path("office/", include("pult.workspaces.office.urls")),
    path("api/v1/", include("pult.api.rest.urls")),
    path("demo/", include("pult.demo.urls")),
]

handler400 = "pult.ui.errors.bad_request"
handler403 = "pult.ui.errors.forbidden"
handler404 = "pult.ui.errors.not_found"
handler500 = "pult.config.outage.failure"
