"""What templates call: icons, fields, chips, countdowns, and how values are written."""

import re
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, Form, RadioSelect
from django.template.context import Context
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from pult.kernel import clock
from pult.ui import emergency, formats

register = template.Library()

SPRITE = "ui/icons.svg"
RUSSIAN = re.compile(r"[А-Яа-яЁё]+(?:[ .«»-]+[А-Яа-яЁё]+)*")
TONES = ("ok", "wait", "alarm", "neutral", "brand")


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """A line icon of the sprite. Without a `label` it is decoration and hidden from readers."""
    href = f"{static(SPRITE)}#{name}"
    classes = f"icon {css}".strip()
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}"></use></svg>',
            classes,
            label,
            href,
        )
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}"></use></svg>', classes, href
    )


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField, hint: str = "", css: str = "", **attrs: Any) -> dict[str, Any]:
    """A form field with its label, hint and errors tied to it.

    Further arguments become attributes of the control: `autocomplete="tel"`,
    `inputmode="numeric"`, `rows=4`, `data_draft_url=…` (underscores become hyphens). `lang="ru"`
    says that the choices are the insurer's data; the label stays in the page's language.
    """
    hint = hint or str(bound.help_text)
    ids = [
        f"{bound.auto_id}_{part}"
        for part, there in (("hint", hint), ("error", bound.errors))
        if there
    ]
    language = attrs.pop("lang", "")
    given = {key.replace("_", "-"): value for key, value in attrs.items() if value != ""}
    if ids:
        given["aria-describedby"] = " ".join(ids)
    if bound.errors:
        given["aria-invalid"] = "true"
    widget = bound.field.widget
    grouped = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    return {
        "field": bound,
        "hint": hint,
        "css": css,
        "control": bound.as_widget(attrs=given),
        "language": language,
        "kind": "group" if grouped else "check" if isinstance(widget, CheckboxInput) else "line",
    }


@register.inclusion_tag("ui/error_summary.html")
def error_summary(form: Form) -> dict[str, Any]:
    """All errors of a form above it, each a link to its field; nothing for a clean form."""
    fields = [bound for bound in form if bound.errors] if form.is_bound else []
    return {"form": form, "fields": fields, "shown": form.is_bound and bool(form.errors)}


@register.simple_tag
def chip(label: str, tone: str = "neutral", icon_name: str = "") -> SafeString:
    """A short status: tone is ok, wait, alarm, neutral or brand."""
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"a chip's tone is one of {TONES}, not {tone!r}")
    mark = icon(icon_name) if icon_name else ""
    return format_html('<span class="chip chip--{}">{}{}</span>', tone, mark, label)


@register.inclusion_tag("ui/steps.html")
def steps(done: int, total: int, label: str = "") -> dict[str, Any]:
    """`done` of `total` steps as a row of bars; `label` names the present step for readers."""
    return {"done": done, "total": total, "label": label, "bars": range(1, total + 1)}


@register.simple_tag
def countdown(deadline: datetime, style: str = "words") -> SafeString:
    """Time left until `deadline` (aware), ticking where scripts run.

    `style`: "words" («осталось 1 ч 12 мин») or "clock" (1:12:05, −04:10).
    """
    left = deadline - clock.now()
    text = formats.clock_left(left) if style == "clock" else formats.time_left(left)
    late = " countdown--late" if left.total_seconds() < 0 else ""
    return format_html(
        '<time class="countdown{}" datetime="{}" data-countdown="{}">{}</time>',
        late,
        deadline.isoformat(timespec="seconds"),
        style,
        text,
    )


@register.inclusion_tag("ui/nav_item.html", takes_context=True)
def nav_item(
    context: Context, view: str, label: str, icon_name: str = "", key: str = "", count: int = 0
) -> dict[str, Any]:
    """A link of a navigation; the present page, or one below it, is marked `aria-current`."""
    url = reverse(view)
    path = context["request"].path
    below = url.count("/") > 2 and path.startswith(url)
    return {
        "url": url,
        "label": label,
        "icon_name": icon_name,
        "key": key,
        "count": count,
        "current": "page" if path == url else "true" if below else "",
    }


@register.simple_tag
def desk_lines(city: str = "") -> list[emergency.Line]:
    """The desk's phones, that of `city` first, even without a database: for pages of errors."""
    return emergency.lines(city)


@register.simple_tag
def static_or_nothing(path: str) -> str:
    """A static file's address, or '' where even that fails: for pages of errors."""
    try:
        return static(path)
    except ValueError:
        return ""


@register.filter
def phone(value: str | None) -> str:
    """`+79160002030` → 8 (916) 000-20-30."""
    return formats.phone(value) if value else ""


@register.filter
def phone_link(value: str | None) -> SafeString | str:
    """The same as a link that dials."""
    if not value:
        return ""
    return format_html(
        '<a class="phone" href="tel:{}">{}</a>', formats.dialled(value), formats.phone(value)
    )


@register.filter
def tel(value: str | None) -> str:
    """The address that dials a phone, for a link with other words in it."""
    return f"tel:{formats.dialled(value)}" if value else ""


@register.filter(expects_localtime=True)
def day(value: date | None) -> str:
    """31.12.2026 in Russian, 31 Dec 2026 in English; a datetime in the viewer's zone."""
    return formats.day(value) if value else ""


@register.filter(expects_localtime=True)
def day_in_words(value: date | None) -> str:
    """31 декабря 2026, 31 December 2026."""
    return formats.day_in_words(value) if value else ""


@register.filter(expects_localtime=True)
def moment(value: datetime | None) -> str:
    """22.11.2026, 14:30 in the viewer's zone."""
    return formats.moment(value) if value else ""


@register.filter(expects_localtime=True)
def time_of_day(value: datetime | None) -> str:
    """14:30 today, a day and the time otherwise, in the viewer's zone."""
    if not value:
        return ""
    if value.date() == timezone.localtime(clock.now()).date():
        return f"{value:%H:%M}"
    return formats.moment(value)


@register.filter
def period(value: Any) -> str:
    """A date range with its last day included: 01.01–31.12.2026."""
    return formats.period(value) if value else ""


@register.filter
def is_russian(value: str) -> bool:
    """Whether a value that may be the insurer's data or words of ours is to be read in Russian."""
    return any("а" <= letter <= "ё" for letter in str(value).lower())


@register.filter
def with_names(text: str) -> SafeString:
    """A sentence of ours that names people: their names stand in elements with `lang="ru"`."""
    plain = conditional_escape(text)
    if get_language() == "ru":
        return mark_safe(plain)
    return mark_safe(RUSSIAN.sub(r'<span lang="ru">\g<0></span>', plain))


@register.filter
def short_name(value: str | None) -> str:
    """Соболева Анна Игоревна → Соболева А. И."""
    return formats.short_name(str(value)) if value else ""
