"""A browser without scripts: the member asks, reads and writes all the same."""

from tests.flows.conftest import Visit
from tests.flows.member import Member


def test_a_member_asks_and_reads_the_answer_without_scripts(visit: Visit) -> None:
    grigory = Member(visit(phone=True, scripts=False))
    grigory.visitor.sign_in("Лапин Григорий Петрович")
    grigory.sees_own_policy("Лапин Григорий Петрович", "Премиум Петербург")

    number = grigory.asks_for_a_doctor("Кашель вторую неделю")

    grigory.sees(number, "Кашель вторую неделю")
    grigory.writes("Могу прийти только вечером")
    grigory.page.goto("/cabinet/")
    assert "Приём терапевта" in grigory.lists_requests()
