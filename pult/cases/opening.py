"""Opening a case."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from pult.cases import attachments, clocks, happenings, messages
from pult.cases.gateway import happened
from pult.cases.kinds import KINDS
from pult.cases.kinds.kind import Kind
from pult.cases.models import Case, CaseClock
from pult.contracts.models import Contract, Policy
from pult.contracts.queries import persons_of
from pult.documents.numbers import take
from pult.kernel import clock
from pult.kernel.errors import Forbidden, NotVisible, Refusal
from pult.people.access import Actor, Can
from pult.people.models import Person

LONGEST_TEXT = 4000


def open_case(
    *,
    kind: str,
    by: Actor,
    at: datetime,
    person: Person | None = None,
    policy: Policy | None = None,
    contract: Contract | None = None,
    channel: str = "cabinet",
    form: dict[str, Any] | None = None,
    text: str = "",
    files: Sequence[UploadedFile] = (),
    request_key: UUID | None = None,
) -> Case:
    """Open a case for `person`, or for nobody known (kinds that strangers may open).

    `form` holds the answers of the kind's form (`RequestForm.answers()`), `text` the person's own
    words. The same `request_key` opens one case and gives it back each time. Without `policy` the
    person's latest one stands. `contract` tells the curators whose case of a stranger it is.
    """
    chosen = _kind(kind)
    _check_access(chosen, person, by, at)
    if len(text) > LONGEST_TEXT:
        raise Refusal(_("The text is longer than 4000 characters."), field=chosen.form.story)
    if request_key and (known := _opened_before(request_key, person, by)):
        return known
    policy = policy or _latest_policy(person, at)
    if policy and person and policy.person_id != person.id:
        raise NotVisible
    case = _draft(chosen, person, policy, contract, channel, form or {}, by, at)
    case.request_key = request_key
    try:
        with transaction.atomic():
            _write(case, text, files, by, at)
    except IntegrityError:
        if request_key and (known := _opened_before(request_key, person, by)):
            return known
        raise
    return case


def _kind(code: str) -> Kind:
    found = KINDS.get(code)
    if found is None:
        raise Refusal(_("There is no such kind of request."))
    return found


def _check_access(kind: Kind, person: Person | None, by: Actor, at: datetime) -> None:
    if by.is_system:
        return
    if person is None:
        if not kind.from_strangers:
            raise Refusal(_("Say who the request is for."))
        return
    if by.can(Can.SEE_DESK) or by.can(Can.CURATE_MEDICAL) or by.can(Can.CURATE_ADMIN):
        if kind.medical and not by.can(Can.SEE_MEDICAL):
            raise Forbidden(_("Only the medical desk opens requests of this kind."))
        return
    day = at.astimezone(clock.MOSCOW).date()
    if person.id not in {own.id for own in persons_of(by, day)}:
        raise NotVisible
    if not (kind.offered or kind.from_strangers):
        raise NotVisible


def _opened_before(key: UUID, person: Person | None, by: Actor) -> Case | None:
    case = Case.objects.filter(request_key=key).first()
    same_person = case is not None and case.person_id == (person.id if person else None)
    if case is not None and not (same_person and case.opened_by_id == by.account_id):
        raise NotVisible
    return case


def _latest_policy(person: Person | None, at: datetime) -> Policy | None:
    """The policy that serves today; failing that the one that ended last."""
    if person is None:
        return None
    day = at.astimezone(clock.MOSCOW).date()
    found = list(person.policies.select_related("contract").order_by("-period")[:10])
    serving = [policy for policy in found if policy.is_active_on(day)]
    return next(iter(serving + found), None)


def _draft(
    kind: Kind,
    person: Person | None,
    policy: Policy | None,
    contract: Contract | None,
    channel: str,
    answers: dict[str, Any],
    by: Actor,
    at: datetime,
) -> Case:
    with translation.override("ru"):
        title = kind.title_for(answers)
    return Case(
        kind=kind.code,
        title=title[:200],
        person=person,
        policy=policy,
        contract=policy.contract if policy else contract,
        channel=channel,
        priority=kind.priority,
        state=Case.State.NEW,
        queue=kind.queue,
        form=answers,
        opened_by_id=by.account_id,
        opened_at=at,
        changed_at=at,
    )


def _write(
    case: Case, text: str, files: Sequence[UploadedFile], by: Actor, at: datetime
) -> None:
    running = clocks.start(case, at)
    year = at.astimezone(clock.MOSCOW).year
    case.number = f"{year % 100:02d}-{take(name='case', year=year):06d}"
    case.save(force_insert=True)
    CaseClock.objects.bulk_create(running)
    stranger = case.person_id is None
    event = happened(
        case, happenings.OPENED, by=by, at=at, text=text,
        from_member=stranger or not by.is_staff or by.person_id == case.person_id,
        by_name=case.form.get("full_name", "")[:150] if stranger else "",
        channel=case.channel,
    )  # fmt: skip
    attachments.keep(case=case, event=event, files=list(files), at=at)
    messages.received(case, event, at=at)
