"""What templates call."""

from datetime import UTC, datetime

import pytest
import time_machine
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory


class SignUp(forms.Form):
    phone = forms.CharField(label="Телефон", help_text="Тот, что дал работодатель")
    note = forms.CharField(label="Заметка", required=False)


def rendered(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def test_a_field_ties_its_label_hint_and_error_to_the_control() -> None:
    html = rendered('{% field form.phone autocomplete="tel" %}', form=SignUp({"phone": ""}))

    assert '<label class="field__label" for="id_phone">Телефон</label>' in html
    assert 'aria-describedby="id_phone_hint id_phone_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'autocomplete="tel"' in html
    assert 'id="id_phone_hint">Тот, что дал работодатель' in html
    assert 'id="id_phone_error"' in html


def test_only_an_optional_field_says_so() -> None:
    assert "необязательно" not in rendered("{% field form.phone %}", form=SignUp())
    assert "необязательно" in rendered("{% field form.note %}", form=SignUp())


def test_the_summary_leads_to_the_wrong_field_and_is_silent_without_errors() -> None:
    assert '<a href="#id_phone">Телефон</a>' in rendered(
        "{% error_summary form %}", form=SignUp({"phone": ""})
    )
    assert rendered("{% error_summary form %}", form=SignUp()).strip() == ""
    assert rendered("{% error_summary form %}", form=SignUp({"phone": "1"})).strip() == ""


def test_an_icon_is_decoration_unless_it_is_named() -> None:
    assert rendered('{% icon "tooth" %}') == (
        '<svg class="icon" aria-hidden="true"><use href="/static/ui/icons.svg#tooth"></use></svg>'
    )
    assert 'role="img" aria-label="Зуб"' in rendered('{% icon "tooth" label="Зуб" %}')


def test_a_chip_escapes_its_words_and_knows_its_tones() -> None:
    assert rendered("{% chip words 'wait' %}", words="<b>") == (
        '<span class="chip chip--wait">&lt;b&gt;</span>'
    )
    with pytest.raises(TemplateSyntaxError):
        rendered("{% chip 'Ждём' 'purple' %}")


@time_machine.travel(datetime(2026, 11, 22, 12, 0, tzinfo=UTC), tick=False)
def test_a_countdown_reads_without_scripts() -> None:
    deadline = datetime(2026, 11, 22, 13, 12, tzinfo=UTC)

    assert rendered("{% countdown at %}", at=deadline) == (
        '<time class="countdown" datetime="2026-11-22T13:12:00+00:00" data-countdown="words">'
        "осталось 1\u00a0ч 12\u00a0мин</time>"
    )


def test_a_navigation_marks_where_the_reader_is() -> None:
    here = RequestFactory().get("/offline")
    elsewhere = RequestFactory().get("/brand.css")

    assert 'aria-current="page"' in rendered("{% nav_item 'offline' 'Нет связи' %}", request=here)
    assert "aria-current" not in rendered("{% nav_item 'offline' 'Нет связи' %}", request=elsewhere)
