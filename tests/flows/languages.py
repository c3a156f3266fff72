"""Is a page in one language? Data in another language stands in an element that says so."""

import re
from html.parser import HTMLParser

CYRILLIC = re.compile(r"[А-Яа-яЁё]")
LATIN_RUN = re.compile(r"[A-Za-z]{2,}")
BREAK = re.compile(r"[ \u00a0’'-]")
ADDRESS = re.compile(r"\S*(?:@|://|\.(?:ru|example|com|xlsx|csv|pdf|jpe?g|png)\b)\S*")
# Names and abbreviations that Russian sentences hold as they are.
KNOWN = frozenset(
    "Pult JavaScript HR PDF SMS QR XLSX XLS ODS CSV USB PIN Ctrl MSK OUT SPB DEN HOS App Store Google Play RuStore "
    "JPEG PNG HEIC Google Authenticator in situ".split()
)
UNSEEN = frozenset({"script", "style", "template", "code", "kbd", "svg"})
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
SPOKEN = ("title", "alt", "placeholder", "aria-label", "aria-description", "aria-roledescription")


class Page(HTMLParser):
    """`said` is everything people read or hear on a page, each with its language."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[tuple[str, str]] = []
        self.links: list[str] = []
        self._open: list[tuple[str, str]] = [("", "")]

    @property
    def language(self) -> str:
        return self._open[-1][1]

    @property
    def page_language(self) -> str:
        return next((language for tag, language in self._open if tag == "html"), "")

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


def read(html: str) -> Page:
    page = Page()
    page.feed(html)
    return page


def foreign(page: Page, language: str) -> list[str]:
    """What does not belong into a page of ours in `language`."""
    wrong = _russian if language == "en" else _english
    found = [text for said, text in page.said if said == language and wrong(text)]
    # Our own English said in a Russian voice: `lang` stands around more than the data.
    data = [text for said, text in page.said if said != language and language == "en"]
    return found + [text for text in data if _english(text) and not _russian(text)]


def _russian(text: str) -> bool:
    return bool(CYRILLIC.search(text))


def _english(text: str) -> bool:
    runs = LATIN_RUN.findall(ADDRESS.sub(" ", text))
    return any(not set(BREAK.split(run)) <= KNOWN for run in runs)
