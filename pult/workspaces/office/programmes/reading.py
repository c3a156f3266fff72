"""Reading: programmes with their versions, one version as a document, two beside each other."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from pult.kernel import clock
from pult.people.access import Can
from pult.people.guard import allow
from pult.programmes import queries
from pult.programmes.differences import differences
from pult.programmes.models import ProgrammeVersion
from pult.programmes.names import names_of
from pult.programmes.rules.document import Document
from pult.programmes.versions import parsed
from pult.workspaces.office.programmes.part_forms import labels_of
from pult.workspaces.office.programmes.sheets import chapters, plain, rows

LISTS = {
    "sections": _("Sections"),
    "groups": _("Groups of services"),
    "diagnoses": _("Sets of diagnoses"),
    "clinics": _("Lists of clinics"),
    "zones": _("Zones"),
}
HEAD = {
    "title": _("Title"),
    "city": _("City"),
    "serves": _("When the policy serves"),
    "territory": _("Territory"),
    "payment_rule": _("What is paid"),
    "bonuses": _("Bonuses"),
    "names": _("Clauses cited by themselves"),
}


@require_safe
@allow(Can.RUN_OFFICE)
def programmes(request: HttpRequest) -> HttpResponse:
    """Every programme with its versions: in force, to come, drafts, past."""
    found = queries.with_versions()
    context = {"programmes": found, "today": clock.today()}
    return render(request, "office/programmes/list.html", context)


@require_safe
@allow(Can.RUN_OFFICE)
def version(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """One version as a readable document."""
    found = version_or_404(version_id)
    document = parsed(found.document)
    names = names_of(document)
    context = {
        "version": found,
        "document": document,
        "chapters": list(chapters(document, names)),
        "names": names,
        "lists": [(kind, title, getattr(document, kind)) for kind, title in LISTS.items()],
        "today": clock.today(),
    }
    return render(request, "office/programmes/version.html", context)


@require_safe
@allow(Can.RUN_OFFICE)
def compare(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """What differs from another version of the programme: by default the one it comes from."""
    found = version_or_404(version_id)
    others = list(found.programme.versions.exclude(id=found.id))
    chosen = request.GET.get("with", "")
    other = next((one for one in others if str(one.id) == chosen), None)
    if other is None and chosen:
        raise Http404
    other = other or _earlier(found, others)
    context = {"version": found, "others": others, "other": other}
    if other is not None:
        different = differences(other.document, found.document)
        sides = [(document, names_of(document)) for document in map(_document, (other, found))]
        context |= {
            "rows": rows(different, sides[0], sides[1]),
            "head": [plain(pair, HEAD)[2][0] for pair in different.head],
            "lists": [
                (LISTS[kind], [plain(pair, labels_of(kind)) for pair in pairs])
                for kind, pairs in different.lists.items()
                if pairs
            ],
            "same": not different,
        }
    return render(request, "office/programmes/compare.html", context)


def version_or_404(version_id: UUID) -> ProgrammeVersion:
    found = queries.version(version_id)
    if found is None:
        raise Http404
    return found


def _document(version: ProgrammeVersion) -> Document:
    return parsed(version.document)


def _earlier(version: ProgrammeVersion, others: list[ProgrammeVersion]) -> ProgrammeVersion | None:
    """What the version was made from, else the latest before it."""
    for one in others:
        if one.id == version.source_id:
            return one
    return next((one for one in others if one.number < version.number), None)
