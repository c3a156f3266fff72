"""One of many processes that work on letters over the same limits, until told to stop or killed.

What it was told to be done it writes down after each commit, so that nothing can be lost unseen.
"""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from django.db import connections

from pult.clinics.models import Clinic
from pult.contracts.models import Policy
from pult.coverage.models import Decision
from pult.guarantees import actions
from pult.guarantees.models import Letter
from pult.guarantees.wanted import Line
from pult.kernel.errors import Refusal
from pult.limits.needs import Need
from pult.people.access import Actor

CAPS = {"mri": ("count", 30), "visits": ("count", 50), "money": ("money", 300_000_01)}
DAYS = 20  # of the race's own time, in which letters of one to five days expire


class Racer:
    """`told` gets a line an operation: what was done, and to whom."""

    def __init__(self, seed: int, folder: Path, by: Actor, at: datetime) -> None:
        self.dice = Random(seed)
        self.told = (folder / f"{seed}.told").open("a", buffering=1)
        self.stop = folder / "stop"
        self.by, self.start = by, at
        self.policies = list(Policy.objects.order_by("number"))
        self.decisions = {decision.policy_id: decision for decision in Decision.objects.all()}
        self.clinic = Clinic.objects.order_by("code")[0]
        self.keys: list[tuple[UUID, Policy]] = []

    def run(self) -> None:
        works: list[tuple[Callable[[], str], int]] = [
            (self.issue, 40), (self.retry, 10), (self.consume, 28), (self.annul, 10),
            (self.supplement, 6), (self.expire, 6),
        ]  # fmt: skip
        names, weights = zip(*works, strict=True)
        while not self.stop.exists():
            (work,) = self.dice.choices(names, weights)
            try:
                done = work()
            except Refusal as refusal:
                done = f"refused {type(refusal).__name__}"
            self.told.write(f"{done}\n")

    @property
    def at(self) -> datetime:
        return self.start + timedelta(days=self.dice.randrange(DAYS))

    def uuid(self) -> UUID:
        return UUID(int=self.dice.getrandbits(128), version=4)

    def issue(self) -> str:
        self.keys.append((self.uuid(), self.dice.choice(self.policies)))
        return self._issue(*self.keys[-1])

    def retry(self) -> str:
        if not self.keys:
            return "nothing"
        return self._issue(*self.dice.choice(self.keys[-5:]))

    def _issue(self, key: UUID, policy: Policy) -> str:
        letter = actions.issue(
            by=self.by, at=self.at, policy=policy, clinic=self.clinic,
            lines=self.lines(policy), decision=self.decisions[policy.id],
            days=self.dice.randint(1, 5), request_key=key,
        )  # fmt: skip
        return f"issued {letter.id}"

    def supplement(self) -> str:
        parent = self.letter()
        if parent is None:
            return "nothing"
        letter = actions.supplement(
            by=self.by, at=self.at, parent=parent, lines=self.lines(parent.policy),
            decision=self.decisions[parent.policy_id], days=3, request_key=self.uuid(),
        )  # fmt: skip
        return f"issued {letter.id}"

    def consume(self) -> str:
        letter, key = self.letter(), self.uuid()
        if letter is None:
            return "nothing"
        line = self.dice.choice(list(letter.lines.all()) or [None])
        if line is None:
            return "nothing"
        for _ in range(self.dice.choice((1, 1, 2))):  # some report twice
            actions.consume(
                by=self.by, at=self.at, letter=letter, line=line,
                quantity=self.dice.randint(1, 2), key=key,
            )  # fmt: skip
        return f"consumed {key}"

    def annul(self) -> str:
        letter = self.letter()
        if letter is None:
            return "nothing"
        actions.annul(by=self.by, at=self.at, letter=letter, reason="Передумали")
        return f"annulled {letter.id}"

    def expire(self) -> str:
        return f"expired {actions.expire_due(at=self.at, limit=5)}"

    def letter(self) -> Letter | None:
        """One of the latest, so that others have it in hand too."""
        place = self.dice.randrange(12)
        found = Letter.objects.exclude(kind="annul").select_related("policy")
        return next(iter(found.order_by("-id")[place : place + 1]), None)

    def lines(self, policy: Policy) -> list[Line]:
        """One or two services of up to three pieces, each of one or two limits in any order."""
        return [self._line(policy) for _ in range(self.dice.randint(1, 2))]

    def _line(self, policy: Policy) -> Line:
        quantity = self.dice.randint(1, 3)
        needs = [
            Need(
                policy.id, code, "2026", CAPS[code][1], CAPS[code][0],
                quantity if CAPS[code][0] == "count" else self.dice.randint(1, 5_000_00),
            )
            for code in self.dice.sample(list(CAPS), self.dice.randint(1, 2))
        ]  # fmt: skip
        return Line("A05.04.001", "МРТ суставов", quantity=quantity, needs=needs)


def start(seed: int, folder: Path, by: Actor, at: datetime) -> int:
    """A process of its own that races; its id. The caller has closed its connections."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        connections.close_all()
        Racer(seed, folder, by, at).run()
        code = 0
    except BaseException as error:  # the parent reads why
        (folder / f"{seed}.error").write_text(f"{type(error).__name__}: {error}")
    finally:
        os._exit(code)
