"""The auditor's journal: who did what, and who read whose file."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from pult.cases.models import Case
from pult.contracts.models import Policy
from pult.journal import queries
from pult.journal.labels import label, sort_of
from pult.journal.models import Entry
from pult.kernel.numbers import whole
from pult.people.access import Can
from pult.people.guard import allow
from pult.people.models import Account, Person


class FilterForm(forms.Form):
    """Whose deeds, about whom or what, on which day."""

    by = forms.ModelChoiceField(
        Account.objects.none(), label=_("Employee"), required=False, empty_label=_("everybody")
    )
    about = forms.CharField(label=_("Policy or request"), required=False, max_length=40)
    day = forms.DateField(
        label=_("Day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    act = forms.ChoiceField(
        choices=[("", ""), *Entry.Act.choices], required=False, widget=forms.HiddenInput
    )
    person = forms.UUIDField(required=False, widget=forms.HiddenInput)
    case = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["by"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Account.objects.filter(person=None).order_by("display_name")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        number = data.get("about", "").strip()
        if not number:
            return data
        case = Case.objects.filter(number=number).values_list("id", flat=True).first()
        person = Policy.objects.filter(number=number).values_list("person_id", flat=True).first()
        if case is None and person is None:
            self.add_error("about", _("There is no such policy or request."))
        return data | {"case": case, "person": person}

    def chosen(self) -> dict[str, str]:
        """What was chosen, as ids: a page's address names nobody."""
        data = self.cleaned_data
        by = data.get("by")
        found = {
            "by": by.id if by else "",
            "person": data.get("person"),
            "case": data.get("case"),
            "day": data.get("day"),
            "act": data.get("act"),
        }
        return {name: str(value) for name, value in found.items() if value}


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Can.READ_JOURNAL)
def journal_page(request: HttpRequest) -> HttpResponse:
    """Newest first. The filter is sent by POST and becomes ids in the address."""
    posted = request.method == "POST"
    form = FilterForm(request.POST if posted else request.GET)
    valid = form.is_valid()
    chosen = form.chosen()
    if posted and valid:
        return redirect(f"{reverse('office:journal')}?{urlencode(chosen)}")
    data = form.cleaned_data
    by = data.get("by")
    entries, next_key = queries.page(
        after=whole(request.GET.get("after")),
        act=data.get("act", ""),
        account_id=by.id if by else None,
        person_id=data.get("person"),
        case_id=data.get("case"),
        day=data.get("day"),
    )
    without_act = {name: value for name, value in chosen.items() if name != "act"}
    context = {
        "rows": rows(entries),
        "form": form,
        "act": chosen.get("act", ""),
        "kept": urlencode(without_act),
        "narrowed": bool(without_act),
        "about": _about(data.get("person"), data.get("case")),
        "query": urlencode(chosen),
        "next_key": next_key,
    }
    return render(request, "office/journal.html", context, status=200 if valid else 422)


def rows(entries: list[Entry]) -> list[dict[str, Any]]:
    """The entries with the names of those concerned: four queries, however many they are."""
    accounts = _by_id(Account, "display_name", {one.account_id for one in entries})
    cases = _by_id(Case, "number", {one.case_id for one in entries})
    people = Person.objects.in_bulk({one.person_id for one in entries if one.person_id})
    numbers: dict[UUID | None, str] = dict(
        Policy.objects.filter(person_id__in=people)
        .order_by("person_id", "-period")
        .distinct("person_id")
        .values_list("person_id", "number")
    )
    return [
        {
            "entry": one,
            "what": label(one.what),
            "sort": sort_of(one),
            "who": accounts.get(one.account_id),
            "case": cases.get(one.case_id),
            "person": people.get(one.person_id),
            "policy": numbers.get(one.person_id),
        }
        for one in entries
    ]


def _by_id(model: Any, name: str, ids: Iterable[UUID | None]) -> dict[UUID | None, str]:
    return dict(model.objects.filter(id__in=set(ids) - {None}).values_list("id", name))


def _about(person_id: UUID | None, case_id: UUID | None) -> str:
    """The number that the page is narrowed to."""
    if case_id:
        return Case.objects.filter(id=case_id).values_list("number", flat=True).first() or ""
    if person_id:
        found = Policy.objects.filter(person_id=person_id).order_by("-period")
        return found.values_list("number", flat=True).first() or ""
    return ""
