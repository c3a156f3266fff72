"""What the insurer's office and the employer's HR do."""

from playwright.sync_api import expect

from tests.flows.roster import CONTRACT
from tests.flows.visitor import Visitor

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COUNTED = ("rows", "dependants", "added", "changed", "unchanged", "ended", "errors")


class Office:
    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page = visitor, visitor.sign_in("Артём Никитин")

    def sends(self, content: bytes) -> dict[str, int]:
        """A list for the contract, as far as the preview; its counts."""
        self.page.goto("/office/rosters/")
        self.visitor.look()
        contract = self.page.locator("select[name=contract]")
        contract.select_option(label=f"{CONTRACT} · ООО «Пример»")
        file = {"name": "Список на ДМС.xlsx", "mimeType": XLSX, "buffer": content}
        self.page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
        self.visitor.press("Проверить список")
        expect(self.page.get_by_role("heading", name="Что делать")).to_be_visible()
        self.visitor.look()
        return self._counts()

    def applies_without_bad_rows(self) -> dict[str, int]:
        """The previewed list; the counts of the result."""
        self.page.locator("input[name=skip_bad]").check()
        self.visitor.press("Применить")
        expect(self.page.get_by_text("Применён", exact=False).first).to_be_visible()
        expect(self.page.get_by_role("heading", name="Что делать")).to_be_hidden()
        self.visitor.look()
        return self._counts()

    def _counts(self) -> dict[str, int]:
        figures = self.page.locator(".roster-count strong").all_text_contents()
        return dict(zip(COUNTED, map(int, figures), strict=True))


class Hr:
    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page = visitor, visitor.sign_in("Ольга Крылова")

    def sees(self, full_name: str) -> str:
        """The row of one person; the whole page of that person is looked at too."""
        self.page.goto("/employer/")
        self.page.locator("input[name=q]").fill(full_name)
        self.visitor.press("Найти")
        row = self.page.get_by_role("row").filter(has_text=full_name).first
        words = row.inner_text()
        self.visitor.look()
        row.get_by_role("link").first.click()
        self.visitor.look()
        return words + self.page.locator("main").inner_text()
