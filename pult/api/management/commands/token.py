"""`pult token EMAIL --name NAME`: a token for another program, printed once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from pult.api.actions import issue_token
from pult.kernel import clock
from pult.kernel.errors import Refusal
from pult.people.access import SYSTEM


class Command(BaseCommand):
    help = "Give a staff or clinic account a token for the API; it is printed once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True, help="the program that will use it")
        parser.add_argument("--days", type=int, help="how long it lives, 365 at most")

    def handle(self, *args: Any, email: str, name: str, **options: Any) -> None:
        try:
            _, secret = issue_token(
                email=email, name=name, days=options["days"], by=SYSTEM, at=clock.now()
            )
        except Refusal as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        self.stdout.write(secret)
