"""`pult decide`: is this covered, here, now? Exit 0 for any verdict, 2 for bad input."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from pult.coverage import reading, words, zones
from pult.coverage.actions import Answered, ask
from pult.kernel import clock
from pult.kernel.errors import NotVisible, Refusal
from pult.people.access import SYSTEM


class Command(BaseCommand):
    help = "Decide whether a service is covered by a policy, with the clause and the next step."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--policy", required=True, metavar="NUMBER")
        parser.add_argument("--service", required=True, metavar="CODE_OR_TEXT")
        parser.add_argument("--diagnosis", default="", metavar="A16.0")
        parser.add_argument("--clinic", default="", metavar="CODE")
        parser.add_argument("--date", default="", metavar="YYYY-MM-DD")
        parser.add_argument("--stage", default="", metavar="|".join(reading.STAGES))
        parser.add_argument("--urgency", default="", metavar="|".join(reading.URGENCIES))
        parser.add_argument("--place", default="", metavar="LAT,LON")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            answered = self._ask(options)
        except (Refusal, NotVisible) as error:
            self.stderr.write(_sentence(error, options))
            sys.exit(2)
        told = words.tell(answered)
        if options["as_json"]:
            self.stdout.write(json.dumps(told.to_json(), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_lines(told, answered)))

    def _ask(self, options: dict[str, Any]) -> Answered:
        _check_letters(options)
        return ask(
            policy_number=options["policy"],
            service=options["service"],
            diagnosis=options["diagnosis"],
            clinic=options["clinic"],
            day=reading.day(options["date"]),
            stage=options["stage"],
            urgency=options["urgency"],
            place=zones.place(options["place"]) if options["place"] else None,
            by=SYSTEM,
            at=clock.now(),
            channel="console",
        )


def _check_letters(options: dict[str, Any]) -> None:
    """Refusal for bytes of another encoding than the terminal's: they are no words."""
    try:
        f"{options['policy']} {options['service']}".encode()
    except UnicodeEncodeError as error:
        raise Refusal(_("The words cannot be read: write them in UTF-8.")) from error


def _sentence(error: Exception, options: dict[str, Any]) -> str:
    """What is wrong; the emergency phones with it when it may be about an ambulance."""
    sentence = str(error)
    if isinstance(error, NotVisible):
        sentence = _("There is no policy with the number “%(number)s”.") % {
            "number": options["policy"][:40]
        }
    if words.is_call_for_help(options["service"], options["urgency"]):
        return words.with_help(sentence)
    return sentence


def _lines(told: words.Told, answered: Answered) -> list[str]:
    """The answer as a person reads it."""
    lines = [told.heading]
    lines += [line for line in (told.service, told.clinic) if line]
    for reason in told.reasons:
        lines += ["", f"{reason['clause']}. {reason['text']}"]
        lines += [f"  {reason['ground']}"] if reason["ground"] else []
    if told.needed:
        lines += ["", _("Missing: %(facts)s") % {"facts": "; ".join(told.needed)}]
    lines += ["", told.next_step["text"]]
    lines += [f"  {one['label']}: {one['number']}" for one in told.next_step["phones"]]
    if told.alternatives:
        lines += ["", _("Also possible:")]
        lines += [f"  {one['text']}" for one in told.alternatives]
    if answered.row is not None:
        lines += ["", _("Decision %(id)s") % {"id": answered.row.id}]
    return lines
