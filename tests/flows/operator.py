"""What people of the medical desk do."""

from datetime import date

from playwright.sync_api import Locator, Page, expect

from tests.flows.looks import ALL
from tests.flows.visitor import Visitor


class Operator:
    def __init__(self, visitor: Visitor, name: str) -> None:
        self.visitor, self.name = visitor, name
        self.page: Page = visitor.sign_in(name)
        expect(self.page.locator("#queue-rows")).to_be_visible()

    def row(self, number: str) -> Locator:
        """The request in the queue."""
        return self.page.locator(".queue__row").filter(has_text=number)

    def sees_arrive(self, number: str) -> None:
        """On the screen that stands open: nothing is loaded by hand."""
        expect(self.row(number)).to_be_visible()

    def opens(self, number: str) -> None:
        self.row(number).click()
        expect(self.page.locator(".case__meta")).to_contain_text(number)

    def takes(self, number: str) -> None:
        """The open request, by the key."""
        self.page.keyboard.press("KeyC")
        expect(self.page.locator(".case__meta")).to_contain_text("у вас")

    def presses_take(self) -> None:
        self.page.keyboard.press("KeyC")

    def holds(self) -> bool:
        """Whether the open request is this operator's, once the answer is there."""
        held = self.page.locator(".case__meta").filter(has_text="у вас")
        expect(held.or_(self.page.get_by_role("alert")).first).to_be_visible()
        return held.count() == 1

    def is_told(self, of: str) -> None:
        """Why it did not go through, and who was quicker."""
        expect(self.page.get_by_role("alert")).to_contain_text(of)
        self.visitor.look()

    def reloads(self, view: str) -> None:
        self.page.goto(f"/desk/?view={view}")

    def types(self, text: str) -> None:
        self.page.locator("#composer").fill(text)

    def typed(self) -> str:
        return self.page.locator("#composer").input_value()

    def looks_at_the_case(self) -> None:
        self.visitor.look(ALL)

    def books(self, *, site: str, doctor: str, day: date, time: str) -> None:
        """A visit, by key and form."""
        self.page.keyboard.press("KeyB")
        form = self.page.locator("#form-visit")
        value = form.locator("select[name=site] option").filter(has_text=site).first
        form.locator("select[name=site]").select_option(str(value.get_attribute("value")))
        form.locator("[name=doctor_name]").fill(doctor)
        form.locator("[name=day]").fill(day.isoformat())
        form.locator("[name=time]").fill(time)
        self.visitor.look()
        form.get_by_role("button").click()
        expect(self.page.locator(".visits")).to_contain_text(doctor)

    def replies(self, text: str) -> None:
        self.page.locator("#composer").fill(text)
        self.visitor.press("Ответить")
        expect(self.page.locator(".case .timeline")).to_contain_text(text)

    def sees(self, *texts: str) -> None:
        """In the open case, without loading it again."""
        for text in texts:
            expect(self.page.locator("#case-live")).to_contain_text(text)

    def resolves(self) -> None:
        self.page.locator("#panel-resolve summary").click()
        self.visitor.look()
        menu = self.page.locator("#panel-resolve .menu__list")
        menu.get_by_role("button", name="Решить", exact=True).click()
        expect(self.page.locator(".case__head")).to_contain_text("Решено")
