"""The first page: am I insured, what do I need now, what happens with my requests."""

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pult.cases.kinds import KINDS
from pult.cases.kinds.kind import Kind, Text
from pult.cases.queries import open_cases_of
from pult.clinics import danger, guess
from pult.clinics import queries as clinic_queries
from pult.clinics.models import Specialty
from pult.contracts.checks import check_url
from pult.contracts.cover import own_clinics
from pult.documents import qr
from pult.guide.models import WhereToTurn
from pult.guide.queries import where_to_turn
from pult.kernel.text import name_key
from pult.people.access import Can
from pult.people.guard import actor, allow
from pult.workspaces.cabinet import progress, turning
from pult.workspaces.cabinet.whose import choose, whose

# The six large choices, in the order of how often they are needed.
CHOICES = (
    ("appointment", "stethoscope", pgettext_lazy("choice", "Doctor")),
    ("dental", "tooth", pgettext_lazy("choice", "Dentist")),
    ("diagnostics", "flask", pgettext_lazy("choice", "Tests, scans")),
    ("house_call", "house-call", pgettext_lazy("choice", "Doctor at home")),
    ("ambulance", "ambulance", pgettext_lazy("choice", "Ambulance")),
    ("hospitalisation", "hospital", pgettext_lazy("choice", "Hospital")),
)
FORM_OF_GROUP = {"doctor": "appointment", "dental": "dental", "diagnostics": "diagnostics"}


class Trouble(forms.Form):
    """«Что случилось?»"""

    text = forms.CharField(max_length=500)


@dataclass(frozen=True)
class Suggestion:
    """A request form that may fit what was written."""

    kind: Kind
    specialty: Specialty | None = None
    label: Text = ""

    @property
    def title(self) -> Text:
        """The doctor by name, or the label, in the language of the reader."""
        if self.specialty is None:
            return self.label
        russian = (get_language() or "ru").startswith("ru")
        return self.specialty.name_ru if russian else self.specialty.name_en


@allow(Can.USE_CABINET)
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    mine = whose(request)
    policy = mine.policy
    return render(
        request,
        "cabinet/home.html",
        {
            "mine": mine,
            "policy": policy,
            "qr": qr.data_uri(check_url(policy)) if policy else "",
            "choices": CHOICES,
            "cards": [progress.of(case) for case in open_cases_of(actor(request))],
        },
    )


@allow(Can.USE_CABINET)
@require_POST
def switch_person(request: HttpRequest) -> HttpResponse:
    """Open the cabinet of another person of one's own."""
    choose(request, request.POST.get("person", ""))
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    return redirect("cabinet:home")


@allow(Can.USE_CABINET)
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """Where to go with what was written. It comes by POST: a complaint is no part of an address."""
    mine = whose(request)
    form = Trouble(request.POST or None)
    if not form.is_valid():
        return redirect("cabinet:home")
    text = form.cleaned_data["text"]
    guessed = guess.specialties_for(text, clinic_queries.specialties())
    policy = mine.policy
    own = own_clinics(policy, mine.day) if policy else {}
    named = clinic_queries.find_sites(clinic_queries.Search(name=text[:80], own=own))[0]
    return render(
        request,
        "cabinet/ask.html",
        {
            "mine": mine,
            "text": text,
            "danger": danger.is_danger(text),
            "suggestions": _suggestions(text, guessed),
            "turns": [turning.row(turn) for turn in where_to_turn() if _speaks_of(turn, text)][:3],
            "sites": named[:3],
        },
    )


def _suggestions(text: str, guessed: list[Specialty]) -> list[Suggestion]:
    """A form for each guess, a doctor at home first with a fever; the doctor's form, without a
    guess, always stands last."""
    at_home = KINDS["house_call"]
    fever = [Suggestion(at_home, label=at_home.title)] if danger.is_fever(text) else []
    found = [
        Suggestion(KINDS[FORM_OF_GROUP[specialty.group]], specialty)
        for specialty in guessed
        if specialty.group in FORM_OF_GROUP
    ]
    another = Suggestion(KINDS["appointment"], label=gettext("Another doctor"))
    return [*fever, *found, another]


def _speaks_of(turn: WhereToTurn, text: str) -> bool:
    """Whether the question shares a long word with the text, endings aside."""
    asked = {word[:6] for word in name_key(*turn.question.values()).split() if len(word) > 5}
    return any(word[:6] in asked for word in name_key(text).split() if len(word) > 5)
