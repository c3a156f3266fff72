"""What if a draft were in force: who of those who have asked would gain, and who would lose."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pult.coverage.models import Decision
from pult.coverage.what_if import MOST, Cause, Outcome, what_if
from pult.kernel import clock
from pult.kernel.numbers import whole
from pult.people.access import Can
from pult.people.guard import actor, allow
from pult.people.reading import note_listing
from pult.programmes.names import names_of
from pult.programmes.rules.document import Document
from pult.programmes.versions import parsed
from pult.programmes.wording import Told, rule_told
from pult.workspaces.office.programmes.reading import version_or_404

DAYS = (7, 30, 90, 365)


@require_safe
@allow(Can.RUN_OFFICE)
def page(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """The decisions of the last `?days=` made again with this version, grouped by what changes
    them. Only numbers of policies are shown, and each is noted in the journal."""
    found, by, now = version_or_404(version_id), actor(request), clock.now()
    days = whole(request.GET.get("days")) or DAYS[1]
    days = days if days in DAYS else DAYS[1]
    document = parsed(found.document)
    outcome = what_if(document, programme_id=found.programme_id, days=days, by=by, at=now)
    note_listing(by=by, person_ids=_people(outcome), what="policy.listed", at=now)
    context = {
        "version": found,
        "days": days,
        "choices": DAYS,
        "outcome": outcome,
        "causes": _causes(outcome, document),
        "verdicts": dict(Decision.Verdict.choices),
        "most": MOST,
    }
    return render(request, "office/programmes/what_if.html", context)


def _causes(outcome: Outcome, document: Document) -> list[tuple[Cause, Told | None, str]]:
    """Each cause with the rule in words, or the sentence of the clause."""
    names = names_of(document)
    rules = {rule.id: (rule, clause) for clause in document.clauses for rule in clause.rules}
    texts = {clause.number: clause.text for clause in document.clauses}
    return [
        (
            cause,
            rule_told(*rules[cause.name], names) if cause.name in rules else None,
            texts.get(cause.name, _("This rule is not in this version.")),
        )
        for cause in outcome.by_weight
    ]


def _people(outcome: Outcome) -> list[UUID]:
    return [
        change.person_id for cause in outcome.causes.values() for change in cause.policies.values()
    ]
