"""Every write on a case. Each is keyword-only, with `by` and `at`, in one transaction."""

from pult.cases.booking import book_visit, cancel_visit, move_visit
from pult.cases.claiming import (
    claim,
    heartbeat,
    open_in_hand,
    return_lost_leases,
    return_to_queue,
    take_next,
    transfer,
)
from pult.cases.closing import cancel, close_resolved, resolve
from pult.cases.letters import issue_letter, refuse_by_letter
from pult.cases.opening import open_case
from pult.cases.script import mark as mark_step
from pult.cases.talking import ask_clinic, ask_member, note, reply, save_draft, write

__all__ = [
    "ask_clinic",
    "ask_member",
    "book_visit",
    "cancel",
    "cancel_visit",
    "claim",
    "close_resolved",
    "heartbeat",
    "issue_letter",
    "mark_step",
    "move_visit",
    "note",
    "open_case",
    "open_in_hand",
    "refuse_by_letter",
    "reply",
    "resolve",
    "return_lost_leases",
    "return_to_queue",
    "save_draft",
    "take_next",
    "transfer",
    "write",
]
