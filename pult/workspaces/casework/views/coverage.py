"""Is it covered? Asked beside a case, about the policy of its person."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from pult.cases import queries
from pult.coverage import zones
from pult.coverage.access import may_ask
from pult.coverage.actions import ask
from pult.coverage.words import STAGES, URGENCIES, Told, is_call_for_help, tell
from pult.kernel import clock
from pult.kernel.errors import NotVisible, Refusal
from pult.people.guard import actor
from pult.workspaces.casework import pages
from pult.workspaces.casework.views import case as case_views


class AskingForm(forms.Form):
    """What is asked; codes as they stand in papers."""

    service = forms.CharField(label=_("Service"), max_length=200)
    clinic = forms.CharField(label=_("Clinic code"), max_length=20, required=False)
    diagnosis = forms.CharField(label=_("Diagnosis code"), max_length=20, required=False)
    stage = forms.ChoiceField(label=_("Stage"), choices=[*STAGES.items()], required=False)
    urgency = forms.ChoiceField(
        label=_("Urgency"), choices=[("", _("as usual")), *URGENCIES.items()], required=False
    )
    place = forms.CharField(label=_("Place: latitude, longitude"), max_length=40, required=False)
    day = forms.DateField(
        label=_("Day"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


@require_POST
def coverage(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The answer into the member's panel; without scripts, the whole page with it."""
    by, at = actor(request), clock.now()
    case = queries.case_for(by, case_id)
    if case.policy is None or not may_ask(by, case.policy, at):
        raise NotVisible
    form = AskingForm(request.POST)
    told: Told | None = None
    if form.is_valid():
        try:
            given = dict(form.cleaned_data)
            typed = given.pop("place")
            answered = ask(
                policy=case.policy, case_id=case.id, channel="desk", by=by, at=at,
                place=zones.place(typed) if typed else None, **given,
            )  # fmt: skip
        except Refusal as refusal:
            field = {"date": "day"}.get(refusal.field or "", refusal.field)
            form.add_error(field if field in form.fields else None, str(refusal))
        else:
            told = tell(answered)
    found = {
        "asking": form,
        "told": told,
        "help": told is None and is_call_for_help(request.POST.get("service", "")),
    }
    if request.headers.get("HX-Request"):
        context = {**pages.frame(request), "case": case, "policy": case.policy, **found}
        return render(request, "casework/coverage.html", context)
    return case_views.show(request, case_id, status=422 if form.errors else 200, **found)
