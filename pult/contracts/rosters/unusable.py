"""A file that cannot be a roster: one clear sentence each."""

from typing import Any

from pult.contracts.rosters.messages import UNUSABLE
from pult.kernel.errors import Refusal


class UnusableFile(Refusal):
    """Nothing of the file can be taken; `code` is one of `messages.UNUSABLE`."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(UNUSABLE[code], field="file")
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return str(self.message) % self.params if self.params else str(self.message)
