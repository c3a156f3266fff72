"""Reading what the insurer tells its members. Texts come out in the reader's language."""

from collections.abc import Collection, Mapping
from time import monotonic
from typing import Any

from django.utils.translation import get_language

from pult.guide.models import Article, Bonus, Profile, WhereToTurn

# A page reads the profile several times, and it changes once a year.
CACHED_SECONDS = 5.0
_cached: tuple[float, Profile] | None = None


def text(value: Mapping[str, str] | str | None) -> str:
    """A bilingual text in the language of this request; Russian when it has no other."""
    if not value:
        return ""
    if isinstance(value, str):
        return value
    language = (get_language() or "ru").split("-")[0]
    return value.get(language) or value.get("ru", "")


def only_russian(value: Mapping[str, str] | str | None) -> bool:
    """Whether this reader, who asked for another language, gets the text in Russian."""
    if not value or (get_language() or "ru").startswith("ru"):
        return False
    return text(value) == (value if isinstance(value, str) else value.get("ru"))


def profile() -> Profile:
    """The insurer; a bare unsaved profile before one is loaded. Cached for a few seconds."""
    global _cached
    if _cached is None or monotonic() - _cached[0] > CACHED_SECONDS:
        found = Profile.objects.first()
        if found is None:
            return Profile(name="", product_name={"ru": "Пульт", "en": "Pult"})
        _cached = (monotonic(), found)
    return _cached[1]


def forget_profile() -> None:
    """Read the profile afresh next time: the loader has just written it."""
    global _cached
    _cached = None


def desk_phone(*, city: str = "") -> str:
    """The desk's number for a city, E.164; the free federal one elsewhere; '' before loading."""
    phones = profile().phones
    own = [p["number"] for p in phones if city and p["city"] == city]
    free = [p["number"] for p in phones if p["free"]]
    return next(iter(own + free + [p["number"] for p in phones]), "")


def regions_of(city: str) -> frozenset[str]:
    """The regions of bonuses in which a city lies."""
    return frozenset(
        code
        for code, region in profile().regions.items()
        if not region["cities"] or city in region["cities"]
    )


def bonuses(*, programme_codes: Collection[str], city: str) -> list[Bonus]:
    """What a member has: rights of everybody and those of the programme, in the member's region."""
    here = regions_of(city)
    return [
        bonus
        for bonus in Bonus.objects.all()
        if (bonus.for_all or bonus.code in programme_codes)
        and (not bonus.regions or here.intersection(bonus.regions))
    ]


def all_bonuses() -> list[Bonus]:
    return list(Bonus.objects.all())


def where_to_turn() -> list[WhereToTurn]:
    """Every question with its answer; urgent ones stand first."""
    return list(WhereToTurn.objects.order_by("-is_urgent", "position"))


def articles() -> list[Article]:
    return list(Article.objects.all())


def article(slug: str) -> Article | None:
    return Article.objects.filter(slug=slug).first()


def leaflet(code: str) -> dict[str, Any] | None:
    """A leaflet of the profile: code, bilingual title, url."""
    return next((row for row in profile().leaflets if row["code"] == code), None)
