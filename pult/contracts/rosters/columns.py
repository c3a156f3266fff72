"""The table of roster columns: what a list may hold and how HR calls it.

To add a column: one line here, a parser in `cells`, a field in `rows.RosterRow`.
`titles` are exact spellings after `header.normal`; `stems` is tried on what is left.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    title: Any
    russian: str
    titles: frozenset[str] = frozenset()
    stems: re.Pattern[str] = field(default=re.compile(r"(?!)"))
    required: bool = False


def column(
    key: str,
    title: Any,
    russian: str,
    titles: str = "",
    stems: str = r"(?!)",
    required: bool = False,
) -> Column:
    spellings = (russian, *titles.split("|"))
    normal = frozenset(" ".join(word.casefold().replace("ё", "е").split()) for word in spellings)
    return Column(key, title, russian, normal - {""}, re.compile(stems), required)


# Contacts that nobody signs up by, in whatever order the words stand: personal mail, phones of
# the office or of the home, additional ones. «Рабочий мобильный» is a mobile all the same.
OTHER_CONTACT = re.compile(
    r"^(?=.*(почт|e ?mail|мейл|мэйл|емайл))(?=.*\b(личн\w*|персональн\w*|доп|дополн\w*|personal"
    r"|private|additional)\b)(?!.*\b(раб|рабоч\w*|корп\w*|служ\w*|work|corporate)\b)"
    r"(?!.*(личн|персональн)\w* данн)"
    r"|^(?=.*(\bтел|phone))(?=.*\b(раб|рабоч\w*|служ\w*|гор|городск\w*|дом|домашн\w*|доп|дополн\w*"
    r"|добав\w*|стационарн\w*|внутр\w*|home|work|office|additional)\b)"
    r"(?!.*(\bмоб|\bсот|mobile|cell))"
)
# Of several columns of one meaning the one with such a word is meant.
PREFERRED = {
    "email": re.compile(r"\b(раб|рабоч\w*|корп\w*|служ\w*|work|corporate)\b"),
    "phone": re.compile(r"\b(моб\w*|сот|сотов\w*|mobile|cell)\b"),
}

# Columns that HR sends and nobody needs: recognised first, so that no pattern below takes them.
IGNORED = re.compile(
    r"^(n|№|no|п п|пп|n п п|номер п п|№ п п|no п п|порядковый номер|номер по порядку"
    r"|п н|nn|#|пор номер)$"
    r"|кем выдан|дата выдач|когда выдан|выдан|код подраздел|место рожд|возраст|^age$|гражданств"
    r"|снилс|^инн|огрн|стаж|примечан|коммент|стоимост|премия|сумма|взнос|подпис|вид документ"
    r"|тип документ|руководител|куратор|индекс|семейное полож|дата при[её]м|дата увольн|размер"
    r"|(рабоч|служебн|городск|домашн|стационарн|внутр)\w* номер"
    rf"|{OTHER_CONTACT.pattern}"
    r"|факс|организац|компани|работодат|страховател|предприят"
    r"|подразделен|отдел|департамент|филиал|дата заполн|статус"
)

COLUMNS: tuple[Column, ...] = (
    column(
        "full_name",
        _("Full name"),
        "ФИО",
        "фамилия имя отчество|ф и о|фио застрахованного|фио застрахованного лица|фио полностью"
        "|фамилия имя и отчество|полное имя|full name|name|застрахованный|застрахованное лицо"
        "|insured|insured person|фио клиента|фио пациента|фамилия и имя|employee name|имя полностью"
        "|фамилия имя|ф и о полностью|фио лица",
        r"^(ф и о|фио|фамилия имя отчество)( (полностью|застрах\w*|лица|физ\w*|клиента|родствен\w*"
        r"|члена семьи|ребенка|на русском\w*|русс?к\w*|по паспорту))*$",
        required=True,
    ),
    column(
        "surname",
        _("Surname"),
        "Фамилия",
        "фам|last name|surname|family name|lastname|фамилия застрахованного|ф",
        r"^фамилия( застрах\w*| лица| сотрудника| работника| по паспорту)*$",
        required=True,
    ),
    column(
        "first_name",
        _("First name"),
        "Имя",
        "first name|firstname|given name|имя застрахованного|и",
        r"^имя( застрах\w*| лица| сотрудника| работника| по паспорту)*$",
        required=True,
    ),
    column(
        "patronymic",
        _("Patronymic"),
        "Отчество",
        "middle name|middlename|second name|отч|отчество застрахованного|patronymic|о"
        "|отчество при наличии",
        r"^отчество",
    ),
    column(
        "birth_date",
        _("Birth date"),
        "Дата рождения",
        "др|д р|дата рожд|дата р|день рождения|рождение|дата рождения застрахованного|birth date"
        "|date of birth|birthdate|birthday|dob|год рождения|г р|д рождения",
        r"(дата|день|число|год)\w* рожд|birth|^рожд",
        required=True,
    ),
    column(
        "sex",
        _("Sex"),
        "Пол",
        "пол м ж|пол муж жен|sex|gender|пол застрахованного|м ж|пол м|муж жен",
        r"^пол( |$)",
    ),
    column(
        "passport_series",
        _("Passport series"),
        "Серия паспорта",
        "паспорт серия|серия|серия пасп|сер пасп|паспортные данные серия|документ серия"
        "|серия документа|passport series|сер",
        r"^(паспорт\w*|документ\w*|данные|рф| )*сери[яи]"
        r"( паспорт\w*| документ\w*| рф| удостов\w*| свидет\w*)*$",
    ),
    column(
        "passport_number",
        _("Passport number"),
        "Номер паспорта",
        "паспорт номер|номер пасп|паспорт no|паспортные данные номер|номер документа"
        "|документ номер|passport number|passport no|no паспорта|паспортные данные no|документ no",
        r"^(паспорт\w*|документ\w*)( данные| рф| удостов\w*| личность)* (номер|no)$"
        r"|^(номер|no) (паспорт|документ|удостов|свидет)\w*( рф| личность)*$",
    ),
    column(
        "passport",
        _("Passport"),
        "Паспорт",
        "паспортные данные|серия и номер паспорта|серия номер паспорта|паспорт серия номер"
        "|паспорт серия и номер|документ удостоверяющий личность|паспорт рф|удостоверение личности"
        "|документ|серия и номер документа|серия номер|серия и номер|passport|id document|id"
        "|паспорт свидетельство о рождении|свидетельство о рождении|данные документа",
        r"паспорт|passport|удостовер\w* личност|сери\w+ (и )?(номер|no)|свидетельств\w* о рожд",
    ),
    column(
        "address",
        _("Address"),
        "Адрес",
        "адрес проживания|адрес регистрации|место жительства|адрес места жительства|прописка"
        "|адрес фактического проживания|фактический адрес|домашний адрес|address|home address"
        "|адрес прописки|регистрация",
        r"адрес|address|прописк|место (жит|прож|регистр)",
    ),
    column(
        "phone",
        _("Mobile phone"),
        "Мобильный телефон",
        "телефон|тел|моб тел|моб телефон|мобильный|сотовый|сотовый телефон|контактный телефон"
        "|номер телефона|номер мобильного телефона|мобильный номер|телефон сотрудника|phone|mobile"
        "|mobile phone|phone number|cell phone|телефон мобильный|тел моб|контакты|контакт|моб"
        "|личный телефон|телефон для связи|номер мобильного|телефон застрахованного|cell|tel",
        r"моб|сотов|тел(ефон)?( |$)|телефон|phone|mobile",
    ),
    column(
        "email",
        _("Work e-mail"),
        "Рабочая почта",
        "e mail|email|почта|электронная почта|адрес электронной почты|рабочий e mail|рабочий email"
        "|корпоративная почта|корпоративный e mail|эл почта|эл адрес|мейл|имейл|емейл|и мейл|mail"
        "|work email|work e mail|corporate email|электронный адрес|почта рабочая|e mail рабочий"
        "|e mail адрес|email address|эл почта рабочая|e mail сотрудника|корп почта|емайл",
        r"e ?mail|эл\w* (почт|адрес)|почт|мейл|мэйл|емайл",
    ),
    column(
        "personnel_number",
        _("Personnel number"),
        "Табельный номер",
        "таб номер|таб no|табельный no|табельный|табномер|т н|личный номер|номер сотрудника"
        "|employee id|personnel number|employee number|staff id|id сотрудника|табель|таб n|таб",
        r"^таб|personnel|employee (id|no|number)|номер сотрудника",
    ),
    column(
        "job",
        _("Job"),
        "Должность",
        "профессия|позиция|job|job title|position|штатная должность|должность сотрудника|роль",
        r"должност|професси|position|job",
    ),
    column(
        "city",
        _("City"),
        "Город",
        "населенный пункт|город проживания|регион|город обслуживания|city|location|town|г"
        "|город работы|город прикрепления|region|территория|город регион",
        r"^(город|регион|населенн|city)",
    ),
    column(
        "programme",
        _("Programme"),
        "Программа",
        "программа дмс|программа страхования|вариант программы|вариант страхования|план|пакет"
        "|страховая программа|тариф|тарифный план|программа добровольного медицинского страхования"
        "|program|programme|plan|вариант|категория|программа обслуживания|наименование программы",
        r"программ|program|вариант|пакет|тариф|^план",
    ),
    column(
        "start",
        _("Start date"),
        "Дата начала",
        "начало|с|дата с|действует с|срок с|период с|дата прикрепления|дата включения"
        "|дата начала страхования|дата начала действия|период страхования с"
        "|start|start date|from|valid from|effective date|начало действия|начало страхования"
        "|дата начала обслуживания|дата подключения|период обслуживания с|срок страхования с|с даты"
        "|срок действия с",
        r"начал|прикреплен|включен|подключ|^(период|срок|действ\w*|полис)[\w ]* с$|start|^from",
    ),
    column(
        "end",
        _("End date"),
        "Дата окончания",
        "окончание|по|до|дата по|действует по|срок по|период по|дата открепления|дата исключения"
        "|дата окончания страхования|дата окончания действия|период страхования по|end|end date|to"
        "|valid to|valid until|конец|окончание действия|действует до|период обслуживания по"
        "|срок страхования по|срок действия по|дата завершения|срок до",
        r"оконч|откреп|исключ|заверш|конец|^(период|срок|действ\w*|полис)[\w ]* (по|до)$"
        r"|\bend\b|until",
    ),
    column(
        "relation",
        _("Relation"),
        "Степень родства",
        "родство|отношение|кем приходится|статус застрахованного|степень родства с сотрудником"
        "|тип застрахованного|категория застрахованного|relation|relationship|связь"
        "|сотрудник родственник"
        "|сотрудник член семьи|родственная связь|отношение к сотруднику|кем является|вид родства",
        r"родств|кем приход|relation|отношени[ея] к",
    ),
    column(
        "main_insured",
        _("Main insured"),
        "Основной застрахованный",
        "фио сотрудника|фио работника|сотрудник|работник|фио основного застрахованного"
        "|чей родственник"
        "|родственник сотрудника|к кому относится|main insured|employee|primary insured"
        "|к сотруднику"
        "|таб номер сотрудника|табельный номер основного|основной|сотрудник фио|principal"
        "|табельный номер сотрудника родственника|кого родственник|фио основного сотрудника",
        r"основн\w* (застрах|сотруд|работ)|(фио|таб\w*( номер| no)?) (основн|сотруд|работ)"
        r"|main insured|чей родств",
    ),
    column(
        "policy_number",
        _("Policy number"),
        "Номер полиса",
        "полис|no полиса|полис no|номер полиса дмс|полис дмс|policy|policy number|policy no"
        "|страховой полис|полис номер|no полиса дмс|номер страхового полиса",
        r"полис|policy",
    ),
)

BY_KEY = {column.key: column for column in COLUMNS}
# Which columns a shorter pattern may not take before: the order in which stems are tried.
STEM_ORDER = (
    "birth_date", "main_insured", "relation", "personnel_number", "passport_series",
    "passport_number", "passport", "email", "start", "end", "phone", "policy_number", "programme",
    "address", "job", "city", "sex", "patronymic", "surname", "first_name", "full_name",
)  # fmt: skip
