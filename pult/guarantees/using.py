"""A promised service was given."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from pult.guarantees import gateway, scope
from pult.guarantees.lifecycle import Action
from pult.guarantees.models import Letter, LetterEvent, LetterLine
from pult.kernel import clock
from pult.kernel.errors import Forbidden, NotVisible, Refusal
from pult.limits import actions as limits
from pult.limits.needs import Need
from pult.people.access import Actor


@transaction.atomic
def consume(
    *, by: Actor, at: datetime, letter: Letter, line: LetterLine, quantity: int = 1, key: UUID
) -> Letter:
    """Note that `quantity` of a line's service was given; its share of the limits is spent.

    By the clinic's registry, or by who may issue. `key` names this report: the same one sent
    twice counts once. The letter is exhausted when nothing is left in any line. Raises
    NotVisible, Forbidden, and Refusal for more than is left or a letter that does not serve.
    """
    letter = gateway.load(letter_id=letter.id, by=by, at=at)
    if not scope.may_note_service(by, letter):
        raise Forbidden(_("Only the clinic or the insurer notes a service."))
    if LetterEvent.objects.filter(letter=letter, key=key).exists():
        return letter
    lines = list(letter.lines.all())
    found = next((row for row in lines if row.id == line.id), None)
    if found is None:
        raise NotVisible
    _check(letter, found, quantity, at)
    left = sum(row.left for row in lines) - quantity
    gateway.change(letter, Action.CONSUME if left else Action.EXHAUST)
    needs = share(found, letter.policy_id, found.used, found.used + quantity)
    limits.consume(needs=needs, subject_id=found.id, key=f"consume:{key}", by=by, at=at)
    LetterLine.objects.filter(id=found.id).update(used=F("used") + quantity)
    what = {"line": str(found.id), "quantity": quantity}
    gateway.happened(letter, "consumed", by=by, at=at, key=key, **what)
    gateway.journal(letter, "letter.consumed", by=by, at=at, **what)
    return letter


def share(line: LetterLine, policy_id: UUID, before: int, after: int) -> list[Need]:
    """What the services from `before` to `after` take of all that the line holds: whole kopecks
    that add up to the whole."""
    found = []
    for data in line.needs:
        need = Need.from_data(policy_id, data)
        amount = need.amount * after // line.quantity - need.amount * before // line.quantity
        if amount:
            found.append(replace(need, amount=amount))
    return found


def _check(letter: Letter, line: LetterLine, quantity: int, at: datetime) -> None:
    if quantity < 1:
        raise Refusal(_("The quantity must be at least one."), field="quantity")
    if quantity > line.left:
        raise Refusal(
            _("Only %(left)s of this service is left.") % {"left": line.left}, field="quantity"
        )
    if letter.first_day is None or clock.day_of(at) < letter.first_day:
        raise Refusal(_("The letter is not in force yet."))
