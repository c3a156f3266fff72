"""The token with which a page of any workspace opens its event stream."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pult.cases.queries import case_for
from pult.contracts.queries import persons_of
from pult.kernel import clock
from pult.live import tokens
from pult.people.access import Actor, Can
from pult.people.guard import actor, signed_in

# Events carry ids only; who signed out, or lost a role, hears nothing more after this time.
TTL = timedelta(minutes=5)


@require_safe
@never_cache
@signed_in
def live_token(request: HttpRequest) -> JsonResponse:
    """`{"url", "token"}`: what the actor may hear of, and with `?case=<id>` that case too."""
    by, at = actor(request), clock.now()
    topics = topics_of(by, at)
    if case := request.GET.get("case"):
        topics.append(f"case:{_case_id(by, case, at)}")
    token = tokens.issue(topics, settings.SECRET_KEY, TTL, at=at)
    return JsonResponse({"url": f"{settings.PULT_LIVE_URL}/events", "token": token})


def topics_of(by: Actor, at: datetime) -> list[str]:
    """What concerns an actor: a member hears of their own people, staff of themselves, and who
    works a queue, of the queues."""
    topics = [f"account:{by.account_id}"]
    if by.can(Can.USE_CABINET):
        day = at.astimezone(clock.MOSCOW).date()
        topics += [f"person:{person.id}" for person in persons_of(by, day)]
    if by.can(Can.WORK_QUEUE):
        topics.append("desk")
    if by.can(Can.SEE_DESK):
        topics.append("wall")
    return topics


def _case_id(by: Actor, case: str, at: datetime) -> UUID:
    try:
        case_id = UUID(case)
    except ValueError as error:
        raise Http404 from error
    return case_for(by, case_id, at=at).id
