"""Is a page in one language? Data in another language stands in an element that says so."""

import re
from html.parser import HTMLParser

CYRILLIC = re.compile(r"[А-Яа-яЁё]")
# A letter is called by its number in every language, and in a title nothing can mark it.
LETTER_NUMBER = re.compile(r"\b[А-Я]{2,4}-\d{4}-\d{6}\b")
LATIN = re.compile(r"[A-Za-z]{2,}")
# Addresses, files, tokens and numbers of documents.
ADDRESS = re.compile(r"\S*(?:[@\d]|://|\.(?:ru|example|com|xlsx|csv|pdf|jpe?g|png)\b)\S*")
# Names and abbreviations that Russian sentences hold as they are.
KNOWN = frozenset({
    "Pult", "JavaScript", "HR", "PDF", "SMS", "QR", "XLSX", "XLS", "ODS", "CSV", "JPEG", "PNG",
    "HEIC", "USB", "PIN", "Ctrl", "MSK", "OUT", "SPB", "DEN", "HOS", "Google", "Authenticator",
    "Play", "RuStore", "App", "Store", "in", "situ", "Chrome", "Firefox", "Safari", "Edge", "Opera",
    "Linux", "Windows", "Android", "iPhone", "macOS",
})  # fmt: skip
UNSEEN = frozenset({"script", "style", "template", "code", "kbd", "svg"})
VOID = frozenset({
    "area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr",
})  # fmt: skip
SPOKEN = ("title", "alt", "placeholder", "aria-label", "aria-description", "aria-roledescription")


class Page(HTMLParser):
    """`said` is everything people read or hear on a page, each with its language."""

    def __init__(self, language: str = "") -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[tuple[str, str]] = []
        self.links: list[str] = []
        self._open: list[tuple[str, str]] = [("html", language)]

    @property
    def language(self) -> str:
        return self._open[-1][1]

    @property
    def page_language(self) -> str:
        return next(language for tag, language in reversed(self._open) if tag == "html")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        language = given.get("lang", self.language)
        for name, value in given.items():
            if name in SPOKEN:
                self.said.append((language, value))
            elif name.startswith("data-") and " " in value:
                self.said.append((self.language, value))
        if tag == "option" and not given.get("value"):
            language = self.page_language  # «any», among data
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag not in VOID:
            self._open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        tags = [name for name, _ in self._open]
        if tag in tags:
            del self._open[len(tags) - 1 - tags[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if data.strip() and not UNSEEN & {tag for tag, _ in self._open}:
            self.said.append((self.language, " ".join(data.split())))


def read(html: str, language: str = "") -> Page:
    """`language` is that of a part of a page, which does not say it itself."""
    page = Page(language)
    page.feed(html)
    return page


def foreign(page: Page, language: str, also: frozenset[str] = frozenset()) -> list[str]:
    """What does not belong into a page of ours in `language`; `also` are Latin words of data."""
    own = [text for said, text in page.said if said == language]
    found = [text for text in own if (_russian(text) if language == "en" else _english(text, also))]
    # Our own English said in a Russian voice: `lang` stands around more than the data.
    data = [text for said, text in page.said if said != language and language == "en"]
    return found + [text for text in data if _english(text, also) and not _russian(text)]


def _russian(text: str) -> bool:
    return bool(CYRILLIC.search(LETTER_NUMBER.sub(" ", text)))


def _english(text: str, also: frozenset[str]) -> bool:
    return not set(LATIN.findall(ADDRESS.sub(" ", text))) <= KNOWN | also
