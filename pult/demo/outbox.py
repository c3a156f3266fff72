"""The demo outbox: every e-mail and SMS that would have been sent. Stands only in demo mode."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

import structlog
from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pult.kernel import clock
from pult.kernel.ids import maybe_id
from pult.notifications import kinds, queries
from pult.notifications.delivery import secret_of
from pult.notifications.kinds import Rendered
from pult.notifications.models import Message
from pult.people.guard import public

log = structlog.get_logger("pult.demo")
A_PAGE = 30
HIDDEN = "••••••"
# A letter's styles stand in it, as readers of mail want it; nothing in it runs.
LETTER_CSP = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["data:"],
    "frame-ancestors": ["'none'"],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
}


@dataclass
class Shown:
    """A message as the outbox shows it."""

    message: Message

    @property
    def code(self) -> str:
        """The one-time code while it is good; the demo could not be used without."""
        expires_at = self.message.expires_at
        if expires_at is not None and expires_at <= clock.now():
            return ""
        return secret_of(self.message)

    @cached_property
    def rendered(self) -> Rendered | None:
        """Without attachments, which take time to make; None when the texts cannot be made."""
        return self._render(with_attachments=False)

    @cached_property
    def whole(self) -> Rendered | None:
        return self._render(with_attachments=True)

    def _render(self, *, with_attachments: bool) -> Rendered | None:
        message = self.message
        try:
            return kinds.render(
                kinds.find(message.kind), message.channel, message.context,
                language=message.language, code=self.code or HIDDEN,
                with_attachments=with_attachments,
            )  # fmt: skip
        except Exception:
            # One package's broken message must not hide everybody else's.
            log.error("outbox.unreadable", message=str(message.id), exc_info=True)
            return None


@require_safe
@never_cache
@public
def outbox(request: HttpRequest) -> HttpResponse:
    """Newest first, by address and channel, a page at a time."""
    _demo_only()
    address, channel = request.GET.get("address", "").strip(), request.GET.get("channel", "")
    after = maybe_id(request.GET.get("after"))
    found = queries.latest(address=address, channel=channel, after=after)
    rows = [Shown(message) for message in found[: A_PAGE + 1]]
    query = request.GET.copy()
    query.pop("after", None)
    context = {
        "rows": rows[:A_PAGE],
        "next_key": str(rows[A_PAGE - 1].message.id) if len(rows) > A_PAGE else "",
        "address": address,
        "channel": channel,
        "channels": Message.Channel.choices,
        "query": query.urlencode(),
    }
    return render(request, "demo/outbox.html", context)


@require_safe
@never_cache
@public
def message(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """One message with its text, its attachments and its fate."""
    return render(request, "demo/message.html", {"row": _find(message_id)})


@require_safe
@never_cache
@public
# Its stubs know only views without arguments.
@csp_replace(LETTER_CSP)  # type: ignore[arg-type]
def letter(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """The HTML part of a letter, alone."""
    rendered = _find(message_id).rendered
    if rendered is None or not rendered.html:
        raise Http404
    return HttpResponse(rendered.html)


@require_safe
@never_cache
@public
def attachment(request: HttpRequest, message_id: UUID, number: int) -> HttpResponse:
    """One file of a letter, as a download."""
    rendered = _find(message_id).whole
    if rendered is None or number >= len(rendered.attachments):
        raise Http404
    file = rendered.attachments[number]
    disposition = content_disposition_header(True, file.name)
    return HttpResponse(
        file.content, content_type=file.kind, headers={"Content-Disposition": disposition}
    )


def _find(message_id: UUID) -> Shown:
    _demo_only()
    found = Message.objects.filter(id=message_id).first()
    if found is None:
        raise Http404
    return Shown(found)


def _demo_only() -> None:
    if not settings.PULT_DEMO:
        raise Http404
