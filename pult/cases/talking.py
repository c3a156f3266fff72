"""Words between the member and those who help, and notes among the latter."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pult.cases import attachments, clocks, happenings, messages, scope
from pult.cases.claiming import LEASE
from pult.cases.gateway import change, happened, load, load_in_hand, load_to_work
from pult.cases.lifecycle import WAITING, Action
from pult.cases.models import Case, Draft
from pult.contracts.queries import persons_of
from pult.kernel import clock
from pult.kernel.errors import NotVisible, Refusal
from pult.people.access import Actor

LONGEST_TEXT = 4000
State = Case.State


@transaction.atomic
def reply(
    *, case_id: UUID, version: int, text: str, by: Actor, at: datetime, internal: bool = False
) -> Case:
    """Answer the member; or, `internal`, leave a note that the member never sees."""
    if internal:
        return note(case_id=case_id, version=version, text=text, by=by, at=at)
    text = _words(text)
    case = load_in_hand(case_id=case_id, by=by, at=at, version=version)
    deadline = clocks.settle(case, at, stands=False, met=[clocks.FIRST_RESPONSE])
    change(case, Action.ANSWER, at=at, deadline=deadline, lease_until=at + LEASE)
    event = happened(case, happenings.REPLIED, by=by, at=at, text=text)
    messages.replied(case, event, at=at)
    _forget_drafts(case)
    return case


@transaction.atomic
def note(*, case_id: UUID, version: int, text: str, by: Actor, at: datetime) -> Case:
    """A note for colleagues; whoever works on the queue may leave one."""
    text = _words(text)
    case = load_to_work(case_id=case_id, by=by, at=at, version=version)
    change(case, Action.NOTE, at=at)
    happened(case, happenings.NOTED, by=by, at=at, text=text)
    _forget_drafts(case)
    return case


@transaction.atomic
def ask_member(*, case_id: UUID, version: int, text: str, by: Actor, at: datetime) -> Case:
    """A question to the member: the clocks stand until they answer."""
    text = _words(text)
    case = load_in_hand(case_id=case_id, by=by, at=at, version=version)
    deadline = clocks.settle(case, at, stands=True, met=[clocks.FIRST_RESPONSE])
    change(case, Action.ASK, at=at, deadline=deadline, lease_until=None)
    event = happened(case, happenings.ASKED, by=by, at=at, text=text)
    messages.asked(case, event, at=at)
    _forget_drafts(case)
    return case


@transaction.atomic
def ask_clinic(*, case_id: UUID, version: int, text: str, by: Actor, at: datetime) -> Case:
    """The clinic must answer: the clocks stand. The note says what it was asked."""
    case = load_in_hand(case_id=case_id, by=by, at=at, version=version)
    deadline = clocks.settle(case, at, stands=True)
    change(case, Action.CONSULT, at=at, deadline=deadline, lease_until=None)
    happened(case, happenings.CONSULTED, by=by, at=at, text=_words(text))
    _forget_drafts(case)
    return case


@transaction.atomic
def write(
    *, case_id: UUID, text: str, by: Actor, at: datetime, files: Sequence[UploadedFile] = ()
) -> Case:
    """The member writes. A waiting case moves on; a resolved one opens again; an end is an end."""
    case = load(case_id=case_id, by=by, at=at)
    _check_own(case, by, at)
    if not files or text.strip():
        text = _words(text)
    if case.state == State.RESOLVED:
        _reopen(case, by, at)
    else:
        deadline = clocks.settle(case, at, stands=False)
        # The owner gets a lease's time to show that they are there; then anybody may take it.
        held = {"lease_until": at + LEASE} if case.state in WAITING else {}
        change(case, Action.HEAR, at=at, deadline=deadline, **held)
    event = happened(case, happenings.WROTE, by=by, at=at, text=text, from_member=True)
    attachments.keep(case=case, event=event, files=list(files), at=at)
    return case


def _check_own(case: Case, by: Actor, at: datetime) -> None:
    if by.is_system:
        return
    day = at.astimezone(clock.MOSCOW).date()
    if case.person_id not in {person.id for person in persons_of(by, day)}:
        raise NotVisible


def _reopen(case: Case, by: Actor, at: datetime) -> None:
    deadline = clocks.restart(case, at, queue=case.queue)
    change(
        case, Action.REOPEN, at=at,
        owner_id=None, lease_until=None, deadline=deadline, outcome="",
    )  # fmt: skip
    happened(case, happenings.REOPENED, by=by, at=at, from_member=True)


def save_draft(*, case_id: UUID, text: str, by: Actor, at: datetime) -> None:
    """Keep what is being typed; an empty text forgets it. Not a change of the case."""
    case = Case.objects.filter(scope.visible(by, at), id=case_id).first()
    if case is None or by.account_id is None or not scope.can_work(by, case):
        raise NotVisible
    if not text.strip():
        Draft.objects.filter(case=case, account_id=by.account_id).delete()
        return
    Draft.objects.update_or_create(
        case=case,
        account_id=by.account_id,
        defaults={"text": text[:LONGEST_TEXT], "saved_at": at},
    )


def _forget_drafts(case: Case) -> None:
    """Somebody has answered: neither theirs nor the draft they took over is needed."""
    Draft.objects.filter(case=case).delete()


def _words(text: str) -> str:
    text = text.strip()
    if not text:
        raise Refusal(_("Write a few words."), field="text")
    if len(text) > LONGEST_TEXT:
        raise Refusal(_("The text is longer than 4000 characters."), field="text")
    return text
