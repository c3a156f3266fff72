"""What every kind of case says of itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language

from pult.cases.kinds.forms import RequestForm
from pult.cases.models import Case

Text = str | Promise
Answers = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of case: one folder under `cases/kinds/`, one line in its registry."""

    code: str
    title: Text
    hint: Text  # one line under the title where a member chooses
    icon: str  # a name in the sprite of `ui`
    queue: str
    priority: int
    # Round the clock at the desk, in the curators' hours elsewhere.
    first_response: timedelta
    resolution: timedelta
    form: type[RequestForm]
    # The sections of a programme (`programmes.Section.Kind`) that pay for it; none: a question.
    sections: tuple[str, ...]
    # What the operator goes through with the member, sentence by sentence. The codes stand in the
    # database (`cases.script`): a sentence may be reworded under its code.
    script: Mapping[str, Text]
    # Health is spoken of: an administrative curator and HR never see it.
    medical: bool = True
    # Offered to members in the cabinet; others are opened by the system or by staff.
    offered: bool = True
    # Stands in the cabinet's choice; others have a button where they arise.
    listed: bool = True
    # May be opened by somebody whom nobody has recognised yet.
    from_strangers: bool = False
    # The specialties that a visit of this kind is booked with; empty: any.
    specialties: tuple[str, ...] = ()
    name: Callable[[Answers], str | None] = field(default=lambda answers: None)

    def title_for(self, answers: Answers) -> str:
        """«Приём травматолога» rather than «Запись к врачу», in the language of the reader."""
        return self.name(answers) or str(self.title)

    def summary(self, answers: Answers) -> list[tuple[str, str]]:
        """The request in lines (label, value) for whoever works on it; empty answers left out."""
        return self.form.lines(answers)


def spoken(answer: Any, key: str) -> str | None:
    """The text of a bilingual answer (`{"ru": …}` under `key`) in the reader's language."""
    if not isinstance(answer, dict):
        return None
    texts = answer.get(key) or {}
    return texts.get((get_language() or "ru").split("-")[0]) or texts.get("ru")


Queue, Priority = Case.Queue, Case.Priority
