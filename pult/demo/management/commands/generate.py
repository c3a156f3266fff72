"""`pult generate --members N --cases M --seed S`."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from pult.demo.synthetic.book import generate
from pult.kernel import clock
from pult.kernel.errors import Refusal


class Command(BaseCommand):
    help = "Write a synthetic book for benchmarks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--members", type=int, default=10_000)
        parser.add_argument("--cases", type=int, default=0)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, members: int, cases: int, seed: int, **options: Any) -> None:
        if members < 1 or cases < 0:
            raise CommandError(
                _("Give --members of at least 1 and --cases of at least 0."), returncode=2
            )
        started = time.perf_counter()
        try:
            generate(members=members, cases=cases, seed=seed, at=clock.now())
        except Refusal as refusal:
            raise CommandError(str(refusal), returncode=2) from None
        seconds = time.perf_counter() - started
        said = _("Insured people: %(members)d. Requests: %(cases)d. Seconds: %(seconds).1f.")
        self.stdout.write(said % {"members": members, "cases": cases, "seconds": seconds})
