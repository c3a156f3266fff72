"""The letters of guarantee with which the demo begins, made by the actions that people use."""

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from pult.clinics.models import Clinic
from pult.coverage.actions import ask
from pult.coverage.models import Decision
from pult.demo.reading import Table, read
from pult.demo.requests import account, moment, policy_of
from pult.guarantees import actions, decided, signing
from pult.guarantees.models import Letter
from pult.people.queries import actor_of


def write_letters(folder: Path, *, at: datetime) -> None:
    """Issue every letter of letters.toml, sign it, note the services given, and expire those
    whose time is over by now."""
    top = read(folder, "letters.toml")
    for row in top.tables("letter"):
        _issue(row, at)
        row.done()
    for row in top.tables("refusal"):
        _refuse(row, at)
        row.done()
    top.done()
    actions.expire_due(at=at)


def _issue(row: Table, now: datetime) -> None:
    decision, common = _decide(row, now)
    clinic = Clinic.objects.get(code=row.string("clinic"))
    price = int(row.number("price", low=0, high=1_000_000, default=0)) * 100
    letter = actions.issue(
        **common,
        clinic=clinic,
        lines=[decided.line_of(decision, price=price or None)],
        days=int(row.number("days", low=1, high=60)),
        conditions=row.string("conditions", ""),
    )
    _sign(letter, common["at"])
    given = int(row.number("given", low=0, high=10, default=0))
    if given:
        line = letter.lines.get()
        by, at = common["by"], common["at"]
        actions.consume(by=by, at=at, letter=letter, line=line, quantity=given, key=uuid4())


def _refuse(row: Table, now: datetime) -> None:
    """The clause and its words are those of the decision."""
    decision, common = _decide(row, now)
    reason = decision.answer["reasons"][0]
    service = decision.answer["service"]
    letter = actions.refuse(
        **common,
        lines=[actions.Line(service, decision.facts["services"][service]["title"])],
        clause=reason["clause"],
        clause_text=reason["text"],
        plain_reason=row.string("plain_reason"),
        alternative=row.string("alternative"),
    )
    _sign(letter, common["at"])


def _decide(row: Table, now: datetime) -> tuple[Decision, dict[str, Any]]:
    """The stored decision, and what a letter and a refusal take alike."""
    policy = policy_of(row)
    by, at = actor_of(account(row.string("by"))), moment(row, policy, now)
    diagnosis = row.string("diagnosis", "")
    answered = ask(
        by=by, at=at, channel=Decision.Channel.DESK, policy=policy,
        service=row.string("service"), clinic=row.string("clinic", ""), diagnosis=diagnosis,
        stage=row.string("stage", ""),
    )  # fmt: skip
    assert answered.row is not None
    common = {"by": by, "at": at, "policy": policy, "decision": answered.row}
    return answered.row, common | {"diagnosis": diagnosis}


def _sign(letter: Letter, at: datetime) -> None:
    """Now rather than by the worker, which would date it with the day of the loading."""
    signing.sign(letter_id=letter.id, at=at)
