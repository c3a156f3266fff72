"""Asking for something: which kind of request, and its form."""

from uuid import UUID

from django.contrib import messages
from django.forms import MultipleChoiceField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from pult.cases.actions import open_case
from pult.cases.kinds import KINDS
from pult.cases.kinds.forms import RequestForm
from pult.cases.kinds.kind import Kind
from pult.clinics import queries as clinic_queries
from pult.kernel import clock
from pult.kernel.errors import Forbidden, Refusal
from pult.kernel.ids import new_id
from pult.people.access import Can
from pult.people.guard import actor, allow
from pult.programmes.queries import missing_sections
from pult.workspaces.cabinet.whose import Mine, choose, whose


@allow(Can.USE_CABINET)
def request_kinds(request: HttpRequest) -> HttpResponse:
    """Everything that may be asked for."""
    mine = whose(request)
    listed = [kind for kind in KINDS.values() if kind.offered and kind.listed]
    offered = [(kind, _missing(kind, mine)) for kind in listed]
    return render(request, "cabinet/request_kinds.html", {"mine": mine, "kinds": offered})


@allow(Can.USE_CABINET)
@never_cache
def request_new(request: HttpRequest, kind: str) -> HttpResponse:
    """The form of one kind.

    A POST with `begin` only fills it in with what is known already; one with `person` hands it,
    as far as it is typed, to another person of one's own.
    """
    mine = whose(request)
    chosen = KINDS.get(kind)
    if chosen is None or not (chosen.offered and chosen.listed):
        raise Http404
    call_back = getattr(request.user, "mobile", "") or ""
    if request.method == "POST" and not {"begin", "person"} & set(request.POST):
        form = chosen.form(request.POST, request.FILES, policy=mine.policy, call_back=call_back)
        key = _key(request.POST.get("request_key", ""))
        if form.is_valid() and (opened := _open(request, chosen, form, mine, key)):
            return opened
    else:
        mine = choose(request, request.POST.get("person", ""))
        known = _typed(request, chosen) if "person" in request.POST else _known(request, chosen)
        form = chosen.form(policy=mine.policy, call_back=call_back, initial=known)
        key = new_id()
    status = 422 if form.errors else 200
    context = {
        "mine": mine,
        "kind": chosen,
        "form": form,
        "request_key": key,
        "missing": _missing(chosen, mine),
    }
    return render(request, "cabinet/request_new.html", context, status=status)


def _known(request: HttpRequest, kind: Kind) -> dict[str, object]:
    """What the page before has told: the words, the doctor, the clinic."""
    given = request.POST if request.method == "POST" else request.GET
    known: dict[str, object] = {name: given[name] for name in ("specialty",) if given.get(name)}
    if given.get("site"):
        known["clinics"] = [given["site"]]
        if "hospital" in kind.form.base_fields and (site := clinic_queries.site(given["site"])):
            known["hospital"] = site.full_name
    if request.method == "POST" and given.get("text"):
        known[kind.form.story] = given["text"]
    return known


def _typed(request: HttpRequest, kind: Kind) -> dict[str, object]:
    """What stands in the form so far, unchecked; files a browser does not give back."""
    return {
        name: request.POST.getlist(name)
        if isinstance(field, MultipleChoiceField)
        else request.POST.get(name, "")
        for name, field in kind.form.base_fields.items()
        if name in request.POST
    }


def _missing(kind: Kind, mine: Mine) -> list[str]:
    """The sections that the kind belongs to and this person's programme does not have."""
    if mine.policy is None:
        return []
    missing = missing_sections(mine.policy.programme, kind.sections)
    return [str(section.label) for section in missing]


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return new_id()


def _open(
    request: HttpRequest, kind: Kind, form: RequestForm, mine: Mine, key: UUID
) -> HttpResponse | None:
    """Open the case and go to it; None when it was refused, which the form then says."""
    try:
        case = open_case(
            kind=kind.code,
            by=actor(request),
            at=clock.now(),
            person=mine.person,
            policy=mine.policy,
            channel="cabinet",
            form=form.answers(),
            text=form.text,
            files=form.attached,
            request_key=key,
        )
    except Forbidden:
        raise
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return None
    messages.success(request, gettext("Request %(number)s is received.") % {"number": case.number})
    return redirect("cabinet:request", case.id)
