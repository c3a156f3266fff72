"""The one way by which a letter changes: locked, conditional on its version, written down, told."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from pult.guarantees import lifecycle, scope
from pult.guarantees.lifecycle import Action
from pult.guarantees.models import Letter, LetterEvent
from pult.journal.actions import record
from pult.kernel.errors import NotVisible, Refusal, Stale
from pult.notifications.live import publish
from pult.people.access import Actor


def load(*, letter_id: UUID, by: Actor, at: datetime, version: int | None = None) -> Letter:
    """The letter, locked until the transaction ends. NotVisible; Stale for another `version`."""
    lock = Letter.objects.select_for_update(no_key=True, of=("self",))
    if not lock.filter(scope.visible(by, at), id=letter_id).values_list("id").first():
        raise NotVisible
    # In a statement after the lock, so that it sees what the one before us has changed.
    letter = Letter.objects.select_related("policy__contract", "person", "clinic").get(id=letter_id)
    if version is not None and version != letter.version:
        raise stale(letter)
    return letter


def change(letter: Letter, action: Action, **fields: Any) -> None:
    """Move the letter along the table and set `fields`, if it is still at its version."""
    try:
        state = lifecycle.after(letter.state, action)
    except lifecycle.NotPossible as error:
        raise Refusal(
            _("This cannot be done now: the letter is “%(state)s”.")
            % {"state": letter.get_state_display()}
        ) from error
    fields["state"] = Letter.State(state)
    rows = Letter.objects.filter(id=letter.id, version=letter.version).update(
        version=F("version") + 1, **fields
    )
    if rows != 1:
        raise stale(letter)
    letter.version += 1
    for name, value in fields.items():
        setattr(letter, name, value)


def happened(
    letter: Letter, what: str, *, by: Actor, at: datetime, key: UUID | None = None, **data: Any
) -> LetterEvent:
    """A line in the letter's story, and a word to every open screen that shows it.

    The caller writes the journal, which names each event in words of its own."""
    event = LetterEvent.objects.create(
        letter=letter, at=at, what=what, by_id=by.account_id, by_name=by.name, key=key, data=data
    )
    tell(letter)
    return event


def journal(letter: Letter, what: str, *, by: Actor, at: datetime, **details: Any) -> None:
    record(
        what=what,
        at=at,
        account_id=by.account_id,
        role=by.role,
        person_id=letter.person_id,
        case_id=letter.case_id,
        subject=letter.number,
        **details,
    )


def tell(letter: Letter) -> None:
    topics = [f"person:{letter.person_id}"]
    ids = {"letter": str(letter.id), "version": str(letter.version)}
    if letter.case_id:
        topics.append(f"case:{letter.case_id}")
        ids["case"] = str(letter.case_id)
    publish(*topics, **ids)


def stale(letter: Letter) -> Stale:
    """Who changed what since the page was opened."""
    current = Letter.objects.get(id=letter.id)
    last = current.events.order_by("-id").first()
    words = {"name": last.by_name if last else "—", "state": current.get_state_display()}
    return Stale(
        _("Meanwhile the letter was changed: %(name)s — “%(state)s”.") % words,
        current=current.version,
    )
