"""The life of a case: one pure table (state, action) → state. No Django here.

`new` and `active` count down. The waiting states stand still while somebody else must act.
`resolved` can be opened again by the member's next message; `closed` and `cancelled` are ends.
"""

from enum import StrEnum


class State(StrEnum):
    NEW = "new"
    ACTIVE = "active"
    WAITING_MEMBER = "waiting_member"
    WAITING_CLINIC = "waiting_clinic"
    RESOLVED = "resolved"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Action(StrEnum):
    CLAIM = "claim"  # an operator takes it in hand
    RELEASE = "release"  # back to the queue, given back or lost
    TRANSFER = "transfer"  # to another queue
    ANSWER = "answer"  # the operator writes to the member
    NOTE = "note"  # an internal note
    ASK = "ask"  # a question to the member: the clocks stand
    CONSULT = "consult"  # a question to the clinic: the clocks stand
    HEAR = "hear"  # the member, or the clinic, has answered
    BOOK = "book"
    RESOLVE = "resolve"
    REOPEN = "reopen"
    CLOSE = "close"
    CANCEL = "cancel"


class NotPossible(ValueError):
    """The action does not lead anywhere from this state."""


OPEN = frozenset({State.NEW, State.ACTIVE, State.WAITING_MEMBER, State.WAITING_CLINIC})
WAITING = frozenset({State.WAITING_MEMBER, State.WAITING_CLINIC})
IN_HAND = OPEN - {State.NEW}
ENDED = frozenset({State.CLOSED, State.CANCELLED})

_WORKING = {
    Action.RELEASE: State.NEW,
    Action.TRANSFER: State.NEW,
    Action.ANSWER: State.ACTIVE,
    Action.ASK: State.WAITING_MEMBER,
    Action.CONSULT: State.WAITING_CLINIC,
    Action.HEAR: State.ACTIVE,
    Action.BOOK: State.ACTIVE,
    Action.RESOLVE: State.RESOLVED,
    Action.CANCEL: State.CANCELLED,
}

TABLE: dict[State, dict[Action, State]] = {
    State.NEW: {
        Action.CLAIM: State.ACTIVE,
        Action.TRANSFER: State.NEW,
        Action.NOTE: State.NEW,
        Action.HEAR: State.NEW,
        Action.CANCEL: State.CANCELLED,
    },
    State.ACTIVE: {**_WORKING, Action.NOTE: State.ACTIVE},
    State.WAITING_MEMBER: {
        **_WORKING,
        Action.NOTE: State.WAITING_MEMBER,
        Action.CLAIM: State.ACTIVE,
    },
    State.WAITING_CLINIC: {
        **_WORKING,
        Action.NOTE: State.WAITING_CLINIC,
        Action.CLAIM: State.ACTIVE,
    },
    State.RESOLVED: {
        Action.NOTE: State.RESOLVED,
        Action.REOPEN: State.NEW,
        Action.CLOSE: State.CLOSED,
    },
    State.CLOSED: {},
    State.CANCELLED: {},
}


def after(state: str, action: Action) -> State:
    """The state to which `action` leads; raises `NotPossible`."""
    found = TABLE[State(state)].get(action)
    if found is None:
        raise NotPossible(f"{action} is not possible in {state}")
    return found


def possible(state: str) -> frozenset[Action]:
    """What may be done in `state`."""
    return frozenset(TABLE[State(state)])


def is_open(state: str) -> bool:
    return State(state) in OPEN
