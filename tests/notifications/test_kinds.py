"""Every kind of message that any package registers can be read, in both languages."""

import re

import pytest

from pult.notifications import kinds
from pult.notifications.channels import CHANNELS
from pult.notifications.channels.email.server import Server, server_of
from pult.notifications.channels.sms import gateway
from pult.notifications.kinds import Kind
from pult.notifications.letters import as_html
from pult.notifications.models import Message
from tests.notifications.letters import GREETING

pytestmark = pytest.mark.django_db
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
OURS = [kind for kind in kinds.registered().values() if not kind.name.startswith("tests.")]
# Members read SMS on a locked screen, six parts of 67 Cyrillic letters at most.
LONGEST_SMS = 402


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("kind", OURS, ids=lambda kind: kind.name)
def test_it_reads_in_both_languages(kind: Kind, language: str) -> None:
    assert kind.email_template or kind.sms_template
    for channel, template in (("email", kind.email_template), ("sms", kind.sms_template)):
        if not template:
            continue
        shown = kinds.render(
            kind, channel, kind.example, language=language, code=kind.example_secret
        )
        assert shown.text.strip()
        assert kind.example_secret in shown.text
        assert "{{" not in shown.text + shown.subject
        if channel == "email":
            assert shown.subject
            assert f'<html lang="{language}">' in shown.html
        else:
            assert len(shown.text) <= LONGEST_SMS
        if language == "ru":
            assert CYRILLIC.search(shown.text)
            assert shown.text != _in_english(kind, channel)


def _in_english(kind: Kind, channel: str) -> str:
    return kinds.render(
        kind, channel, kind.example, language="en", code=kind.example_secret,
        with_attachments=False,
    ).text  # fmt: skip


def test_a_name_belongs_to_one_kind() -> None:
    kinds.register(GREETING)
    with pytest.raises(ValueError, match="tests.greeting"):
        kinds.register(Kind(name=GREETING.name, example={}))


def test_each_channel_of_the_outbox_has_what_carries_it() -> None:
    assert sorted(CHANNELS) == sorted(Message.Channel.values)
    for carrier in CHANNELS.values():
        assert carrier.name
        assert carrier.ready() is False


def test_the_html_of_a_letter_is_made_from_its_text() -> None:
    text = "One <b>\nline & two\n\nhttps://insurer.example/a?b=1&c=2"
    assert as_html(text) == (
        "<p>One &lt;b&gt;<br>\nline &amp; two</p>\n"
        '<p><a href="https://insurer.example/a?b=1&amp;c=2">'
        "https://insurer.example/a?b=1&amp;c=2</a></p>"
    )


def test_a_letter_keeps_what_its_reader_typed_out_of_the_markup() -> None:
    shown = kinds.render(GREETING, "email", {"name": "<script>"}, language="ru")
    assert shown.subject == "Hello, <script>"
    assert "<script>" not in shown.html


def test_a_subject_is_one_line() -> None:
    shown = kinds.render(GREETING, "email", {"name": "Анна\r\nBcc: all@example.ru"}, language="ru")
    assert shown.subject == "Hello, Анна Bcc: all@example.ru"


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://localhost:2525", Server("localhost", 2525, "", "", "none")),
        ("smtp://mail.example", Server("mail.example", 587, "", "", "starttls")),
        (
            "smtp://u%40x:p%2Fw@mail.example:25",
            Server("mail.example", 25, "u@x", "p/w", "starttls"),
        ),
        ("smtp://mail.example?tls=none", Server("mail.example", 25, "", "", "none")),
        ("smtps://u:p@mail.example", Server("mail.example", 465, "u", "p", "implicit")),
    ],
)
def test_the_address_of_a_mail_server(url: str, server: Server) -> None:
    assert server_of(url) == server


def test_the_address_of_a_gateway_is_filled_in_quoted() -> None:
    url = "json://gate.example/?:to={to}&+Idempotency-Key={key}"
    assert gateway(url, to="+79160002030", key="a:b&c") == (
        "json://gate.example/?:to=%2B79160002030&+Idempotency-Key=a%3Ab%26c"
    )
