"""Welcome letters to those whom a roster has newly insured."""

from datetime import datetime
from uuid import UUID

from procrastinate.contrib.django import app

from pult.contracts.models import Contract, Policy
from pult.contracts.welcome import queue_welcome

AT_ONCE = 1_000  # a longer list gets its letters from a job, batch after batch


def queue(*, contract: Contract, count: int, at: datetime) -> None:
    """Letters for the policies made at this very moment: now, or by a job of this transaction."""
    if count <= AT_ONCE:
        queue_batch(contract_id=contract.id, at=at)
    else:
        welcome_newly_insured.defer(contract_id=str(contract.id), at=at.isoformat())


def queue_batch(*, contract_id: UUID, at: datetime, after: str = "") -> str:
    """Letters for a batch of policies by number; the last number, '' when none was left."""
    policies = list(
        Policy.objects.filter(contract_id=contract_id, created_at=at, number__gt=after)
        .exclude(work_email="")
        .order_by("number")[:AT_ONCE]
    )
    queue_welcome(policies, at=at)
    return policies[-1].number if policies else ""


@app.task(name="contracts.welcome_newly_insured", queue="bulk")
def welcome_newly_insured(contract_id: str, at: str) -> None:
    """A letter is queued once for each policy, so that a repeated job tells nobody twice."""
    number = ""
    while number := queue_batch(
        contract_id=UUID(contract_id), at=datetime.fromisoformat(at), after=number
    ):
        pass
