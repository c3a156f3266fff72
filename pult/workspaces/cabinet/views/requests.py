"""One's requests: the list, and one with its timeline, messages, visit and files."""

from datetime import UTC, datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pult.cases import actions, happenings, invitations, queries
from pult.cases.attachments import download
from pult.cases.kinds.forms import FilesField
from pult.cases.lifecycle import OPEN
from pult.cases.models import Case, CaseEvent, Visit
from pult.guarantees.queries import letters_of_case
from pult.kernel import clock
from pult.kernel.errors import Refusal
from pult.people.access import Can
from pult.people.guard import actor, allow
from pult.workspaces.cabinet import progress
from pult.workspaces.cabinet.views.letters import SHOWN
from pult.workspaces.cabinet.whose import whose


class MessageForm(forms.Form):
    """What a member writes into a request."""

    text = forms.CharField(
        label=_("Your message"),
        error_messages={"required": _("Write a few words or attach a file.")},
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    files = FilesField()  # type: ignore[assignment]  # a field, as Django forms have it

    def clean(self) -> dict[str, object]:
        """A file may come without words."""
        data = super().clean() or {}
        if data.get("files") and not self.data.get("text", "").strip():
            self.errors.pop("text", None)
            data["text"] = ""
        return data


@allow(Can.USE_CABINET)
@never_cache
def requests(request: HttpRequest) -> HttpResponse:
    """Requests of the person whose cabinet is open: those that go on first."""
    mine = whose(request)
    before = _moment(request.GET.get("before", ""))
    found = queries.cases_of_person(actor(request), mine.person.id, before=before)
    cards = [progress.of(case) for case in found]
    context = {
        "mine": mine,
        "going_on": [card for card in cards if card.case.state in OPEN],
        "past": [card for card in cards if card.case.state not in OPEN],
        "older": found[-1].opened_at if len(found) == 50 else None,
    }
    return render(request, "cabinet/requests.html", context)


@allow(Can.USE_CABINET)
@never_cache
def request_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    return _page(request, _own_case(request, case_id), MessageForm())


@allow(Can.USE_CABINET)
@require_POST
def write(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """A message of the member, with files."""
    case = _own_case(request, case_id)
    form = MessageForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.write(
                case_id=case.id,
                text=form.cleaned_data["text"],
                files=form.cleaned_data["files"],
                by=actor(request),
                at=clock.now(),
            )
        except Refusal as refusal:
            form.add_error("text", refusal.message)
        else:
            return redirect("cabinet:request", case.id)
    return _page(request, case, form, status=422)


@allow(Can.USE_CABINET)
def cancel(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Asked once more before a request is given up, since a booked visit goes with it."""
    case = _own_case(request, case_id)
    card = progress.of(case)
    if request.method == "POST":
        actions.cancel(case_id=case.id, by=actor(request), at=clock.now())
        messages.success(request, gettext("The request is cancelled."))
        return redirect("cabinet:request", case.id)
    if not card.can_cancel:
        return redirect("cabinet:request", case.id)
    return render(request, "cabinet/request_cancel.html", {"mine": whose(request), "card": card})


@allow(Can.USE_CABINET)
def file(request: HttpRequest, case_id: UUID, file_id: UUID) -> HttpResponseBase:
    """A file of the request, as a download: nothing of it runs in the browser."""
    case = _own_case(request, case_id)
    found = queries.file_for(actor(request), file_id)
    if found.case_id != case.id:
        raise Http404
    return download(found)


@allow(Can.USE_CABINET)
@never_cache
def ics(request: HttpRequest, case_id: UUID, visit_id: UUID) -> HttpResponse:
    """The visit for one's calendar."""
    case = _own_case(request, case_id)
    visit = next((visit for visit in case.visits.all() if visit.id == visit_id), None)
    if visit is None:
        raise Http404
    link = request.build_absolute_uri(request.path.partition("/visit/")[0])
    content, method = invitations.calendar(
        _for_calendar(visit, case, link), summary=gettext("Visit to the clinic")
    )
    return HttpResponse(
        content,
        content_type=f"text/calendar; method={method}; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="visit.ics"'},
    )


def _for_calendar(visit: Visit, case: Case, link: str) -> dict[str, object]:
    return {
        "visit": str(visit.id),
        "number": case.number,
        "sequence": visit.sequence,
        "cancelled": visit.state == Visit.State.CANCELLED,
        "starts_at": visit.slot.lower.isoformat(),
        "ends_at": visit.slot.upper.isoformat(),
        "clinic": visit.site.name,
        "address": visit.site.address,
        "stamp": visit.booked_at.isoformat(),
        "link": link,
    }


def _own_case(request: HttpRequest, case_id: UUID) -> Case:
    """The case, if it is about somebody whose cabinet this is; staff roles give nothing here."""
    case = queries.case_for(actor(request), case_id)
    if case.person_id not in {person.id for person in whose(request).persons}:
        raise Http404
    return case


def _page(request: HttpRequest, case: Case, form: MessageForm, status: int = 200) -> HttpResponse:
    context = {
        "mine": whose(request),
        "card": progress.of(case),
        "case": case,
        "answers": queries.summary(case),
        "letters": [one for one in letters_of_case(actor(request), case.id) if one.kind in SHOWN],
        "entries": [_entry(event) for event in _shown(case, request)],
        "form": form,
    }
    return render(request, "cabinet/request.html", context, status=status)


def _shown(case: Case, request: HttpRequest) -> list[CaseEvent]:
    """Notes and the desk's inner matters stay inside, also for staff who are insured."""
    events = queries.timeline(case, actor(request))
    return [e for e in events if not e.internal and e.what not in happenings.INTERNAL]


def _entry(event: CaseEvent) -> dict[str, object]:
    fact = happenings.sentence(event.what)
    who = gettext("You") if event.from_member else event.by_name
    return {
        "event": event,
        "at": event.at,
        "who": who,
        "mine": event.from_member,
        "text": event.text,
        "visit_at": happenings.visit_moment(event.data),
        "visit_site": event.data.get("site", ""),
        "fact": fact if who else fact[:1].upper() + fact[1:],
        "files": list(event.files.all()),
    }


def _moment(text: str) -> datetime | None:
    """Aware, in UTC; None for what is no time, or none that UTC has."""
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None
