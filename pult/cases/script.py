"""The script of a case: what of it has been gone through, by whom and when.

A mark says what it wants to be true rather than "turn it over", so that two who tick at once, or
one who taps twice, mean one thing; it is no change of the case's version.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pult.cases import lifecycle
from pult.cases.gateway import load_in_hand
from pult.cases.kinds import KINDS
from pult.cases.models import Case, ScriptMark
from pult.journal.actions import record
from pult.kernel.errors import Refusal
from pult.notifications.live import publish
from pult.people.access import Actor


@dataclass(frozen=True)
class Line:
    """A sentence of the script, and its mark when it has been gone through."""

    code: str
    text: str | Promise
    mark: ScriptMark | None


def lines(case: Case) -> Sequence[Line]:
    """The script of the case's kind with its marks, in the order in which it is spoken."""
    marks = _latest(case)
    return [
        Line(code, text, found if (found := marks.get(code)) and found.done else None)
        for code, text in KINDS[case.kind].script.items()
    ]


def _latest(case: Case) -> dict[str, ScriptMark]:
    """The last mark of each line."""
    return {mark.line: mark for mark in case.script_marks.all()}


@transaction.atomic
def mark(*, case_id: UUID, line: str, done: bool, by: Actor, at: datetime) -> bool:
    """Mark a line as gone through, or take that back; False when it was so already.

    For the owner of an open case. Journalled, and told to the other open pages of the case.
    """
    case = load_in_hand(case_id=case_id, by=by, at=at, version=None)
    if line not in KINDS[case.kind].script:
        raise Refusal(_("This step is not in the script any more."))
    if not lifecycle.is_open(case.state):
        raise Refusal(
            _("This cannot be done now: the request is “%(state)s”.")
            % {"state": case.get_state_display()}
        )
    last = _latest(case).get(line)
    if (last is not None and last.done) == done:
        return False
    ScriptMark.objects.create(
        case=case, line=line, done=done, by_id=by.account_id, by_name=by.name, at=at
    )
    record(
        what="case.step_done" if done else "case.step_undone",
        at=at,
        account_id=by.account_id,
        role=by.role,
        person_id=case.person_id,
        case_id=case.id,
        subject=case.number,
        step=line,
    )
    who = {"by": str(by.account_id)} if by.account_id else {}
    publish(f"case:{case.id}", case=str(case.id), version=str(case.version), **who)
    return True
