"""How letters of guarantee look on every page that shows them."""

from django import template
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from pult.guarantees.models import Letter
from pult.kernel.money import written
from pult.ui.templatetags.ui import chip

register = template.Library()
State = Letter.State
TONES = {State.PENDING: "wait", State.ACTIVE: "ok", State.CANCELLED: "alarm"}


@register.simple_tag
def letter_chip(letter: Letter) -> SafeString:
    """The state; of a refusal and an annulment, that it is one: neither promises anything."""
    if letter.kind == Letter.Kind.REFUSAL and letter.state != State.PENDING:
        return chip(capfirst(letter.get_kind_display()), "alarm")
    if letter.kind == Letter.Kind.ANNUL and letter.state != State.PENDING:
        return chip(capfirst(letter.get_kind_display()), "neutral")
    return chip(capfirst(letter.get_state_display()), TONES.get(State(letter.state), "neutral"))


@register.filter
def money(kopecks: int | None) -> str:
    return "" if kopecks is None else written(kopecks)
