"""Reading the insurer's guide: languages, phones of a city, bonuses of a region."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from pult.guide import queries
from pult.guide.context import insurer
from pult.guide.models import Article, Bonus, Profile, WhereToTurn

TEXT = {"ru": "Сон", "en": "Sleep"}


@pytest.fixture(autouse=True)
def _fresh() -> None:
    queries.forget_profile()


@pytest.mark.parametrize(
    ("language", "value", "expected"),
    [
        ("ru", TEXT, "Сон"),
        ("en", TEXT, "Sleep"),
        ("en", {"ru": "Сон"}, "Сон"),
        ("en", {}, ""),
        ("en", None, ""),
        ("en", "Сон", "Сон"),
    ],
)
def test_a_text_speaks_the_reader_s_language(
    language: str, value: dict[str, str] | str | None, expected: str
) -> None:
    with translation.override(language):
        assert queries.text(value) == expected
        template = Template("{% load guide %}{{ value|in_language }}")
        assert template.render(Context({"value": value})) == expected


@pytest.mark.django_db
class TestWithoutAnInsurer:
    def test_pages_still_have_a_name_and_a_colour(self) -> None:
        assert queries.profile().brand_colour == "#0a6a4c"
        assert queries.desk_phone() == ""
        with translation.override("ru"):
            assert insurer(RequestFactory().get("/"))["insurer"]["product_name"] == "Пульт"  # type: ignore[index]

    def test_a_profile_loaded_later_is_seen_at_once(self) -> None:
        queries.profile()
        _profile()

        assert queries.profile().name == "Надежда"


@pytest.mark.django_db
class TestWithAnInsurer:
    @pytest.fixture(autouse=True)
    def _insurer(self) -> None:
        _profile()

    def test_the_profile_is_read_once_in_a_while(
        self, django_assert_num_queries: pytest.FixtureRequest
    ) -> None:
        queries.profile()
        with django_assert_num_queries(0):  # type: ignore[operator]
            queries.profile()

    @pytest.mark.parametrize(
        ("city", "number"),
        [("Москва", "+74950000001"), ("Тверь", "+78000000001"), ("", "+78000000001")],
    )
    def test_the_desk_s_number_is_the_city_s_own_or_the_free_one(
        self, city: str, number: str
    ) -> None:
        assert queries.desk_phone(city=city) == number

    def test_bonuses_are_rights_or_the_programme_s_and_of_the_region(self) -> None:
        _bonus("cabinet", for_all=True)
        _bonus("orteka", for_all=True, regions=["moscow"])
        _bonus("eyes", regions=["moscow"])
        _bonus("russia", regions=["russia"])
        _bonus("high_tech")

        def seen(city: str, *codes: str) -> list[str]:
            return [b.code for b in queries.bonuses(programme_codes=codes, city=city)]

        assert seen("Москва", "eyes", "russia") == ["cabinet", "orteka", "eyes", "russia"]
        assert seen("Тверь", "eyes", "russia") == ["cabinet", "russia"]
        assert seen("Москва") == ["cabinet", "orteka"]
        assert [bonus.code for bonus in queries.all_bonuses()] == [
            "cabinet",
            "orteka",
            "eyes",
            "russia",
            "high_tech",
        ]

    def test_the_context_is_in_the_reader_s_language(self) -> None:
        with translation.override("en"):
            shown = insurer(RequestFactory().get("/"))["insurer"]

            assert (shown["name"], shown["slogan"], shown["desk_phone"]) == (  # type: ignore[index]
                "Hope",
                "Sleep",
                "+78000000001",
            )

    def test_a_leaflet_by_its_code(self) -> None:
        assert queries.leaflet("guide") == {"code": "guide", "url": "https://example.ru/a.pdf"}
        assert queries.leaflet("none") is None


@pytest.mark.django_db
def test_urgent_questions_stand_first() -> None:
    for position, (code, urgent) in enumerate([("a", False), ("b", True), ("c", False)]):
        WhereToTurn.objects.create(
            code=code, question=TEXT, answer=TEXT, is_urgent=urgent, position=position
        )

    assert [turn.code for turn in queries.where_to_turn()] == ["b", "a", "c"]


@pytest.mark.django_db
def test_articles_in_order_and_by_name() -> None:
    for position, slug in enumerate(["sleep", "back"]):
        Article.objects.create(slug=slug, title=TEXT, body=TEXT, position=position)

    assert [article.slug for article in queries.articles()] == ["sleep", "back"]
    back = queries.article("back")
    assert back is not None and back.title == TEXT
    assert queries.article("none") is None


def _bonus(code: str, **more: object) -> None:
    Bonus.objects.create(code=code, title=TEXT, position=Bonus.objects.count(), **more)


def _profile() -> None:
    Profile.objects.create(
        name="Надежда",
        legal_name="АО «Надежда»",
        slogan=TEXT,
        desk_email="desk@example.ru",
        texts={"short_name": {"ru": "Надежда", "en": "Hope"}},
        phones=[
            {"number": "+74950000001", "city": "Москва", "free": False, "label": TEXT},
            {"number": "+78000000001", "city": "", "free": True, "label": TEXT},
        ],
        regions={
            "russia": {"title": TEXT, "cities": []},
            "moscow": {"title": TEXT, "cities": ["Москва"]},
        },
        leaflets=[{"code": "guide", "url": "https://example.ru/a.pdf"}],
    )
