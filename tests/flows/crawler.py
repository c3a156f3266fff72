"""Follows every link that a person may follow, over HTTP."""

import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from http.cookiejar import CookieJar
from re import findall

from django.urls import Resolver404, resolve

from tests.flows.languages import Page, read

# Of one address pattern so many examples are read: kinds of requests are few, cases are many.
EXAMPLES = 4
MORE = {"cabinet:request-new": 20, "cabinet:article": 20, "desk:on-behalf": 20, "desk:case": 8}


@dataclass
class Crawler:
    """One browser without scripts. `pages` are those read, by address."""

    url: str
    pages: dict[str, Page] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    broken: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def enter(self, *, language: str, name: str = "") -> None:
        """Choose the language, and sign in as one of the demo's people."""
        self._post("/language", language=language, next="/sign-in")
        if name:
            page = self._get("/sign-in")[1]
            button = rf'value="([0-9a-f-]{{36}})">(?:(?!</button>).)*{name}'
            (account,) = findall(button, page)
            self._post("/sign-in/demo", account=account, next="")

    def walk(self, *starts: str) -> None:
        """Read everything that the start pages lead to."""
        waiting = list(starts)
        while waiting:
            path = waiting.pop(0)
            if path in self.pages or not (path in starts or self._wanted(path)):
                continue
            status, body = self._get(path)
            if status != 200:
                self.broken.append(f"{status} {path}")
            self.pages[path] = read(body) if body.lstrip().startswith("<!doctype html") else Page()
            for link in self.pages[path].links:
                target = urllib.parse.urljoin(path, link).partition("#")[0]
                if target.startswith("/") and target not in self.pages:
                    waiting.append(target)

    def _wanted(self, path: str) -> bool:
        try:
            name = resolve(path.partition("?")[0]).view_name
        except Resolver404:
            return False
        key = name + ("?" if "?" in path else "")
        self._counts[key] += 1
        self.names.add(name)
        return self._counts[key] <= MORE.get(name, EXAMPLES)

    def _get(self, path: str) -> tuple[int, str]:
        try:
            address = self.url + urllib.parse.quote(path, safe="/?&=%:+,;@")
            with self._opener.open(address, timeout=60) as answer:
                return answer.status, answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.read().decode("utf-8", "replace")

    def _post(self, path: str, **fields: str) -> None:
        page = self._get("/sign-in")[1]
        token = unescape(findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[0])
        data = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token}).encode()
        self._opener.open(self.url + path, data, timeout=60).close()
