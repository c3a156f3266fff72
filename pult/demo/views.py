"""Pages that stand only in demo mode."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from pult.demo.rosters import messy
from pult.people.access import Can
from pult.people.guard import allow

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROSTERS = {
    "primer.xlsx": (messy.xlsx, XLSX),
    "primer.csv": (messy.csv_cp1251, "text/csv; charset=windows-1251"),
}


@require_safe
@allow(Can.LOAD_ROSTERS)
def sample_roster(request: HttpRequest, name: str) -> HttpResponse:
    """A roster to try the import with, offered to the office."""
    if not settings.PULT_DEMO or name not in ROSTERS:
        raise Http404
    make, kind = ROSTERS[name]
    response = HttpResponse(make(), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
