"""What may go wrong, in words for the person who reads it."""

from typing import Any


class Refusal(Exception):
    """An input that cannot be accepted. `message` is one clear (lazily translated) sentence.

    `field` names the form field it belongs to, if any.
    """

    def __init__(self, message: Any, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


class Forbidden(Refusal):
    """The actor may not do this, although they may know that the object exists."""


class NotVisible(Exception):
    """The object does not exist for this actor: a page answers 404."""


class Stale(Refusal):
    """Somebody changed the object in between; `current` is its present version."""

    def __init__(self, message: Any, *, current: int) -> None:
        super().__init__(message)
        self.current = current
