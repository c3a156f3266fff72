"""Letters of guarantee and refusals: what was promised to a clinic for oneself or one's child."""

from uuid import UUID, uuid5

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pult.cases import actions as cases
from pult.cases.queries import opened_with
from pult.documents import qr
from pult.guarantees import actions, queries
from pult.guarantees.checks import check_url
from pult.guarantees.decided import issue_by_rule, recent
from pult.guarantees.models import Letter
from pult.kernel import clock
from pult.kernel.errors import NotVisible, Refusal
from pult.people.access import Can
from pult.people.guard import actor, allow
from pult.workspaces.cabinet.whose import whose

# An annulment speaks to the clinic; the member sees the letter itself annulled.
SHOWN = [kind for kind in Letter.Kind if kind != Letter.Kind.ANNUL]


@allow(Can.USE_CABINET)
@never_cache
def letters(request: HttpRequest) -> HttpResponse:
    """Of the person whose cabinet is open, newest first."""
    mine = whose(request)
    found = queries.letters_of_person(actor(request), mine.person.id)
    shown = [letter for letter in found if letter.kind in SHOWN]
    return render(request, "cabinet/letters.html", {"mine": mine, "letters": shown})


@allow(Can.USE_CABINET)
@never_cache
def letter(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    found = _own(request, letter_id)
    in_force = found.serves_on(clock.today())
    context = {
        "mine": whose(request),
        "letter": found,
        "in_force": in_force,
        "qr": qr.data_uri(check_url(found)) if in_force else "",
        "appeal": opened_with(actor(request), _key(request, found)),
    }
    return render(request, "cabinet/letter.html", context)


@allow(Can.USE_CABINET)
@never_cache
def letter_pdf(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """The signed document; while it is being signed, the page says so instead."""
    found = _own(request, letter_id)
    try:
        found, content = actions.download(by=actor(request), at=clock.now(), letter_id=found.id)
    except NotVisible:
        messages.info(request, gettext("The letter is being signed. Come back in a minute."))
        return redirect("cabinet:letter", letter_id)
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="letter-{found.id}.pdf"',
            "Cache-Control": "no-store, private",
        },
    )


@allow(Can.USE_CABINET)
@require_POST
def appeal(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """One tap: the doctor-curator looks at the refusal once more."""
    found = _own(request, letter_id)
    if found.kind != Letter.Kind.REFUSAL:
        raise Http404
    case = cases.open_case(
        kind="appeal",
        by=actor(request),
        at=clock.now(),
        person=found.person,
        policy=found.policy,
        form={"letter": found.number},
        request_key=_key(request, found),
    )
    messages.success(request, gettext("A doctor will look at the refusal once more."))
    return redirect("cabinet:request", case.id)


@allow(Can.USE_CABINET)
@require_POST
def by_rule(request: HttpRequest) -> HttpResponse:
    """The letter that the rules alone allow, on an answer given just now."""
    at, own = clock.now(), {policy.id for policy in whose(request).all_policies}
    try:
        wanted = UUID(request.POST.get("decision", ""))
    except ValueError as error:
        raise Http404 from error
    decision = recent(decision_id=wanted, policies=own, at=at)
    if decision is None:
        messages.error(request, gettext("The answer is older than an hour: ask again."))
        return redirect("cabinet:coverage")
    try:
        found = issue_by_rule(by=actor(request), at=at, decision=decision)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("cabinet:coverage")
    messages.success(request, gettext("The letter is issued; it is signed and sent in a minute."))
    return redirect("cabinet:letter", found.id)


def _key(request: HttpRequest, letter: Letter) -> UUID:
    """One appeal of one person against a letter, however often it is tapped."""
    return uuid5(letter.id, f"appeal {actor(request).account_id}")


def _own(request: HttpRequest, letter_id: UUID) -> Letter:
    """The letter, if it is of somebody whose cabinet this is; staff roles give nothing here."""
    found = queries.letter_for(actor(request), letter_id)
    if found.kind not in SHOWN or found.person_id not in {p.id for p in whose(request).persons}:
        raise Http404
    return found
