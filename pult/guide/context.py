"""The insurer in every template."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from pult.guide import queries


def insurer(request: HttpRequest | None) -> dict[str, object]:
    """`insurer`: what any page may show of the insurer. Read only where a template asks for it."""
    return {"insurer": SimpleLazyObject(_insurer)}


def _insurer() -> dict[str, object]:
    profile = queries.profile()
    return {
        "name": queries.text(profile.texts.get("short_name")) or profile.name,
        "legal_name": profile.legal_name,
        "product_name": queries.text(profile.product_name),
        "slogan": queries.text(profile.slogan),
        "brand_colour": profile.brand_colour,
        "desk_phone": queries.desk_phone(),
        "phones": [row | {"label": queries.text(row["label"])} for row in profile.phones],
        "email": profile.desk_email,
        "emergency": [row | {"label": queries.text(row["label"])} for row in profile.emergency],
        "cabinet_url": profile.cabinet_url,
    }
