"""The connection is lost and comes back: the page says so, then shows what was missed."""

from playwright.sync_api import expect

from tests.flows.conftest import Visit
from tests.flows.member import Member
from tests.flows.operator import Operator


def test_a_lost_line_is_said_and_what_was_missed_is_fetched(visit: Visit) -> None:
    vera = Member(visit(phone=True))
    vera.visitor.sign_in("Журавлёва Вера Николаевна")
    maria = Operator(visit(), "Мария Лебедева")
    banner = maria.page.locator("[data-live-url]")
    expect(banner).to_be_hidden()

    maria.visitor.loses_connection()
    expect(banner).to_be_visible()
    request = vera.asks_for_a_doctor("Поднялось давление")
    expect(maria.row(request)).to_have_count(0)
    maria.visitor.has_connection()

    maria.sees_arrive(request)
    expect(banner).to_be_hidden()
