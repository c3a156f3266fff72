"""Letters to this clinic: what the insurer pays for, and noting what was given."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pult.guarantees import actions, queries
from pult.guarantees.models import Letter, LetterLine
from pult.guarantees.scope import TO_CLINICS
from pult.kernel import clock
from pult.kernel.errors import Refusal
from pult.kernel.ids import maybe_id, new_id
from pult.people.access import Can
from pult.people.guard import actor, allow
from pult.people.reading import note_listing


class GivenForm(forms.Form):
    """`key` is of the page that asked, so that a double click is noted once."""

    line = forms.UUIDField()
    key = forms.UUIDField()
    quantity = forms.IntegerField(label=_("How many were given"), min_value=1, initial=1)


class NumberForm(forms.Form):
    number = forms.CharField(label=_("Letter number"), max_length=30)


@allow(Can.CHECK_LETTERS)
@never_cache
def letters(request: HttpRequest) -> HttpResponse:
    """Those in force first; `all` shows what has ended too. A number (POST) opens its letter."""
    by, form = actor(request), NumberForm(request.POST or None)
    if form.is_valid():
        found = queries.by_number(by, form.cleaned_data["number"])
        if found and found.clinic_id and found.kind in TO_CLINICS:
            return redirect("clinic:letter", found.id)
        form.add_error("number", _("No such letter to your clinic. Ask the medical desk."))
    everything = "all" in request.GET
    shown = queries.letters_of_clinic(
        by, only_open=not everything, before=maybe_id(request.GET.get("before", ""))
    )
    people = {letter.person_id for letter in shown}
    note_listing(by=by, person_ids=people, what="letter.listed", at=clock.now())
    older = shown[-1].id if len(shown) == queries.PAGE else None
    context = {"letters": shown, "form": form, "everything": everything, "older": older}
    return render(request, "clinic/letters.html", context, status=422 if form.errors else 200)


@allow(Can.CHECK_LETTERS)
@never_cache
def letter(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    return _page(request, _ours(request, letter_id))


@allow(Can.CHECK_LETTERS)
@require_POST
def given(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """A service of the letter was given."""
    found = _ours(request, letter_id)
    form = GivenForm(request.POST)
    if not form.is_valid():
        return _page(request, found, Refusal(_("Write how many were given.")))
    line = next((row for row in found.lines.all() if row.id == form.cleaned_data["line"]), None)
    if line is None:
        raise Http404
    try:
        _note(request, found, line, form)
    except Refusal as refusal:
        return _page(request, found, refusal)
    messages.success(request, gettext("Noted."))
    return redirect("clinic:letter", found.id)


@allow(Can.CHECK_LETTERS)
@never_cache
def letter_pdf(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    _ours(request, letter_id)
    found, content = actions.download(by=actor(request), at=clock.now(), letter_id=letter_id)
    name = f'inline; filename="letter-{found.id}.pdf"'
    headers = {"Content-Disposition": name, "Cache-Control": "no-store, private"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _note(request: HttpRequest, letter: Letter, line: LetterLine, form: GivenForm) -> None:
    actions.consume(
        by=actor(request), at=clock.now(), letter=letter, line=line,
        quantity=form.cleaned_data["quantity"], key=form.cleaned_data["key"],
    )  # fmt: skip


def _page(request: HttpRequest, letter: Letter, refusal: Refusal | None = None) -> HttpResponse:
    lines = [(line, new_id()) for line in letter.lines.all()]
    context = {
        "letter": letter,
        "lines": lines,
        "in_force": letter.serves_on(clock.today()),
        "refusal": refusal,
    }
    return render(request, "clinic/letter.html", context, status=422 if refusal else 200)


def _ours(request: HttpRequest, letter_id: UUID) -> Letter:
    """A letter to this clinic; what the actor may see in another role gives nothing here."""
    by = actor(request)
    clinics = by.scopes(Can.CHECK_LETTERS)
    found = actions.read(by=by, at=clock.now(), letter_id=letter_id)
    ours = clinics is None or found.clinic_id in clinics
    if not ours or found.kind not in TO_CLINICS:
        raise Http404
    return found
