"""Pages and files that belong to no workspace: brand colours, the offline page, the style guide."""

from datetime import timedelta
from functools import lru_cache

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from pult.guide import queries as guide
from pult.kernel import clock
from pult.people.guard import public
from pult.ui import icons
from pult.ui.contrast import DARK, LIGHT, Brand, brand
from pult.ui.errors import bad_request, forbidden, not_found, server_error, unavailable

__all__ = [
    "bad_request", "brand_css", "forbidden", "manifest", "not_found", "offline",
    "server_error", "service_worker", "styleguide", "unavailable",
]  # fmt: skip


@public
@require_safe
@cache_control(public=True, max_age=3600)
def brand_css(request: HttpRequest) -> HttpResponse:
    """The insurer's colour, in the shades that can be read on it and in it."""
    return HttpResponse(_brand_sheet(guide.profile().brand_colour), content_type="text/css")


@public
@require_safe
@cache_control(max_age=0, no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """Served at the root, so that its scope is the whole site."""
    script = render_to_string("ui/sw.js")
    return HttpResponse(script, content_type="text/javascript")


@public
@require_safe
@cache_control(public=True, max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """How the cabinet installs on a phone, under the insurer's name and colour."""
    insurer = guide.profile()
    product = guide.text(insurer.product_name)
    sizes = {"ui/icon-192.png": "192x192", "ui/icon-512.png": "512x512"}
    return JsonResponse(
        {
            "name": f"{product} · {insurer.name}",
            "short_name": product,
            "id": "/",
            "start_url": reverse("home"),
            "display": "standalone",
            "background_color": LIGHT.paper,
            "theme_color": LIGHT.paper,
            "icons": [
                {"src": static(name), "sizes": size, "type": "image/png", "purpose": "any maskable"}
                for name, size in sizes.items()
            ],
        },
        content_type="application/manifest+json",
    )


@public
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What an installed cabinet shows without a connection; it holds nothing personal."""
    return render(request, "ui/offline.html")


@public
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component with plausible content, for those who build pages."""
    if not (settings.DEBUG or settings.PULT_DEMO):
        raise Http404
    now = clock.now()
    wrong = GuideForm({"phone": "123", "city": "msk"}, auto_id="wrong_%s")
    page = GUIDES.get(request.GET.get("as", ""), "ui/styleguide.html")
    return render(
        request,
        page,
        {
            "form": GuideForm(),
            "wrong": wrong,
            "soon": now + timedelta(hours=1, minutes=12, seconds=5),
            "late": now - timedelta(minutes=4, seconds=10),
            "far": now + timedelta(days=1, hours=3),
            "now": now,
            "year": (now.date().replace(month=1, day=1), now.date().replace(month=12, day=31)),
            "tones": ("ok", "wait", "alarm", "neutral", "brand"),
            "icons": icons.names(),
        },
    )


GUIDES = {name: f"ui/styleguide_{name}.html" for name in ("cabinet", "desk", "public")}


class GuideForm(forms.Form):
    """A field of each sort, for the style guide."""

    name = forms.CharField(label=_("Full name"))
    phone = forms.RegexField(
        r"^\+7\d{10}$",
        label=_("Mobile phone"),
        help_text=_("The one that your employer gave"),
        error_messages={"invalid": _("Write the number with its code: 8 (916) 000-20-30")},
    )
    city = forms.ChoiceField(label=_("City"), choices=[("msk", "Москва"), ("spb", "Петербург")])
    when = forms.ChoiceField(
        label=_("When"),
        widget=forms.RadioSelect,
        choices=[("today", _("Today")), ("later", _("Any day"))],
    )
    complaint = forms.CharField(label=_("What troubles you"), widget=forms.Textarea, required=False)
    agree = forms.BooleanField(label=_("I agree to the processing of my data"))
    file = forms.FileField(label=_("Referral or report"), required=False)


@lru_cache(maxsize=4)
def _brand_sheet(colour: str) -> str:
    light, dark = brand(colour=colour, scheme=LIGHT), brand(colour=colour, scheme=DARK)
    rules = (
        f":root{{{_properties(light)}}}",
        "@media (prefers-color-scheme:dark)"
        f"{{:root:not([data-theme=light]){{{_properties(dark)}}}}}",
        f":root[data-theme=dark]{{{_properties(dark)}}}",
    )
    return f"@layer tokens{{{''.join(rules)}}}"


def _properties(tones: Brand) -> str:
    return (
        f"--brand:{tones.fill};--brand-ink:{tones.ink};"
        f"--brand-text:{tones.text};--brand-wash:{tones.wash}"
    )
