"""What a message says: each package registers the kinds of messages that it sends.

`Kind` names the texts, `render` makes them. A package registers its kinds in its `messages.py`,
which its AppConfig imports in `ready()`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.template import Context as TextContext
from django.template import Engine
from django.template.loader import render_to_string
from django.utils import translation

from pult.notifications.letters import as_html

Context = Mapping[str, Any]


@dataclass(frozen=True)
class Attachment:
    """A file of a letter. `kind` is a media type and may carry parameters, as
    `text/calendar; method=REQUEST`."""

    name: str
    content: bytes
    kind: str


@dataclass(frozen=True)
class Kind:
    """One kind of message and its texts.

    `subject`: a lazily translated sentence, `%(name)s` filled from the context, or a function of
    the context. `email_template`, `sms_template`: paths of plain text templates; a letter's HTML
    part is made from its text unless `html_template` names one. `prepare` turns the stored JSON
    into what the templates want (times, money); it and `attachments` run when the message is
    sent. `example`: a context with which tests render the kind; `example_secret` marks a kind
    whose texts show a one-time code as `{{ code }}`.
    """

    name: str
    example: Context
    subject: Any = ""
    email_template: str = ""
    html_template: str = ""
    sms_template: str = ""
    attachments: Callable[[Context], list[Attachment]] | None = None
    prepare: Callable[[Context], Context] | None = None
    example_secret: str = ""


@dataclass(frozen=True)
class Rendered:
    """A message as its receiver reads it. An SMS has only a text."""

    text: str
    subject: str = ""
    html: str = ""
    attachments: list[Attachment] = field(default_factory=list)


class UnknownKind(LookupError):
    """No package has registered this kind of message."""


_kinds: dict[str, Kind] = {}
_surroundings: list[Callable[[], Context]] = []


def register(kind: Kind) -> None:
    """Make `kind` known. Raises ValueError when another one has its name."""
    if _kinds.setdefault(kind.name, kind) is not kind:
        raise ValueError(f"Two kinds of messages are named {kind.name}.")


def surround(provider: Callable[[], Context]) -> None:
    """Give every message more to show: the insurer's name, its phones."""
    _surroundings.append(provider)


def registered() -> dict[str, Kind]:
    """Every kind by name."""
    return dict(_kinds)


def find(name: str) -> Kind:
    """The kind of this name. Raises UnknownKind."""
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKind(f"No kind of message is named {name}.") from None


def render(
    kind: Kind,
    channel: str,
    context: Context,
    *,
    language: str,
    code: str = "",
    with_attachments: bool = True,
) -> Rendered:
    """The texts of a message in `language`; `code` is the one-time code, if it has one."""
    with translation.override(language):
        known = _known(kind, context, code)
        if channel == "sms":
            return Rendered(text=_plain(kind.sms_template, known))
        subject, text = _subject(kind, known), _plain(kind.email_template, known)
        known = {**known, "subject": subject, "text": text, "language": language}
        template = kind.html_template or "notifications/letter.html"
        return Rendered(
            subject=subject,
            text=text,
            html=render_to_string(template, {**known, "body": as_html(text)}),
            attachments=kind.attachments(known) if kind.attachments and with_attachments else [],
        )


def _known(kind: Kind, context: Context, code: str) -> dict[str, Any]:
    known: dict[str, Any] = {"url": settings.PULT_URL}
    for provider in _surroundings:
        known |= provider()
    return known | dict(kind.prepare(context) if kind.prepare else context) | {"code": code}


def _plain(template: str, known: Context) -> str:
    """Text templates are not HTML: what they show is not escaped, blank lines fold to one."""
    text = (
        Engine.get_default()
        .get_template(template)
        .render(TextContext(dict(known), autoescape=False))
    )
    lines = [line.rstrip() for line in text.strip().splitlines()]
    return "\n".join(line for i, line in enumerate(lines) if line or i == 0 or lines[i - 1])


def _subject(kind: Kind, known: Context) -> str:
    subject = kind.subject(known) if callable(kind.subject) else str(kind.subject) % known
    return " ".join(subject.split())
