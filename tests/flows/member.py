"""What an insured person does in the cabinet."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.flows.looks import ALL
from tests.flows.roster import Newcomer
from tests.flows.stack import code_in, words
from tests.flows.visitor import Visitor


class Member:
    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page, self.stack = visitor, visitor.page, visitor.stack

    def signs_up(self, who: Newcomer) -> None:
        """Contacts, both codes, identity: to the home page of the cabinet."""
        self.page.goto("/sign-in")
        self.visitor.look()
        self.page.get_by_role("link", name="Открыть кабинет").click()
        self.visitor.look()
        self.page.locator("[name=mobile]").fill("8 " + who.mobile[2:])
        self.page.locator("[name=work_email]").fill(who.email.upper())
        self.visitor.press("Получить коды")
        self.page.wait_for_url("**/sign-up/codes")
        self.visitor.look()
        codes = self._codes(who)
        self.stack.keep_secret(*codes, *who.secrets)
        for name, code in zip(("sms", "email"), codes, strict=True):
            self.page.locator(f"[name={name}]").fill(code)
        self.visitor.press("Продолжить")
        self.page.wait_for_url("**/sign-up/identity")
        self.visitor.look()
        self.page.locator("[name=full_name]").fill(who.full_name.replace("ё", "е").lower())
        self.page.locator("[name=birth_date]").fill(who.birth_date)
        self.page.locator("[name=passport]").fill(who.passport)
        self.page.locator("[name=consent]").check()
        self.visitor.press("Открыть кабинет")
        self.page.wait_for_url("**/cabinet/")

    def _codes(self, who: Newcomer) -> tuple[str, str]:
        sms = self.stack.sms(who.mobile, having="код")
        letter = self.stack.letter(who.email, having="код")
        return code_in(sms), code_in(words(letter))

    def sees_own_policy(self, full_name: str, programme: str) -> str:
        """On the first page; its number."""
        card = self.page.locator(".policy-card")
        expect(card).to_contain_text(full_name)
        expect(card).to_contain_text(programme)
        self.visitor.look(ALL)
        return re.findall(r"2026-\d{4}-\d{6}", card.inner_text())[0]

    def asks_for_a_doctor(self, complaint: str, *, file: Path | None = None) -> str:
        """A visit to a therapist; the number of the request."""
        self.page.goto("/cabinet/")
        self.page.get_by_role("link", name="Врач", exact=True).click()
        self.page.locator("select[name=specialty]").select_option(label="Терапевт")
        self.page.locator("[name=complaint]").fill(complaint)
        if file:
            self.page.locator("input[type=file]").set_input_files(file)
        self.visitor.press("Отправить обращение")
        self.page.wait_for_url(re.compile(r"/cabinet/requests/[0-9a-f-]{36}$"))
        return re.findall(r"\d{2}-\d{6}", self.page.locator("main").inner_text())[0]

    def writes(self, text: str) -> None:
        self.page.locator("#write textarea").fill(text)
        self.page.locator("#write").get_by_role("button", name="Отправить").click()
        expect(self.page.locator("#request .timeline")).to_contain_text(text)

    def sees(self, *texts: str) -> None:
        """In the request as it stands on the screen, without loading it again."""
        for text in texts:
            expect(self.page.locator("#request")).to_contain_text(text)

    def lists_requests(self) -> str:
        """The list, as it stands on the page of requests."""
        self.page.goto("/cabinet/requests/")
        self.visitor.look()
        return self.page.locator("#requests").inner_text()

    def prints(self, number: str) -> dict[str, bytes]:
        """Policy, memo and programme."""
        self.page.goto("/cabinet/documents/")
        self.visitor.look()
        prints = {}
        card = self.page.locator("section.card").filter(has_text=number)
        for link in card.get_by_role("link").filter(has_text="PDF").all():
            address = str(link.get_attribute("href"))
            status, kind, content = self.visitor.fetch(address)
            assert (status, kind) == (200, "application/pdf")
            prints[Path(address).stem] = content
        return prints
