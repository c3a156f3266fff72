"""Lists of insured people: send, look at what would change, decide, see what became of it."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from pult.contracts import employees
from pult.contracts.models import Contract
from pult.contracts.rosters import jobs, report, review
from pult.contracts.rosters.badrows import bad_rows_xlsx
from pult.contracts.rosters.files import check_size
from pult.contracts.rosters.models import RosterImport
from pult.contracts.rosters.unusable import UnusableFile
from pult.kernel import clock
from pult.kernel.errors import Refusal
from pult.kernel.numbers import whole
from pult.people.access import Actor, Can
from pult.people.guard import actor, allow

State = RosterImport.State
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LATEST = 20


class UploadForm(forms.Form):
    """A contract and a list for it."""

    contract = forms.ModelChoiceField(
        Contract.objects.none(), label=_("Employer's contract"), empty_label=_("Choose a contract")
    )
    file = forms.FileField(
        label=_("List of insured people"),
        allow_empty_file=True,  # refused by our own sentence
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.txt"}),
    )

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["contract"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = employees.contracts_of(by)
        field.label_from_instance = lambda found: f"{found.number} · {found.employer.name}"  # type: ignore[method-assign,assignment]


@require_safe
@allow(Can.LOAD_ROSTERS)
def rosters(request: HttpRequest) -> HttpResponse:
    """The form to send a list, and the latest lists."""
    return _sending(request, UploadForm(actor(request), initial=request.GET.dict()))


@require_POST
@allow(Can.LOAD_ROSTERS)
def upload(request: HttpRequest) -> HttpResponse:
    """Keep a list and begin its preview."""
    by, now = actor(request), clock.now()
    form = UploadForm(by, request.POST, request.FILES)
    if not form.is_valid():
        return _sending(request, form, status=422)
    file = form.cleaned_data["file"]
    try:
        check_size(file.size)
        sent = review.send(
            contract=form.cleaned_data["contract"],
            file_name=file.name,
            content=file.read(),
            by=by,
            at=now,
        )
    except Refusal as refusal:
        form.add_error("file", str(refusal))
        return _sending(request, form, status=422)
    jobs.go_on(roster=sent, by=by, at=now)
    return redirect("office:roster", sent.id)


@require_safe
@allow(Can.LOAD_ROSTERS)
def roster(request: HttpRequest, roster_id: UUID) -> HttpResponse:
    """One list: being read, its preview, being applied, its result."""
    return _shown(request, _found(roster_id))


@require_POST
@allow(Can.LOAD_ROSTERS)
def mapping(request: HttpRequest, roster_id: UUID) -> HttpResponse:
    """Say what the columns mean; remembered for the employer."""
    found, by, now = _found(roster_id), actor(request), clock.now()
    meanings = {
        column: value
        for name, value in request.POST.items()
        if (column := whole(name.removeprefix("column-"))) is not None and isinstance(value, str)
    }
    try:
        review.correct_mapping(roster=found, meanings=meanings, by=by, at=now)
    except Refusal as refusal:
        return _shown(request, found, refusal=refusal, chosen=meanings)
    jobs.go_on(roster=found, by=by, at=now)
    return redirect("office:roster", found.id)


@require_POST
@allow(Can.LOAD_ROSTERS)
def titles(request: HttpRequest, roster_id: UUID) -> HttpResponse:
    """Say in which row the column titles stand, where they were not recognised."""
    found, by, now = _found(roster_id), actor(request), clock.now()
    try:
        review.choose_titles(roster=found, row=whole(request.POST.get("row")), by=by, at=now)
    except Refusal as refusal:
        return _shown(request, found, refusal=refusal)
    jobs.go_on(roster=found, by=by, at=now)
    return redirect("office:roster", found.id)


@require_POST
@allow(Can.LOAD_ROSTERS)
def apply(request: HttpRequest, roster_id: UUID) -> HttpResponse:
    """Apply a previewed list, as a complete one or as additions, with or without bad rows."""
    found, by, now = _found(roster_id), actor(request), clock.now()
    try:
        review.decide(
            roster=found,
            full=request.POST.get("mode") == "full",
            skip_bad=request.POST.get("skip_bad") == "on",
            accept_endings=request.POST.get("accept_endings") == "on",
            by=by,
            at=now,
        )
    except Refusal as refusal:
        return _shown(request, _found(roster_id), refusal=refusal)
    jobs.go_on(roster=found, by=by, at=now)
    return redirect("office:roster", found.id)


@require_safe
@allow(Can.LOAD_ROSTERS)
def progress(request: HttpRequest, roster_id: UUID) -> HttpResponse:
    """The bar alone, asked for every second; the page is fetched anew when the work is over."""
    found = _found(roster_id)
    response = render(request, "office/roster_progress.html", {"roster": found})
    if found.state not in (State.READING, State.APPLYING):
        response["HX-Redirect"] = reverse("office:roster", args=[found.id])
    return response


@require_safe
@allow(Can.LOAD_ROSTERS)
def errors(request: HttpRequest, roster_id: UUID) -> HttpResponse:
    """The bad rows as a spreadsheet with a comment in each wrong cell."""
    found = _found(roster_id)
    try:
        table, people = review.read_again(found, clock.now())
    except UnusableFile as gone:
        raise Http404 from gone
    plan = review.plan_of(found, people, clock.now())
    response = HttpResponse(bad_rows_xlsx(table, plan.roster), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="errors-{found.contract.number}.xlsx"'
    response["Cache-Control"] = "no-store"
    return response


def _found(roster_id: UUID) -> RosterImport:
    return get_object_or_404(
        RosterImport.objects.select_related("contract__employer"), id=roster_id
    )


def _sending(request: HttpRequest, form: UploadForm, status: int = 200) -> HttpResponse:
    latest = RosterImport.objects.select_related("contract__employer")[:LATEST]
    return render(request, "office/rosters.html", {"form": form, "latest": latest}, status=status)


def _shown(
    request: HttpRequest,
    found: RosterImport,
    refusal: Refusal | None = None,
    chosen: dict[int, str] | None = None,
) -> HttpResponse:
    told = report.opened(found.report)
    columns = [
        column | {"key": (chosen or {}).get(column["index"], column["key"])}
        for column in told.columns
    ]
    totals = told.totals or {}
    context = {
        "roster": found,
        "report": told,
        "totals": totals,
        "columns": columns,
        "choices": list(report.choices()),
        "refusal": refusal,
        "to_end": found.counts.get("ended", 0),
        "good": sum(found.counts.get(key, 0) for key in ("added", "changed", "unchanged")),
        "file_kept": bool(found.token),
        "mode": request.POST.get("mode", "additions"),
    }
    status = 200 if refusal is None else 409
    return render(request, "office/roster.html", context, status=status)
