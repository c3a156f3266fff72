"""The main job: from an employer's messy roster to an answered request, as people do it."""

import io
from datetime import datetime, time, timedelta
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from pypdf import PdfReader

from pult.kernel import clock
from tests.flows.conftest import Visit
from tests.flows.member import Member
from tests.flows.office import Hr, Office
from tests.flows.operator import Operator
from tests.flows.roster import Newcomer, messy
from tests.flows.stack import Stack, words

MOSCOW = ZoneInfo("Europe/Moscow")
ALYONA = Newcomer()
COMPLAINT = "Третий день болит горло, температура 38"
CLINIC, DOCTOR = "Клиника на Лесной", "Орлова Инна Петровна"
MEDICAL = ("горло", "температура", "ерапевт", "Терапия")


@pytest.fixture
def referral(tmp_path: Path) -> Path:
    """A file as members attach them."""
    file = tmp_path / "Направление.pdf"
    file.write_bytes(
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
    )
    return file


def test_from_a_messy_roster_to_an_answered_request(
    stack: Stack, visit: Visit, referral: Path
) -> None:
    office = Office(visit())
    counted = {"rows": 5, "added": 2, "changed": 1, "unchanged": 1, "dependants": 1, "errors": 1}
    assert {**office.sends(messy(ALYONA)), "ended": 0} == {**counted, "ended": 0}
    assert office.applies_without_bad_rows() == {**counted, "ended": 0}

    welcome = stack.letter(ALYONA.email)
    attached = [part.get_content_type() for part in welcome.iter_attachments()]
    assert attached == ["application/pdf", "application/pdf"]

    alyona = Member(visit(phone=True))
    alyona.signs_up(ALYONA)
    number = alyona.sees_own_policy(ALYONA.full_name, "Оптима")

    maria = Operator(visit(), "Мария Лебедева")
    request = alyona.asks_for_a_doctor(COMPLAINT, file=referral)
    maria.sees_arrive(request)
    maria.opens(request)
    maria.sees(COMPLAINT, referral.name)
    maria.takes(request)
    alyona.sees("Мария Лебедева")

    maria.looks_at_the_case()
    day = clock.today() + timedelta(days=8)
    maria.books(site=CLINIC, doctor=DOCTOR, day=day, time="18:40")
    alyona.sees(DOCTOR, "18:40")
    invited = stack.letter(ALYONA.email, having="18:40")
    assert _starts(invited) == [datetime.combine(day, time(18, 40), tzinfo=MOSCOW)]
    sms = stack.sms(ALYONA.mobile, having="18:40")
    assert [word for word in MEDICAL if word in sms + words(invited)] == []
    assert (CLINIC in sms, DOCTOR in sms) == (False, False)

    alyona.writes("Спасибо! Нужно ли сдать анализы?")
    maria.sees("Спасибо! Нужно ли сдать анализы?")
    maria.replies("Нет, приходите как есть.")
    alyona.sees("Нет, приходите как есть.")
    maria.resolves()
    alyona.sees("обращение решено")

    prints = alyona.prints(number)
    assert sorted(prints) == ["memo", "policy", "programme"]
    texts = {name: _text(content) for name, content in prints.items()}
    assert [name for name, text in texts.items() if number not in text] == []
    assert [part in texts["policy"] for part in ALYONA.full_name.split()] == [True] * 3
    assert CLINIC in texts["memo"]

    hr = Hr(visit()).sees(ALYONA.full_name)
    assert ("Отправлено" in hr, [word for word in MEDICAL if word in hr]) == (True, [])


def _starts(letter: EmailMessage) -> list[datetime]:
    """When the visits of the attached calendars begin."""
    calendars = [Calendar.from_ical(part.get_content()) for part in letter.iter_attachments()]
    return [event.decoded("dtstart") for one in calendars for event in one.walk("VEVENT")]


def _text(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
