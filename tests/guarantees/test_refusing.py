"""A refusal is a doctor's act: with the clause, plain words, and what is covered instead."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest

from pult.guarantees import actions, queries
from pult.guarantees.models import Letter
from pult.guarantees.wanted import Line
from pult.journal.models import Entry
from pult.kernel.errors import Forbidden, NotVisible, Refusal
from pult.people.access import SYSTEM, Actor
from tests import people

WORDS: dict[str, Any] = {
    "clause": "8.3",
    "clause_text": "Не оплачивается протезирование зубов.",
    "plain_reason": "Программа оплачивает лечение зубов, но не коронки.",
    "alternative": "Лечение кариеса и пульпита покрывается: запишем вас к стоматологу.",
}


@pytest.fixture
def refuse(cast: people.Cast, irina: Actor, noon: datetime) -> Callable[..., Letter]:
    def refuse(**more: Any) -> Letter:
        given: dict[str, Any] = {"by": irina, "at": noon, "policy": cast.anna_policy, **WORDS}
        given["lines"] = [Line("A16.07.004", "Восстановление зуба коронкой")]
        return actions.refuse(**(given | more))

    return refuse


def test_a_refusal_carries_everything(refuse: Callable[..., Letter], irina: Actor) -> None:
    letter = refuse()

    assert (letter.kind, letter.number[:4]) == ("refusal", "ОТК-")
    assert (letter.clause, letter.clause_text) == ("8.3", WORDS["clause_text"])
    assert (letter.reason, letter.alternative) == (WORDS["plain_reason"], WORDS["alternative"])
    assert letter.signatory_post == "Врач-куратор"
    entry = Entry.objects.get(what="letter.refused")
    assert entry.account_id == irina.account_id


def test_only_a_doctor_of_the_contract_signs(
    cast: people.Cast, refuse: Callable[..., Letter]
) -> None:
    for who in (cast.maria, cast.sergey, cast.oleg, cast.elena, cast.olga, cast.tamara):
        with pytest.raises(Forbidden, match="врач-куратор"):
            refuse(by=people.actor(who))
    with pytest.raises(Forbidden):
        refuse(by=SYSTEM)
    with pytest.raises(NotVisible):
        refuse(by=people.actor(cast.anna))
    assert Letter.objects.count() == 0


@pytest.mark.parametrize("missing", list(WORDS))
def test_none_of_the_words_may_be_missing(refuse: Callable[..., Letter], missing: str) -> None:
    with pytest.raises(Refusal):
        refuse(**{missing: "  "})


def test_the_same_request_refuses_once(refuse: Callable[..., Letter]) -> None:
    key = uuid4()
    assert refuse(request_key=key) == refuse(request_key=key)
    assert Letter.objects.count() == 1


def test_a_refusal_is_for_the_person_and_not_for_a_clinic(
    cast: people.Cast, refuse: Callable[..., Letter], anna: Actor, tamara: Actor
) -> None:
    letter = refuse(clinic=cast.clinic)

    assert queries.letters_of_person(anna, cast.anna_policy.person_id) == [letter]
    with pytest.raises(NotVisible):
        queries.letter_for(tamara, letter.id)
    assert queries.letters_of_clinic(tamara) == []
