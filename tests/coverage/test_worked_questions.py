"""docs/worked-questions.md tells the truth: every question of its tables is asked."""

import json
import re
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from pult.api.actions import issue_token
from pult.coverage.actions import ask
from pult.people.access import SYSTEM
from pult.people.models import Account
from pult.programmes.models import ProgrammeVersion
from tests.demo.loaded.conftest import LOADED_AT, _loaded, db, demo

__all__ = ["_loaded", "db", "demo"]
pytestmark = pytest.mark.usefixtures("demo")

PAGE = (Path(__file__).parents[2] / "docs" / "worked-questions.md").read_text(encoding="utf-8")
YEAR = LOADED_AT.year
ANSWERS = {
    "покрывается": "covered",
    "по согласованию": "approval_needed",
    "не покрывается": "not_covered",
    "нужно уточнить": "indeterminate",
}
MISSING = {"": [], "адрес": ["place"], "диагноз": ["diagnosis"], "услугу": ["service"]}
STAGES = {"жалоба": "complaint", "диагноз": "diagnosis", "лечение": "treatment"}
URGENCIES = {"экстренно": "emergency", "неотложно": "urgent", "планово": "planned"}
TELLING = {"limit_left", "cost_share"}


def table(*heads: str) -> list[list[str]]:
    """The rows of every table of the page that has these columns."""
    found, inside = [], False
    for line in PAGE.splitlines():
        cells = [cell.strip() for cell in line.strip("| ").split("|")] if line[:1] == "|" else []
        if cells == list(heads):
            inside = True
        elif not cells:
            inside = False
        elif inside and cells[0].strip("-"):
            found.append([cell.strip() for cell in line[1:].rstrip("| ").split("|")])
    return found


POLICIES = {row[0]: row[1] for row in table("Кто", "Полис", "Программа", "Кто это")}
PROGRAMMES = {row[0]: row[2] for row in table("Кто", "Полис", "Программа", "Кто это")}
PLACES = {row[0]: f"{row[2]},{row[3]}" for row in table("Место", "Где", "Широта", "Долгота")}


@dataclass(frozen=True)
class Row:
    """A worked question; `options` as `ask` takes them, but for the place: «lat,lon»."""

    number: int
    part: int
    texts: tuple[str, str]
    who: str
    options: dict[str, Any]
    verdict: str
    missing: list[str]
    clauses: list[str]

    @property
    def is_plain(self) -> bool:
        """Whether the command can ask it too: it knows no quantities and amounts."""
        return not {"quantity", "amount"} & self.options.keys()


def row(cells: list[str]) -> Row:
    number, part, russian, english, who, circumstances, told, code, clauses = cells
    answer, _colon, missing = told.partition(": ")
    assert ANSWERS[answer] == code.strip("`"), cells
    return Row(
        number=int(number),
        part=int(part),
        texts=(russian, english),
        who=who,
        options=dict(option(one) for one in circumstances.split("; ") if one),
        verdict=code.strip("`"),
        missing=MISSING[missing],
        clauses=[] if clauses == "—" else clauses.split(", "),
    )


def option(text: str) -> tuple[str, Any]:
    name, _blank, value = text.partition(" ")
    digits = int(re.sub(r"\D", "", value) or 0)
    return {
        "диагноз": lambda: ("diagnosis", value),
        "клиника": lambda: ("clinic", value),
        "стадия": lambda: ("stage", STAGES[value]),
        "срочность": lambda: ("urgency", URGENCIES[value]),
        "место": lambda: ("place", PLACES[value]),
        "количество": lambda: ("quantity", digits),
        "сумма": lambda: ("amount", digits * 100),
        "день": lambda: ("day", day(value)),
    }[name]()


def day(text: str) -> date:
    """«31.12.Г+1» is the last day of the year after that of the loading."""
    number, month, year = text.split(".")
    return date(YEAR + int(year.removeprefix("Г") or 0), int(month), int(number))


ROWS = [
    row(cells)
    for cells in table(
        "№", "Ч.", "Вопрос", "Question", "Кто", "Обстоятельства", "Ответ", "Code", "Пункты"
    )
]
SOME = [one for one in ROWS if one.is_plain][::12]


@pytest.mark.parametrize("one", ROWS, ids=lambda one: str(one.number))
def test_the_answer_is_as_written_in_both_languages(one: Row) -> None:
    place = one.options.get("place")
    known = one.options | ({"place": tuple(map(float, place.split(",")))} if place else {})
    for text in one.texts:
        answered = ask(
            service=text,
            policy_number=POLICIES[one.who],
            by=SYSTEM,
            at=LOADED_AT,
            channel="console",
            store=False,
            **known,
        )
        decision = answered.decision
        cited = list(dict.fromkeys(reason.clause for reason in decision.reasons))
        assert (text, decision.verdict, list(decision.missing), cited) == (
            text, one.verdict, one.missing, one.clauses,
        )  # fmt: skip


@pytest.mark.parametrize("one", SOME, ids=lambda one: str(one.number))
def test_the_command_answers_the_same(one: Row) -> None:
    options = {"day": date(YEAR, 6, 18)} | one.options
    options["date"] = options.pop("day").isoformat()
    out = StringIO()

    call_command(
        "decide", "--json", stdout=out, policy=POLICIES[one.who], service=one.texts[0], **options
    )

    told = json.loads(out.getvalue())
    cited = list(dict.fromkeys(reason["clause"] for reason in told["reasons"]))
    assert (told["verdict"], told["missing"], cited) == (one.verdict, one.missing, one.clauses)


@pytest.mark.parametrize("one", SOME, ids=lambda one: str(one.number))
def test_other_programs_hear_the_same(one: Row) -> None:
    desk = Account.objects.get(display_name="Мария Лебедева")
    secret = issue_token(email=desk.email or "", name="МИС", by=SYSTEM, at=LOADED_AT)[1]
    options = {"day": date(YEAR, 6, 18)} | one.options
    options["date"] = options.pop("day").isoformat()

    response = Client().post(
        "/api/v1/coverage/decisions",
        {"policy": POLICIES[one.who], "service": one.texts[1]} | options,
        content_type="application/json",
        headers={"Authorization": f"Bearer {secret}", "Accept-Language": "en"},
    )

    told = response.json()
    cited = list(dict.fromkeys(reason["clause"] for reason in told["reasons"]))
    assert (told["verdict"], told["missing"], cited) == (one.verdict, one.missing, one.clauses)


def test_the_page_is_whole() -> None:
    assert [one.number for one in ROWS] == list(range(1, len(ROWS) + 1))
    assert len(ROWS) >= 120
    assert f"Здесь {len(ROWS)} " in PAGE
    assert {one.part for one in ROWS} == {3, 4, 6, 7, 8}


def test_every_clause_that_decides_is_cited() -> None:
    """Of the common clauses by some question, of a programme's own by a question about it."""
    cited: dict[str, set[str]] = {}
    for one in ROWS:
        cited.setdefault(PROGRAMMES[one.who].strip("«»"), set()).update(one.clauses)
    everywhere = set().union(*cited.values())
    for version in ProgrammeVersion.objects.all():
        document = version.document
        deciding = {
            clause["number"]
            for clause in document["clauses"]
            if any(clause[key] for key in ("rules", "limits", "waits", "shares"))
        }
        own = {number for number in deciding if not number.startswith(("1.", "5.1.", "5.2."))}
        assert own - cited[document["title"]] == set()
        assert deciding - everywhere == set()
