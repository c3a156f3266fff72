"""Everything that the founding document describes stands in the demo insurer, parts 1 to 7."""

import pytest

from pult.cases.kinds import KINDS
from pult.guide import queries
from pult.guide.models import Bonus, WhereToTurn

pytestmark = pytest.mark.usefixtures("demo")


def test_the_desk_answers_on_three_numbers_day_and_night() -> None:
    profile = queries.profile()

    assert [(p["number"], p["city"], p["free"]) for p in profile.phones] == [
        ("+78002500101", "", True),
        ("+74957832640", "Москва", False),
        ("+78123292315", "Санкт-Петербург", False),
    ]
    assert [row["number"] for row in profile.emergency] == ["103", "112"]
    assert profile.texts["desk_hours"]["ru"] == "Круглосуточно, без выходных"


def test_mailboxes_slogan_names_and_the_one_address_of_the_cabinet() -> None:
    profile = queries.profile()

    assert (profile.desk_email, profile.second_opinion_email) == (
        "pultdms@soglasie.ru",
        "wsm@soglasie.ru",
    )
    assert (profile.name, profile.legal_name) == ("Согласие", "ООО «СК «Согласие»")
    assert profile.product_name == {"ru": "Пульт", "en": "Pult"}
    assert profile.slogan["ru"] == "Доверие ведёт к Согласию"
    assert profile.brand_colour == "#0a6a4c"
    assert profile.cabinet_url == "https://lk.soglasie.ru/user/auth"


def test_curators_keep_the_hours_of_the_document() -> None:
    long, friday = ["09:00", "18:00"], ["09:00", "16:45"]

    assert queries.profile().curator_hours == [long, long, long, long, friday, [], []]


def test_part_1_every_role_and_its_zone_of_responsibility() -> None:
    zones = queries.profile().zones_of_responsibility

    assert [(zone["code"], zone["hours"], len(zone["duties"])) for zone in zones] == [
        ("desk", "24/7", 5),
        ("doctor_curator", "curator_hours", 4),
        ("admin_curator", "curator_hours", 2),
        ("hr", "", 3),
        ("registry", "", 2),
        ("ambulance_crew", "24/7", 1),
        ("partners", "", 1),
    ]
    admin = zones[2]
    assert admin["letter_needs"]["ru"] == (
        "В письме укажите Ф.\u00a0И.\u00a0О., компанию, дату рождения и город."
    )


def test_part_2_telemedicine_in_three_steps_with_its_phones_site_and_apps() -> None:
    telemedicine = queries.profile().telemedicine

    assert [step["title"]["ru"] for step in telemedicine["steps"]] == [
        "Регистрация",
        "Активация",
        "Получение услуги",
    ]
    assert [phone["number"] for phone in telemedicine["phones"]] == ["+74952300309", "+78005506979"]
    assert telemedicine["activation_hours"] == 24
    assert telemedicine["site"] == "https://telemed.drclinics.ru/"
    assert "ru.drclinics.telemed" in telemedicine["google_play"]
    assert telemedicine["app_store"].endswith("/id1293844621")


def test_part_2_the_app_is_found_by_its_words() -> None:
    [app] = queries.profile().apps

    assert app["search_words"] == "Согласие страхование"
    assert "ru.soglasie.client" in app["google_play"]


def test_part_2_two_videos_and_every_leaflet() -> None:
    profile = queries.profile()

    assert [video["url"].rpartition("/")[2] for video in profile.videos] == [
        "SOLGASIE_2021_07_SHORT.mp4",
        "SOLGASIE_2021_07_final.mp4",
    ]
    assert [leaflet["code"] for leaflet in profile.leaflets] == [
        "cabinet_guide",
        "doctor_curator",
        "emergency_russia",
        "high_tech",
        "second_opinion",
        "research_centres",
        "eyes",
        "invitro",
        "vet",
        "law_finance",
        "psychologist",
        "telemedicine",
        "good_deeds",
        "drawing",
        "orteka",
    ]
    assert len({leaflet["url"] for leaflet in profile.leaflets}) == 15


def test_part_3_when_the_policy_serves_and_when_not() -> None:
    profile = queries.profile()

    assert [row["code"] for row in profile.serves] == [
        "complaints",
        "acute",
        "exacerbation",
        "injury",
        "poisoning",
    ]
    assert [row["text"]["ru"] for row in profile.does_not_serve] == [
        "Профилактические осмотры",
        "Косметические услуги",
        "Туберкулёз",
        "Некоторые хронические гепатиты",
        "Гомеопатическое лечение",
        "Профилактика в стоматологии",
        "Зубопротезирование",
        "И другое, что названо в вашей памятке",
    ]


def test_part_4_how_each_kind_of_care_is_organised() -> None:
    care = queries.profile().ways_of_care

    assert [(row["kind"], [way["code"] for way in row["ways"]]) for row in care] == [
        ("outpatient", ["registry", "cabinet", "desk"]),
        ("dental", ["registry", "cabinet", "desk"]),
        ("emergency_inpatient", ["desk"]),
        ("planned_inpatient", ["desk"]),
        ("home", ["desk", "registry"]),
        ("ambulance", ["desk"]),
    ]
    limits = {row["kind"]: row["limit"].get("ru", "") for row in care}
    assert "В часы работы клиники" == limits["outpatient"] == limits["dental"]
    assert "30 км от МКАД" in limits["home"] and "30 км от МКАД" in limits["ambulance"]
    assert "направлению или согласованию" in queries.profile().payment_rule["ru"]


def test_part_5_what_the_cabinet_does_and_what_registration_needs() -> None:
    texts = queries.profile().texts

    assert len(texts["cabinet_features"]) == 5
    for word in ("мобильный", "рабочая почта", "Ф.\u00a0И.\u00a0О.", "дата рождения", "паспорт"):
        assert word in texts["registration"]["ru"]


BONUSES = [
    ("cabinet", "", []),
    ("doctor_curator", "", []),
    ("emergency_russia", "desk", ["russia"]),
    ("high_tech", "desk", []),
    ("second_opinion", "desk", []),
    ("research_centres", "desk", ["moscow"]),
    ("eyes", "desk", ["moscow_region"]),
    ("trauma_point", "desk", []),
    ("invitro", "desk", ["russia"]),
    ("vet", "desk", []),
    ("law_finance", "desk", []),
    ("psychologist", "desk", []),
    ("telemedicine", "partner", []),
    ("good_deeds", "", []),
    ("drawing", "", []),
    ("orteka", "", ["moscow_region"]),
    ("healthy_life", "", []),
]


def test_part_6_every_bonus_with_its_mark_and_region() -> None:
    rows = [(bonus.code, bonus.mark, bonus.regions) for bonus in queries.all_bonuses()]

    assert rows == BONUSES


def test_part_6_only_the_trauma_point_and_the_articles_have_no_leaflet() -> None:
    without = [bonus.code for bonus in Bonus.objects.filter(links=[])]

    assert without == ["trauma_point", "healthy_life"]


def test_part_6_second_opinion_is_asked_for_by_mail_too() -> None:
    way = Bonus.objects.get(code="second_opinion").way_in

    assert way == {"ways": ["desk", "email", "leaflet"], "email": "wsm@soglasie.ru"}


def test_part_7_every_question_and_where_to_turn() -> None:
    rows = WhereToTurn.objects.values_list("code", "targets", "action", "is_urgent")

    assert list(rows) == [
        ("programme_advice", ["desk"], "case:programme_question", False),
        ("not_received", ["desk"], "call:desk", True),
        ("tests_elsewhere", ["desk"], "case:diagnostics", False),
        ("other_city", ["desk"], "case:appointment", False),
        ("policy_duplicate", ["cabinet", "admin_curator"], "page:documents", False),
        ("personal_data", ["hr"], "page:contacts", False),
        ("add_clinic", ["hr"], "page:contacts", False),
        ("my_clinics", ["cabinet", "desk"], "page:clinics", False),
        ("house_call", ["registry", "desk"], "case:house_call", False),
        ("narrow_specialist", ["registry", "desk"], "case:appointment", False),
    ]


def test_every_question_that_opens_a_case_names_a_kind_that_exists() -> None:
    named = {
        action.removeprefix("case:")
        for turn in WhereToTurn.objects.all()
        for action in (turn.action, *turn.also)
        if action.startswith("case:")
    }

    assert named <= set(KINDS)


def test_articles_are_there_in_both_languages() -> None:
    articles = queries.articles()

    assert [article.slug for article in articles] == [
        "sleep",
        "back",
        "blood-pressure",
        "office",
        "heat",
        "ticks",
        "choking",
    ]
    for article in articles:
        assert {150 <= len(article.body[language].split()) <= 300 for language in ("ru", "en")} == {
            True
        }
