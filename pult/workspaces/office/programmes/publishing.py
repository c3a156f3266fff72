"""Before the gate: what is wrong with a draft; publishing it, or throwing it away."""

from datetime import date
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from pult.kernel import clock
from pult.kernel.errors import Refusal
from pult.kernel.numbers import whole
from pult.people.access import Can
from pult.people.guard import actor, allow
from pult.programmes import versions
from pult.programmes.models import ProgrammeVersion
from pult.programmes.names import names_of
from pult.programmes.review import review
from pult.programmes.telling import groups
from pult.workspaces.office.programmes.editing import draft_or_404
from pult.workspaces.office.programmes.reading import version_or_404


class PublishForm(forms.Form):
    version = forms.IntegerField(label=_("Version"), widget=forms.HiddenInput)
    valid_from = forms.DateField(
        label=_("In force from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


@require_safe
@allow(Can.RUN_OFFICE)
def gate(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Everything that the gate finds, each with its example; for a draft, the form to publish."""
    found = version_or_404(version_id)
    return _gate(request, found, PublishForm(initial=_initial(found)))


@require_POST
@allow(Can.RUN_OFFICE)
def publish(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Put the draft in force from a day."""
    found = draft_or_404(version_id)
    form = PublishForm(request.POST, initial=_initial(found))
    if not form.is_valid():
        return _gate(request, found, form, status=422)
    try:
        versions.publish(
            draft_id=found.id,
            version=form.cleaned_data["version"],
            valid_from=form.cleaned_data["valid_from"],
            by=actor(request),
            at=clock.now(),
        )
    except Refusal as refusal:
        form.add_error(refusal.field, str(refusal))
        return _gate(request, found, form, status=409)
    return redirect("office:version", found.id)


@require_POST
@allow(Can.RUN_OFFICE)
def discard(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Throw the draft away."""
    found = draft_or_404(version_id)
    seen = whole(request.POST.get("version")) or 0
    try:
        versions.discard(draft_id=found.id, version=seen, by=actor(request), at=clock.now())
    except Refusal as refusal:
        context = {"version": found, "refusal": refusal}
        return render(request, "office/programmes/refused.html", context, status=409)
    return redirect("office:programmes")


def _gate(
    request: HttpRequest, version: ProgrammeVersion, form: PublishForm, status: int = 200
) -> HttpResponse:
    document = versions.parsed(version.document)
    found = review(document)
    context = {
        "version": version,
        "groups": groups(found, names_of(document)),
        "forbidden": found.forbid,
        "more": found.more,
        "form": form,
    }
    return render(request, "office/programmes/gate.html", context, status=status)


def _initial(version: ProgrammeVersion) -> dict[str, int | date]:
    """The first version of a programme from today on, the next from tomorrow."""
    later = version.programme.shown_version_id is not None
    day = clock.today() + date.resolution if later else clock.today()
    return {"version": version.version, "valid_from": day}
