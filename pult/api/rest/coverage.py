"""Is this covered, here, now?"""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from pult.api.rest.bearer import caller
from pult.api.rest.shapes import Answer, Problem, Question
from pult.coverage import reading, words, zones
from pult.coverage.actions import Answered, ask
from pult.kernel import clock
from pult.kernel.errors import Forbidden, Refusal

router = Router(tags=["coverage"])
PROBLEMS = dict.fromkeys((400, 401, 403, 404, 422, 429), Problem)


@router.post(
    "/decisions",
    response={200: Answer, **PROBLEMS},
    operation_id="decide",
    summary="Whether a service is covered, with the clause and the next step",
    url_name="coverage-decisions",
    openapi_extra={
        "responses": {
            200: {
                "headers": {
                    "Decision-Id": {
                        "description": "under which the decision is kept",
                        "schema": {"type": "string", "format": "uuid"},
                    }
                }
            }
        }
    },
)
def decide(request: HttpRequest, asked: Question, response: HttpResponse) -> dict[str, object]:
    """The decision is kept. Staff ask about the people they work for; a clinic, by its registrar's
    token, about those whom the programme sends to it, naming the birth date too."""
    try:
        answered = _ask(request, asked)
    except Forbidden:
        raise
    except Refusal as refusal:
        if words.is_call_for_help(asked.service, asked.urgency):
            raise Refusal(words.with_help(str(refusal))) from refusal
        raise
    if answered.row is not None:
        response["Decision-Id"] = str(answered.row.id)
    return words.tell(answered).to_json()


def _ask(request: HttpRequest, asked: Question) -> Answered:
    return ask(
        policy_number=asked.policy,
        service=asked.service,
        diagnosis=asked.diagnosis,
        clinic=asked.clinic,
        day=reading.day(asked.date),
        stage=asked.stage,
        urgency=asked.urgency,
        place=zones.place(asked.place) if asked.place else None,
        born=asked.birth_date,
        quantity=asked.quantity,
        amount=asked.amount,
        by=caller(request),
        at=clock.now(),
        channel="api",
    )
