"""Two operators, one request: exactly one has it, the other is told; nobody's words are lost."""

from tests.flows.conftest import Visit
from tests.flows.member import Member
from tests.flows.operator import Operator


def test_two_operators_race_for_one_request(visit: Visit) -> None:
    vera = Member(visit(phone=True))
    vera.visitor.sign_in("Журавлёва Вера Николаевна")
    operators = [Operator(visit(), name) for name in ("Мария Лебедева", "Олег Тарасов")]
    request = vera.asks_for_a_doctor("Болит колено после пробежки")
    for operator in operators:
        operator.sees_arrive(request)
        operator.opens(request)

    for operator in operators:
        operator.presses_take()

    (winner,) = [operator for operator in operators if operator.holds()]
    (loser,) = [operator for operator in operators if operator is not winner]
    loser.is_told(winner.name)
    vera.sees(winner.name)


def test_a_stale_form_is_told_who_changed_what_and_keeps_the_text(visit: Visit) -> None:
    vera = Member(visit(phone=True))
    vera.visitor.sign_in("Журавлёва Вера Николаевна")
    maria, inna = (
        Operator(visit(), "Мария Лебедева"),
        Operator(visit(scripts=False), "Инна Воробьёва"),
    )
    request = vera.asks_for_a_doctor("Нужна справка для бассейна")
    maria.opens(request)
    maria.takes(request)
    inna.reloads(view="open")
    inna.opens(request)
    inna.types("Терапевт примет без записи")

    maria.replies("Запишем на завтра")
    inna.visitor.press("Оставить заметку")

    inna.is_told("Мария Лебедева")
    assert inna.typed() == "Терапевт примет без записи"
