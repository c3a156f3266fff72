"""The life of a letter: one pure table (state, action) → state. No Django here.

`pending` has its number and holds its limits, and waits for the signature; a service given in
those seconds is a fact like any other. `exhausted`, `expired` and `cancelled` are ends.
"""

from enum import StrEnum


class State(StrEnum):
    PENDING = "pending"
    ACTIVE = "active"
    EXHAUSTED = "exhausted"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class Action(StrEnum):
    SIGN = "sign"
    CONSUME = "consume"  # a service was given, and something is left
    EXHAUST = "exhaust"  # the last one was given
    PROLONG = "prolong"  # by a supplementary letter
    SHORTEN = "shorten"  # that supplementary letter was annulled
    EXPIRE = "expire"
    CANCEL = "cancel"


class NotPossible(ValueError):
    """The action does not lead anywhere from this state."""


OPEN = frozenset({State.PENDING, State.ACTIVE})

_PERIOD = (Action.PROLONG, Action.SHORTEN)
_OPEN = {
    Action.SIGN: State.ACTIVE,
    Action.EXHAUST: State.EXHAUSTED,
    Action.EXPIRE: State.EXPIRED,
    Action.CANCEL: State.CANCELLED,
}
TABLE: dict[State, dict[Action, State]] = {
    State.PENDING: _OPEN | {Action.CONSUME: State.PENDING, **dict.fromkeys(_PERIOD, State.PENDING)},
    State.ACTIVE: _OPEN | {Action.CONSUME: State.ACTIVE, **dict.fromkeys(_PERIOD, State.ACTIVE)},
    # Used up before the worker came to sign it: it is signed all the same.
    State.EXHAUSTED: {Action.SIGN: State.EXHAUSTED},
    State.EXPIRED: {},
    State.CANCELLED: {},
}


def after(state: str, action: Action) -> State:
    """The state to which `action` leads; raises `NotPossible`."""
    found = TABLE[State(state)].get(action)
    if found is None:
        raise NotPossible(f"{action} is not possible in {state}")
    return found
