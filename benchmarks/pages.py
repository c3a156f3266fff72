"""Pages of the cabinet and the desk against an empty view of the same server."""

from collections.abc import Iterator
from urllib.parse import quote, urlencode

from django.urls import reverse

from benchmarks.stage import Browser, Stage, web_server
from benchmarks.table import Row, percentile, timings
from pult.people.access import Role
from pult.people.models import Account

TIMES = 150
PAGES = {
    Role.MEMBER: ("cabinet:home", "cabinet:requests", "cabinet:clinics"),
    Role.OPERATOR: ("desk:home",),
}


def run(stage: Stage) -> Iterator[Row]:
    """p95 of each page in the server, one request after another."""
    with web_server() as port:
        for role, names in PAGES.items():
            browser = _signed_in(port, role)
            empty = _p95(browser, "/bench/empty")
            for name in names:
                spent = _p95(browser, reverse(name))
                budget, holds = "≤ 100 ms", spent <= 100
                yield Row(f"page {name}, p95", spent, empty, "empty view, p95", "ms", budget, holds)


def _signed_in(port: int, role: Role) -> Browser:
    """A browser with the session of the demo's first account of `role`."""
    browser = Browser(port)
    accounts = Account.objects.filter(is_demo=True).order_by("created_at", "id")
    account = (
        accounts.exclude(person=None) if role is Role.MEMBER else accounts.filter(grants__role=role)
    )[0]
    token = browser.token(reverse("enrolment:sign-in"))
    form = urlencode({"csrfmiddlewaretoken": token, "account": account.id}, quote_via=quote)
    status, _ = browser.post(reverse("enrolment:demo-sign-in"), form)
    assert status == 302, status
    return browser


def _p95(browser: Browser, path: str) -> float:
    status, _ = browser.get(path)
    assert status == 200, (path, status)
    return percentile(timings(lambda: browser.get(path), TIMES), 0.95)
