"""The requests with which the demo begins, made by the actions that people use."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from pult.cases import actions
from pult.cases.kinds import KINDS
from pult.cases.models import Case
from pult.clinics.models import Site, Specialty
from pult.contracts.models import Policy
from pult.demo.reading import Table, read
from pult.kernel import clock
from pult.people.access import Actor
from pult.people.models import Account
from pult.people.queries import actor_of

STEPS = ("claim", "reply", "note", "ask_member", "ask_clinic", "transfer", "book", "resolve")


@dataclass(frozen=True)
class Told:
    """What a step needs to know of its case."""

    row: Table
    case: Case
    by: Actor
    at: datetime

    @property
    def hand(self) -> dict[str, Any]:
        version = Case.objects.values_list("version", flat=True).get(id=self.case.id)
        return {"case_id": self.case.id, "version": version, "by": self.by, "at": self.at}


def write_requests(folder: Path, *, at: datetime) -> None:
    """Open every request of requests.toml and walk it through its steps."""
    top = read(folder, "requests.toml")
    for row in top.tables("request"):
        case = _open(row, at)
        for step in row.tables("steps", optional=True):
            _walk(step, case, at)
        row.done()
    top.done()


def _open(row: Table, now: datetime) -> Case:
    policy = policy_of(row)
    kind = KINDS[row.string("kind", among=KINDS)]
    sites = Site.objects.filter(code__in=row.strings("sites")).values_list("id", flat=True)
    words = row.string("text")
    data = {
        "phone": policy.mobile,
        "clinics": [str(site) for site in sites],
        **row.plain("answers"),
        kind.form.story: words,
    }
    form = kind.form(data, policy=policy)
    if not form.is_valid():
        raise row.mistake("answers", form.errors.as_text())
    opener = row.string("by")
    cabinet = opener == "member"
    opened_by = policy.person.account if cabinet else account(opener)
    return actions.open_case(
        kind=kind.code,
        by=actor_of(opened_by),
        at=moment(row, policy, now),
        person=policy.person,
        policy=policy,
        channel="cabinet" if cabinet else "phone",
        form=form.answers(),
        text=words,
    )


def policy_of(row: Table) -> Policy:
    """'2026-0001-000001' is a number; '2026-0001/3' the third generated employee."""
    contract, _slash, index = row.string("member").partition("/")
    found = Policy.objects.select_related("person", "contract")
    if not index:
        return found.get(number=contract)
    made = found.filter(contract__number=contract).exclude(personnel_number="")
    return made.order_by("number")[int(index) - 1]


def account(email: str) -> Account:
    return Account.objects.get(email=email)


def moment(row: Table, policy: Policy, now: datetime) -> datetime:
    """`ago` minutes before now, never before the policy began."""
    began = datetime.combine(policy.first_day, time(), clock.MOSCOW)
    ago = timedelta(minutes=row.number("ago", low=0, high=50_000))
    return max(now - ago, began)


def _walk(step: Table, case: Case, now: datetime) -> None:
    what = step.string("do", among=STEPS)
    assert case.policy is not None
    at = moment(step, case.policy, now)
    told = Told(step, case, actor_of(account(step.string("by"))), at)
    _DO[what](told)
    step.done()


def _transfer(told: Told) -> None:
    queue, text = told.row.string("queue"), told.row.string("text", "")
    actions.transfer(**told.hand, queue=queue, text=text)


def _resolve(told: Told) -> None:
    outcome, text = told.row.string("outcome"), told.row.string("text", "")
    actions.resolve(**told.hand, outcome=outcome, text=text)


def _book(told: Told) -> None:
    """A visit so many days after the step, at a time of the site's own clock."""
    row = told.row
    day = told.at.astimezone(clock.MOSCOW).date() + timedelta(
        days=int(row.number("days", low=1, high=60))
    )
    actions.book_visit(
        **told.hand,
        site=Site.objects.get(code=row.string("site")),
        specialty=Specialty.objects.get(code=row.string("specialty")),
        starts_at=datetime.combine(day, time.fromisoformat(row.string("time")), clock.MOSCOW),
        doctor_name=row.string("doctor", ""),
        note=row.string("text", ""),
    )


_DO = {
    "claim": lambda told: actions.claim(case_id=told.case.id, by=told.by, at=told.at),
    "reply": lambda told: actions.reply(**told.hand, text=told.row.string("text")),
    "note": lambda told: actions.note(**told.hand, text=told.row.string("text")),
    "ask_member": lambda told: actions.ask_member(**told.hand, text=told.row.string("text")),
    "ask_clinic": lambda told: actions.ask_clinic(**told.hand, text=told.row.string("text")),
    "transfer": _transfer,
    "book": _book,
    "resolve": _resolve,
}
