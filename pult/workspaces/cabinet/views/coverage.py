"""«Покрывается ли?»: a question about one's own policy, and its answer on the same page."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pult.clinics.models import Clinic
from pult.contracts.cover import own_clinics
from pult.contracts.models import Policy
from pult.coverage.actions import ask
from pult.coverage.words import is_call_for_help
from pult.kernel import clock
from pult.kernel.errors import Refusal
from pult.people.access import Can
from pult.people.guard import actor, allow
from pult.reference.search import find
from pult.workspaces.cabinet.covering import Shown, shown
from pult.workspaces.cabinet.whose import Mine, choose, whose

MOST_SUGGESTED = 6
FIELDS = {"date": "day"}  # a refusal's name of a field, where the form has another


class Asking(forms.Form):
    """What is asked. Everything but the service may be left out."""

    service = forms.CharField(
        label=_("What do you need?"),
        max_length=200,
        error_messages={"required": _("Write what you need: a doctor, a test, a treatment.")},
    )
    clinic = forms.ChoiceField(label=_("Clinic"), required=False)
    day = forms.DateField(
        label=_("When"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
    )
    stage = forms.ChoiceField(
        label=_("What it is for"),
        required=False,
        choices=[
            ("", _("a complaint, or I do not know")),
            ("diagnosis", _("to find out the diagnosis")),
            ("treatment", _("treatment: the diagnosis is known")),
        ],
    )
    diagnosis = forms.CharField(
        label=_("Diagnosis code"),
        required=False,
        max_length=10,
        help_text=_("It stands in the doctor's report: J45.0"),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
    )
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)

    def __init__(self, *args: Any, policy: Policy, mine: Mine, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = own_clinics(policy, mine.day)
        clinics = Clinic.objects.filter(id__in=list(own), is_active=True).order_by("name")
        self.fields["clinic"].choices = [  # type: ignore[attr-defined]
            ("", _("any that suits")),
            *clinics.values_list("code", "name"),
        ]

    @property
    def place(self) -> tuple[float, float] | None:
        lat, lon = self.cleaned_data.get("lat"), self.cleaned_data.get("lon")
        return None if lat is None or lon is None else (lat, lon)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything beside the service is said."""
        return any(self[name].value() for name in ("clinic", "day", "stage", "diagnosis"))


@allow(Can.USE_CABINET)
@never_cache
def coverage(request: HttpRequest) -> HttpResponse:
    """The form, and after a POST the answer: what is asked is no part of an address."""
    mine = whose(request)
    if request.method == "POST" and "person" in request.POST:
        mine = choose(request, request.POST["person"])
    policy = _policy(mine, request.POST.get("policy", ""))
    context: dict[str, Any] = {"mine": mine, "policy": policy, "current": _current(mine)}
    if policy is None:
        return render(request, "cabinet/coverage.html", context)
    typed = _typed(request)
    form = Asking(typed, policy=policy, mine=mine)
    answer = _answer(request, form, policy) if typed is not None and form.is_valid() else None
    text = (typed or {}).get("service", "")
    context |= {
        "form": form,
        "text": text,
        "answer": answer,
        "help": bool(form.errors) and is_call_for_help(text),
    }
    return render(request, "cabinet/coverage.html", context, status=422 if form.errors else 200)


@allow(Can.USE_CABINET)
@require_POST
@never_cache
def suggestions(request: HttpRequest) -> HttpResponse:
    """Services that begin to be typed, as choices of the box."""
    russian = (get_language() or "ru").startswith("ru")
    found = find(request.POST.get("service", "")[:200], limit=MOST_SUGGESTED)
    titles = [one.title_ru if russian or not one.title_en else one.title_en for one in found]
    return render(request, "cabinet/_services.html", {"titles": dict.fromkeys(titles)})


def _typed(request: HttpRequest) -> Any:
    """What was asked; None for the empty form. The box on the first page calls it `text`."""
    if request.method != "POST" or not {"service", "text"} & set(request.POST):
        return None
    typed = request.POST.dict()
    if "service" not in typed and not typed["text"].strip():
        return None
    return typed | {"service": typed.get("service") or typed.get("text", "")}


def _policy(mine: Mine, policy_id: str) -> Policy | None:
    """The policy chosen among the person's own; else the one that serves now."""
    return next((one for one in mine.policies if str(one.id) == policy_id), mine.policy)


def _current(mine: Mine) -> list[Policy]:
    """More than one policy to choose from, or none to choose."""
    current = [one for one in mine.policies if one.is_active_on(mine.day)]
    return current if len(current) > 1 else []


def _answer(request: HttpRequest, form: Asking, policy: Policy) -> Shown | None:
    given = form.cleaned_data
    try:
        answered = ask(
            policy=policy,
            service=given["service"],
            diagnosis=given["diagnosis"],
            clinic=given["clinic"],
            day=given["day"],
            stage=given["stage"],
            place=form.place,
            by=actor(request),
            at=clock.now(),
            channel="cabinet",
        )
    except Refusal as refusal:
        name = FIELDS.get(refusal.field or "", refusal.field)
        form.add_error(name if name in form.fields else None, str(refusal))
        return None
    carried = {name: form[name].value() for name in form.fields if form[name].value()}
    return shown(answered, text=given["service"], carried=carried | {"policy": str(policy.id)})
