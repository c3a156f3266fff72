"""`pult staff`: make a staff account, give it a role, reset or close it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from pult.enrolment import staff
from pult.kernel import clock
from pult.kernel.errors import Refusal
from pult.people.access import Role


class Command(BaseCommand):
    help = "Make a staff account with a role, or reset or close one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="")
        parser.add_argument("--role", choices=[role for role in Role if role != Role.MEMBER])
        parser.add_argument("--scope", default="", help="employer, clinic code or contract number")
        parser.add_argument("--reset", action="store_true", help="new password, factors forgotten")
        parser.add_argument("--close", action="store_true", help="no sign-in any more")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        now = clock.now()
        try:
            if options["close"]:
                staff.close(email=email, at=now)
            elif options["reset"]:
                self.stdout.write(staff.reset(email=email, at=now))
            elif options["role"]:
                name = options["name"] or email
                role, scope = options["role"], options["scope"]
                _, password = staff.grant(email=email, name=name, role=role, scope=scope, at=now)
                self.stdout.write(password)
            else:
                raise CommandError("Say --role, --reset or --close.", returncode=2)
        except Refusal as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
