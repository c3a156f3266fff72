"""A browser without a screen: cookies, hidden fields, and patience with a server that dies."""

import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from abc import ABC, abstractmethod
from html import unescape
from http.client import HTTPException, IncompleteRead
from http.cookiejar import CookieJar
from typing import Any

PATIENCE = 60.0


class _Stay(urllib.request.HTTPRedirectHandler):
    """The address to go on to is the answer itself."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


class Unanswered(Exception):
    """No answer, or one that promises nothing (5xx): to be tried again."""


class Visitor:
    """One person at one server."""

    def __init__(self, url: str) -> None:
        self.url = url
        jar = urllib.request.HTTPCookieProcessor(CookieJar())
        self._opener = urllib.request.build_opener(jar, _Stay)
        self.failures = 0  # requests without an answer that promises anything
        self.cut_off = 0  # those of them that the server had taken when it died

    def get(self, path: str) -> str:
        return self._patiently(path, None)[1]

    def post(self, path: str, page: str = "", /, **fields: str) -> tuple[str, str]:
        """Where it leads and what it says. The hidden fields come from `page`, which held the
        form; the same body is sent again until the server acknowledges it."""
        body = urllib.parse.urlencode(hidden_fields(page) | fields).encode()
        return self._patiently(path, body)

    def sign_in(self, account: str) -> None:
        page = self.get("/sign-in")
        self.post("/sign-in/demo", page, account=account)

    def ask(self, words: str) -> str:
        """Open a request; the address of its page, once the server has acknowledged it."""
        page = self.get("/cabinet/requests/new/programme_question")
        address, said = self.post("/cabinet/requests/new/programme_question", page, question=words)
        assert re.fullmatch(r"/cabinet/requests/[0-9a-f-]{36}", address), said
        return address

    def _patiently(self, path: str, body: bytes | None) -> tuple[str, str]:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return self._once(path, body)
            except Unanswered:
                self.failures += 1
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def _once(self, path: str, body: bytes | None) -> tuple[str, str]:
        request = urllib.request.Request(self.url + path, body, {"Accept-Language": "ru"})
        try:
            with self._opener.open(request, timeout=10) as answer:
                return "", answer.read().decode()
        except urllib.error.HTTPError as answer:
            if answer.code in (301, 302, 303):
                return answer.headers["Location"], ""
            if answer.code >= 500:
                raise Unanswered from answer
            return "", answer.read().decode()
        except (OSError, HTTPException) as error:
            self.cut_off += _was_cut_off(error)
            raise Unanswered from error


def _was_cut_off(error: Exception) -> bool:
    """The connection was open and broke; a server that is down refuses one."""
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    return isinstance(reason, ConnectionResetError | BrokenPipeError | IncompleteRead)


class Busy(threading.Thread, ABC):
    """Somebody who does the same thing again and again until it is enough."""

    def __init__(self, visitor: Visitor, name: str, enough: threading.Event) -> None:
        super().__init__(name=name, daemon=True)
        self.visitor, self.enough = visitor, enough
        self.failed: Exception | None = None

    @abstractmethod
    def once(self) -> None:
        """One round of what this visitor does."""

    def run(self) -> None:
        try:
            while not self.enough.is_set():
                self.once()
                time.sleep(0.05)
        except Exception as error:
            self.failed = error
            raise


class Asking(Busy):
    """A member who keeps asking; `acknowledged` are the requests that the server confirmed."""

    def __init__(self, visitor: Visitor, name: str, enough: threading.Event) -> None:
        super().__init__(visitor, name, enough)
        self.acknowledged: dict[str, str] = {}

    def once(self) -> None:
        words = f"{self.name}: {len(self.acknowledged)}"
        address = self.visitor.ask(words)
        self.acknowledged[address.rpartition("/")[2]] = words


class Answering(Busy):
    """An operator who takes the next request and answers it: a letter and an SMS each."""

    def __init__(self, visitor: Visitor, enough: threading.Event) -> None:
        super().__init__(visitor, "оператор", enough)

    def once(self) -> None:
        address, _ = self.visitor.post("/desk/next/", self.visitor.get("/desk/"))
        if "/cases/" in address:
            page = self.visitor.get(address)
            # While Pult was down the request may have gone back to the queue: it is taken again.
            for version in re.findall(r'name="version" value="(\d+)"', page)[:1]:
                fields = {"as": "reply", "text": "Ответ", "version": version}
                # When the answer was lost on its way back, the repeated one is told it is stale.
                self.visitor.post(f"{address}messages/", page, **fields)


def hidden_fields(page: str) -> dict[str, str]:
    """Names and values of the hidden inputs of the last form that has them."""
    found = {}
    for tag in re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", page):
        attributes = dict(re.findall(r"([\w-]+)=\"([^\"]*)\"", tag))
        found[attributes["name"]] = unescape(attributes.get("value", ""))
    return found
