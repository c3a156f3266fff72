"""The one way by which a case changes: checked, conditional on its version, written down, told.

An action loads the case locked, so that its checks hold until the commit, and changes it by an
UPDATE conditional on the version: whoever comes second is told who was first.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from pult.cases import happenings, lifecycle, scope
from pult.cases.lifecycle import Action
from pult.cases.models import Case, CaseEvent
from pult.journal.actions import record
from pult.kernel.errors import Forbidden, NotVisible, Refusal, Stale
from pult.notifications.live import publish
from pult.people.access import Actor


def load(*, case_id: UUID, by: Actor, at: datetime, version: int | None = None) -> Case:
    """The case, locked until the transaction ends. NotVisible; Stale for another `version`."""
    lock = Case.objects.select_for_update().filter(scope.visible(by, at), id=case_id)
    if lock.values_list("id").first() is None:
        raise NotVisible
    # Read after the lock, in a statement of its own: one that waits for the row sees the new row
    # beside the relations of the old one, so an owner who came first would look like none.
    related = Case.objects.select_related("person", "policy__programme", "contract", "owner")
    case = related.get(id=case_id)
    if version is not None and version != case.version:
        raise stale(case)
    return case


def load_to_work(*, case_id: UUID, by: Actor, at: datetime, version: int | None) -> Case:
    """`load` for those who work on the case's queue; Forbidden for others who may see it."""
    case = load(case_id=case_id, by=by, at=at, version=version)
    if not scope.can_work(by, case):
        raise Forbidden(_("This request is in another queue."))
    return case


def load_in_hand(*, case_id: UUID, by: Actor, at: datetime, version: int | None) -> Case:
    """`load_to_work` for the owner alone; Refusal for somebody who has not taken the case."""
    case = load_to_work(case_id=case_id, by=by, at=at, version=version)
    if case.owner_id == by.account_id or by.is_system:
        return case
    if case.owner is None:
        raise Refusal(_("Take the request first."))
    raise Refusal(
        _("The request is with %(name)s now.") % {"name": case.owner.display_name}
    )


def change(case: Case, action: Action, *, at: datetime, **fields: Any) -> None:
    """Move the case along the table and set `fields`, if it is still at its version."""
    try:
        state = lifecycle.after(case.state, action)
    except lifecycle.NotPossible as error:
        raise Refusal(
            _("This cannot be done now: the request is “%(state)s”.")
            % {"state": case.get_state_display()}
        ) from error
    fields |= {"state": state.value, "changed_at": at}
    rows = Case.objects.filter(id=case.id, version=case.version).update(
        version=F("version") + 1, **fields
    )
    if rows != 1:
        raise stale(case)
    case.version += 1
    for name, value in fields.items():
        setattr(case, name, value)


def happened(
    case: Case,
    what: str,
    *,
    by: Actor,
    at: datetime,
    text: str = "",
    from_member: bool = False,
    internal: bool | None = None,
    by_name: str = "",
    **data: Any,
) -> CaseEvent:
    """A line in the timeline and in the journal, and a word to every open screen.

    `by_name`: what somebody without an account calls themselves.
    """
    event = CaseEvent.objects.create(
        case=case,
        at=at,
        what=what,
        by_id=by.account_id,
        by_name=by_name or by.name,
        from_member=from_member,
        internal=what in happenings.INTERNAL if internal is None else internal,
        text=text,
        data=data,
    )
    record(
        what=f"case.{what}",
        at=at,
        account_id=by.account_id,
        role=by.role,
        person_id=case.person_id,
        case_id=case.id,
        subject=case.number,
    )
    tell(case, by=by)
    return event


def tell(case: Case, *, by: Actor) -> None:
    """Every screen that shows the case, its queue or its owner fetches what it may see."""
    topics = ["desk", f"case:{case.id}"]
    if case.person_id:
        topics.append(f"person:{case.person_id}")
    if case.owner_id:
        topics.append(f"account:{case.owner_id}")
    who = {"by": str(by.account_id)} if by.account_id else {}
    publish(*topics, case=str(case.id), version=str(case.version), **who)


def stale(case: Case) -> Stale:
    """Who changed what since the form was opened."""
    last = CaseEvent.objects.filter(case_id=case.id).order_by("-id").first()
    current = Case.objects.values_list("version", flat=True).get(id=case.id)
    if last is None:
        return Stale(_("Somebody has changed this request meanwhile."), current=current)
    words = {"name": last.by_name or "—", "what": happenings.sentence(last.what)}
    return Stale(
        _("Meanwhile this happened: %(name)s — %(what)s. Your text is kept.") % words,
        current=current,
    )
