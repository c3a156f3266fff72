"""Articles for English readers: those that exist in Russian alone say so, and to screen readers."""

from django.conf import settings
from django.test import Client
from django.urls import reverse

from pult.guide.models import Article

RUSSIAN = {"title": {"ru": "Ходьба"}, "lead": {"ru": "Каждый день"}, "body": {"ru": "Полчаса."}}
BOTH = {
    "title": {"ru": "Сон", "en": "Sleep"},
    "lead": {"ru": "Ночью", "en": "At night"},
    "body": {"ru": "Восемь часов.", "en": "Eight hours."},
}


def read(client: Client, slug: str, language: str) -> str:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    url = reverse("cabinet:article", args=[slug]) if slug else reverse("cabinet:articles")
    return client.get(url).content.decode()


def test_a_russian_article_says_so_to_an_english_reader(anna: Client) -> None:
    Article.objects.create(slug="walking", **RUSSIAN)
    page = read(anna, "walking", "en")
    assert page.count("This article is in Russian only.") == 1
    assert '<h1 lang="ru">Ходьба</h1>' in page
    assert '<p class="prose__lead" lang="ru">Каждый день</p>' in page
    assert '<div class="prose" lang="ru">' in page
    listed = read(anna, "", "en")
    assert '<span class="rows__title" lang="ru">Ходьба</span>' in listed
    assert "· in Russian" in listed


def test_a_translated_article_and_a_russian_reader_need_no_word_of_it(anna: Client) -> None:
    Article.objects.create(slug="walking", **RUSSIAN)
    Article.objects.create(slug="sleep", **BOTH)
    assert '<h1>Sleep</h1>' in read(anna, "sleep", "en")
    for page in (read(anna, "sleep", "en"), read(anna, "walking", "ru")):
        assert "in Russian only" not in page
        assert "только по-русски" not in page
        assert '<div class="prose">' in page
