"""A letter of guarantee, from a member's wish to the service given at the clinic."""

import io
import re

from playwright.sync_api import expect
from pypdf import PdfReader

from tests.flows.conftest import Visit
from tests.flows.looks import ALL
from tests.flows.operator import Operator
from tests.flows.visitor import Visitor

CLINIC = "Клиника на Лесной"
CONDITIONS = "Снимки и заключение выдать на руки."


def test_a_letter_is_decided_issued_signed_shown_and_used_up(visit: Visit) -> None:
    anna = visit(phone=True)
    anna.sign_in("Соболева Анна Игоревна")
    request, case = wishes_an_mri(anna)

    maria = Operator(visit(), "Мария Лебедева")
    maria.sees_arrive(request)
    maria.opens(request)
    maria.takes(request)
    number = issues(maria, "мрт колена", case)

    opens_the_letter(anna, number, case)
    notes_it_given(visit(), number)

    anna.page.reload()
    expect(anna.page.locator("main")).to_contain_text("Исчерпано")
    anna.look()


def wishes_an_mri(member: Visitor) -> tuple[str, str]:
    """The number of the request, and its id."""
    page = member.page
    page.goto("/cabinet/requests/new/diagnostics")
    page.locator("select[name=specialty]").select_option(label="МРТ")
    page.locator("[name=complaint]").fill("Травматолог назначил МРТ правого колена")
    member.press("Отправить обращение")
    page.wait_for_url(re.compile(r"/cabinet/requests/[0-9a-f-]{36}$"))
    number = re.findall(r"\d{2}-\d{6}", page.locator("main").inner_text())[0]
    return number, page.url.rsplit("/", 1)[1]


def issues(operator: Operator, service: str, case: str) -> str:
    """Asks first, then promises; the letter's number, once the worker has signed it."""
    page, visitor = operator.page, operator.visitor
    page.get_by_role("link", name="Гарантийное письмо").click()
    expect(page.locator("main")).to_contain_text("Травматолог назначил МРТ правого колена")
    page.locator("[name=service]").fill(service)
    page.locator("[name=diagnosis]").fill("M23.2")
    visitor.press("Покрывается ли?")
    expect(page.locator("#answer")).to_contain_text("Нужно согласование пульта")
    visitor.look(ALL)
    letter = page.locator("form").filter(has=page.locator("[name=days]"))
    letter.locator("[name=clinic]").select_option(label=CLINIC)
    letter.locator("[name=conditions]").fill(CONDITIONS)
    letter.get_by_role("button", name="Выпустить письмо").click()
    page.wait_for_url(f"**/desk/cases/{case}/**")
    row = page.locator(".letters a").first
    row.click()
    signed = page.get_by_role("link", name="PDF")
    while not signed.count():
        page.wait_for_timeout(500)
        page.reload()
    visitor.look(ALL)
    return re.findall(r"ГП-\d{4}-\d{6}", page.locator("h1").inner_text())[0]


def opens_the_letter(member: Visitor, number: str, case: str) -> None:
    """From the request: the page with its QR, then the signed document."""
    page = member.page
    page.goto(f"/cabinet/requests/{case}")
    page.get_by_role("link", name=number).click()
    expect(page.locator("main")).to_contain_text(CLINIC)
    expect(page.locator("img.qr")).to_be_visible()
    member.look(ALL)
    address = str(page.get_by_role("link", name="PDF").get_attribute("href"))
    status, kind, content = member.fetch(address)
    assert (status, kind) == (200, "application/pdf")
    text = "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(content)).pages)
    assert [word in text for word in (number, CLINIC, CONDITIONS)] == [True] * 3
    assert b"/ByteRange" in content  # signed


def notes_it_given(registrar: Visitor, number: str) -> None:
    """At the clinic: found by its number, given once, and nothing is left of it."""
    page = registrar.sign_in("Светлана Гусева")
    page.goto("/clinic/letters/")
    registrar.look(ALL)
    page.locator("[name=number]").fill(number.lower())
    registrar.press("Найти")
    expect(page.locator("h1")).to_contain_text(number)
    registrar.look(ALL)
    page.get_by_role("button", name="Оказано").click()
    expect(page.locator("main")).to_contain_text("оказано 1 из 1")
    expect(page.get_by_role("button", name="Оказано")).to_have_count(0)
    registrar.look()
