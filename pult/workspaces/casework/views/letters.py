"""Letters of a case: decide first, then promise; refuse with a clause; annul, prolong, print."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pult.cases import actions as cases
from pult.cases import queries
from pult.cases.models import Case
from pult.coverage.actions import Answered, ask
from pult.coverage.models import Decision
from pult.coverage.words import Told, tell
from pult.guarantees import actions
from pult.guarantees.decided import recent
from pult.guarantees.models import Letter
from pult.kernel import clock
from pult.kernel.errors import NotVisible, Refusal
from pult.kernel.ids import new_id
from pult.limits.actions import Exhausted
from pult.people.access import Can
from pult.people.guard import actor
from pult.workspaces.casework import asked, pages
from pult.workspaces.casework.lettering import (
    GRANTING,
    AnnulForm,
    IssueForm,
    ProlongForm,
    RefusalForm,
    ServiceForm,
)
from pult.workspaces.casework.views.acts import version


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The question; with its answer the letter that may be issued, or the refusal."""
    case = _case(request, case_id)
    form = ServiceForm(request.POST or None, clinics=_clinics(case))
    if not form.is_valid():
        return _page(request, case, form=form)
    try:
        answered = _ask(request, case, **form.cleaned_data)
    except Refusal as refusal:
        _blame(form, refusal)
        return _page(request, case, form=form)
    told = tell(answered)
    return _page(
        request, case, form=form, told=told,
        options=asked.options(answered, told, form.cleaned_data),
        **_offered(request, case, answered, told),
    )  # fmt: skip


@require_POST
def issue(request: HttpRequest, case_id: UUID) -> HttpResponse:
    case = _case(request, case_id)
    form = IssueForm(request.POST, clinics=_clinics(case))
    if form.is_valid():
        data = form.cleaned_data
        try:
            decision = _decision(case, data.pop("decision"))
            letter = cases.issue_letter(
                case_id=case.id, version=version(request), by=actor(request), at=clock.now(),
                decision=_for_clinic(request, case, decision, data["clinic"].code),
                request_key=data.pop("key"), **data,
            )  # fmt: skip
        except (Refusal, Exhausted) as refusal:
            _blame(form, refusal)
        else:
            said = _("Letter %(number)s is issued; it is signed and sent in a minute.")
            messages.success(request, said % {"number": letter.number})
            return redirect(pages.case_url(request, case.id))
    return _page(request, case, issue_form=form, **_again(request, case, form))


@require_POST
def refuse(request: HttpRequest, case_id: UUID) -> HttpResponse:
    case = _case(request, case_id)
    form = RefusalForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            letter = cases.refuse_by_letter(
                case_id=case.id, version=version(request), by=actor(request), at=clock.now(),
                decision=_decision(case, data.pop("decision")), request_key=data.pop("key"), **data,
            )  # fmt: skip
        except Refusal as refusal:
            _blame(form, refusal)
        else:
            said = _("Refusal %(number)s is signed; the member reads it in the cabinet.")
            messages.success(request, said % {"number": letter.number})
            return redirect(pages.case_url(request, case.id))
    return _page(request, case, refusal_form=form, **_again(request, case, form))


@require_safe
@never_cache
def show(request: HttpRequest, case_id: UUID, letter_id: UUID) -> HttpResponse:
    return _letter_page(request, *_letter(request, case_id, letter_id))


@require_POST
def change(request: HttpRequest, case_id: UUID, letter_id: UUID) -> HttpResponse:
    """Annul the letter, or prolong it when `days` came."""
    case, letter = _letter(request, case_id, letter_id)
    by, at, form = actor(request), clock.now(), _change_form(request)
    if form.is_valid():
        data = form.cleaned_data
        try:
            if isinstance(form, ProlongForm):
                actions.supplement(
                    by=by, at=at, parent=letter, days=data["days"], request_key=data["key"]
                )
                messages.success(request, _("The letter is prolonged."))
            else:
                actions.annul(by=by, at=at, letter=letter, reason=data["reason"])
                messages.success(request, _("The letter is annulled, the clinic is told."))
        except Refusal as refusal:
            _blame(form, refusal)
        else:
            return redirect(f"{pages.namespace(request)}:letter", case.id, letter.id)
    return _letter_page(request, case, letter, form)


@require_safe
@never_cache
def pdf(request: HttpRequest, case_id: UUID, letter_id: UUID) -> HttpResponse:
    """The signed document; NotVisible (404) while it is being signed."""
    _case_, letter = _letter(request, case_id, letter_id)
    found, content = actions.download(by=actor(request), at=clock.now(), letter_id=letter.id)
    name = f'inline; filename="letter-{found.id}.pdf"'
    headers = {"Content-Disposition": name, "Cache-Control": "no-store, private"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _case(request: HttpRequest, case_id: UUID) -> Case:
    case = queries.case_for(actor(request), case_id)
    if case.policy is None:
        raise Http404
    pages.journal_open_case(request, case)
    return case


def _letter(request: HttpRequest, case_id: UUID, letter_id: UUID) -> tuple[Case, Letter]:
    case = _case(request, case_id)
    letter = actions.read(by=actor(request), at=clock.now(), letter_id=letter_id)
    if letter.case_id != case.id:
        raise NotVisible
    return case, letter


def _clinics(case: Case) -> Any:
    assert case.policy is not None
    return asked.choices(case.policy, clock.today())


def _ask(request: HttpRequest, case: Case, **question: Any) -> Answered:
    return ask(
        by=actor(request), at=clock.now(), channel="letter", policy=case.policy,
        case_id=case.id, **question,
    )  # fmt: skip


def _again(request: HttpRequest, case: Case, form: forms.Form) -> dict[str, Any]:
    """The question under a form that was sent back, answered as things stand now."""
    try:
        decision = _decision(case, form.fields["decision"].clean(form["decision"].value()))
        words = asked.words(decision)
        answered = _ask(request, case, **words, store=False)
    except (Refusal, ValidationError):
        return {"form": ServiceForm(clinics=_clinics(case))}
    return {
        "form": ServiceForm(initial=words, clinics=_clinics(case)),
        "told": tell(answered),
    }


def _decision(case: Case, decision_id: UUID) -> Decision:
    assert case.policy_id is not None
    found = recent(decision_id=decision_id, policies=[case.policy_id], at=clock.now())
    if found is None:
        raise Refusal(_("This decision is older than an hour: ask again."))
    return found


def _for_clinic(request: HttpRequest, case: Case, decision: Decision, clinic: str) -> Decision:
    """The answer for the clinic of the letter, where another one was asked about. Refusal when it
    is not the same: nobody has seen it yet."""
    service = decision.answer["service"]
    if decision.answer["clinic"] == clinic or not service:
        return decision
    words = asked.words(decision) | {"service": service, "clinic": clinic}
    row = _ask(request, case, **words).row
    if row is None or row.verdict != decision.verdict:
        said = _("For this clinic the answer is another: ask about it first.")
        raise Refusal(said, field="clinic")
    return row


def _offered(request: HttpRequest, case: Case, answered: Answered, told: Told) -> dict[str, Any]:
    """The form that the answer leads to: a letter, or for a doctor also a refusal."""
    row, decision = answered.row, answered.decision
    if row is None or decision.service is None or decision.verdict == "indeterminate":
        return {}
    kept = {"decision": row.id, "key": new_id()}
    if decision.verdict in GRANTING:
        initial = {**kept, "clinic": decision.clinic}
        return {"issue_form": IssueForm(initial=initial, clinics=_clinics(case))}
    contract = answered.policy.contract_id
    if not actor(request).can_within(Can.SIGN_REFUSAL, contract):
        return {"needs_doctor": True}
    reason = told.deciding[0]
    words = {"clause": reason["clause"], "clause_text": reason["text"]}
    words["alternative"] = "\n".join(one["text"] for one in told.alternatives)
    return {"refusal_form": RefusalForm(initial={**kept, **words})}


def _page(request: HttpRequest, case: Case, **more: Any) -> HttpResponse:
    step = pages.step(case, actor(request))
    wrong = any(getattr(form, "errors", None) for form in more.values())
    context = {**pages.frame(request), "case": case, "step": step, **more}
    context |= {"summary": queries.summary(case), "opening": asked.opening(case)}
    return render(request, "casework/letter_new.html", context, status=422 if wrong else 200)


def _change_form(request: HttpRequest) -> AnnulForm | ProlongForm:
    return ProlongForm(request.POST) if "days" in request.POST else AnnulForm(request.POST)


def _letter_page(
    request: HttpRequest, case: Case, letter: Letter, form: AnnulForm | ProlongForm | None = None
) -> HttpResponse:
    context = {
        **pages.frame(request),
        "case": case,
        "letter": letter,
        "annul_form": form if isinstance(form, AnnulForm) else AnnulForm(),
        "prolong_form": form
        if isinstance(form, ProlongForm)
        else ProlongForm(initial={"key": new_id(), "days": settings.PULT_LETTER_DAYS}),
        "in_force": letter.state in ("pending", "active"),
    }
    status = 422 if form is not None else 200
    return render(request, "casework/letter.html", context, status=status)


def _blame(form: Any, refusal: Refusal) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
