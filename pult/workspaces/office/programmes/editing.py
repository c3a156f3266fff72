"""Writing a draft: begun from a version, then clause by clause and part by part."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from pult.kernel import clock
from pult.kernel.errors import Refusal, Stale
from pult.kernel.numbers import whole
from pult.people.access import Can
from pult.people.guard import actor, allow
from pult.programmes import editing, versions
from pult.programmes.differences import PARTS, Data
from pult.programmes.models import ProgrammeVersion
from pult.programmes.names import names_of
from pult.programmes.wording import Told, told
from pult.workspaces.office.programmes.clause_forms import ClauseForms
from pult.workspaces.office.programmes.part_forms import FORMS, HeadForm, PartForm
from pult.workspaces.office.programmes.reading import LISTS, version_or_404

FORM = require_http_methods(["GET", "HEAD", "POST"])
EMPTY: Data = {"number": "", "kind": "volume", "section": "", "text": ""} | {
    kind: [] for kind in PARTS
}


@require_POST
@allow(Can.RUN_OFFICE)
def draft(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Begin a draft that is at first as the version."""
    found = version_or_404(version_id)
    try:
        made = versions.draft_from(version=found, by=actor(request), at=clock.now())
    except Refusal as refusal:
        return _refused(request, found, refusal)
    return redirect("office:version", made.id)


@FORM
@allow(Can.RUN_OFFICE)
def clause(request: HttpRequest, version_id: UUID, number: str) -> HttpResponse:
    """Change a clause and what follows from it."""
    found = draft_or_404(version_id)
    for one in found.document["clauses"]:
        if one["number"] == number:
            return _clause(request, found, one)
    raise Http404


@FORM
@allow(Can.RUN_OFFICE)
def new_clause(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Write a clause; `?section=` says where."""
    section = request.GET.get("section", "")
    return _clause(request, draft_or_404(version_id), EMPTY | {"section": section})


@require_POST
@allow(Can.RUN_OFFICE)
def remove_clause(request: HttpRequest, version_id: UUID, number: str) -> HttpResponse:
    """Take a clause out with all that follows from it."""
    found = draft_or_404(version_id)
    return _remove(request, found, editing.without_clause(found.document, number))


@FORM
@allow(Can.RUN_OFFICE)
def part(request: HttpRequest, version_id: UUID, kind: str, code: str) -> HttpResponse:
    """Change a section, a group, a set, a list or a zone."""
    found = draft_or_404(version_id)
    for one in found.document[kind] if kind in FORMS else ():
        if one["code"] == code:
            return _part(request, found, kind, one)
    raise Http404


@FORM
@allow(Can.RUN_OFFICE)
def new_part(request: HttpRequest, version_id: UUID, kind: str) -> HttpResponse:
    """Write a section, a group, a set, a list or a zone."""
    if kind not in FORMS:
        raise Http404
    return _part(request, draft_or_404(version_id), kind, {})


@require_POST
@allow(Can.RUN_OFFICE)
def remove_part(request: HttpRequest, version_id: UUID, kind: str, code: str) -> HttpResponse:
    """Take a section, a group, a set, a list or a zone out; refused while something names it."""
    if kind not in FORMS:
        raise Http404
    found = draft_or_404(version_id)
    return _remove(request, found, editing.without_part(found.document, kind, code))


@FORM
@allow(Can.RUN_OFFICE)
def head(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Change the title, the city and what else is said of the whole."""
    found = draft_or_404(version_id)
    document = found.document
    initial = document | document["names"] | {"version": found.version}
    form = HeadForm(document, request.POST or None, initial=initial)
    refusal = None
    if form.is_valid():
        whole_one = document | form.data_of()
        done = _save(request, found, form.cleaned_data["version"], whole_one)
        if isinstance(done, HttpResponse):
            return done
        refusal = done
    return _render_part(request, found, form, {"refusal": refusal})


def draft_or_404(version_id: UUID) -> ProgrammeVersion:
    """A published version has nothing to write in."""
    found = version_or_404(version_id)
    if not found.is_draft:
        raise Http404
    return found


def _clause(request: HttpRequest, draft: ProgrammeVersion, clause: Data) -> HttpResponse:
    given = request.POST if request.method == "POST" else None
    forms = ClauseForms(draft.document, clause, version=draft.version, data=given)
    forms.tell(_told(draft, clause))
    refusal = None
    if given is not None and forms.is_valid():
        data = forms.data()
        document = editing.with_clause(draft.document, clause["number"], data)
        seen = forms.clause.cleaned_data["version"]
        done = _save(request, draft, seen, document, anchor=f"clause-{data['number']}")
        if isinstance(done, HttpResponse):
            return done
        refusal = done
    context = {
        "version": draft,
        "clause": clause,
        "forms": forms,
        "refusal": refusal,
        "current": _current(draft, refusal),
        "groups": draft.document["groups"],
        "sets": draft.document["diagnoses"],
        "lists": draft.document["clinics"],
    }
    bad = refusal or (given is not None and not forms.is_valid())
    return render(request, "office/programmes/clause.html", context, status=422 if bad else 200)


def _told(draft: ProgrammeVersion, clause: Data) -> list[Told]:
    """What follows from the clause as it stands, in words."""
    document = versions.parsed(draft.document)
    found = [one for one in document.clauses if one.number == clause["number"]]
    return told(found[0], names_of(document)) if found else []


def _part(request: HttpRequest, draft: ProgrammeVersion, kind: str, part: Data) -> HttpResponse:
    initial = part | {"version": draft.version}
    form = FORMS[kind](draft.document, request.POST or None, initial=initial)
    refusal = None
    if form.is_valid():
        data = form.data_of()
        document = editing.with_part(draft.document, kind, part.get("code", ""), data)
        done = _save(request, draft, form.cleaned_data["version"], document, anchor=kind)
        if isinstance(done, HttpResponse):
            return done
        refusal = done
    context = {"refusal": refusal, "kind": kind, "part": part, "title": LISTS[kind]}
    return _render_part(request, draft, form, context)


def _render_part(
    request: HttpRequest, draft: ProgrammeVersion, form: PartForm, context: dict[str, Any]
) -> HttpResponse:
    refusal = context["refusal"]
    bad = refusal or (form.is_bound and not form.is_valid())
    current = _current(draft, refusal)
    context |= {"version": draft, "form": form, "current": current}
    return render(request, "office/programmes/part.html", context, status=422 if bad else 200)


def _save(
    request: HttpRequest, draft: ProgrammeVersion, seen: int, document: Data, anchor: str = ""
) -> HttpResponse | Refusal:
    try:
        versions.save_draft(
            draft_id=draft.id, version=seen, document=document, by=actor(request), at=clock.now()
        )
    except Refusal as refusal:
        return refusal
    return redirect(f"{reverse('office:version', args=[draft.id])}#{anchor}")


def _remove(request: HttpRequest, draft: ProgrammeVersion, document: Data) -> HttpResponse:
    seen = whole(request.POST.get("version")) or 0
    done = _save(request, draft, seen, document)
    return done if isinstance(done, HttpResponse) else _refused(request, draft, done)


def _refused(request: HttpRequest, version: ProgrammeVersion, refusal: Refusal) -> HttpResponse:
    context = {"version": version, "refusal": refusal}
    return render(request, "office/programmes/refused.html", context, status=409)


def _current(draft: ProgrammeVersion, refusal: Refusal | None) -> int:
    """The row version of the next try: who was told that a draft changed may save over it."""
    return refusal.current if isinstance(refusal, Stale) else draft.version
