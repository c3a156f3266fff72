"""`python -m tests.notifications.child worker|deliver`: a process that knows the tests' kinds."""

import sys

import django
from django.conf import settings


def main(what: str) -> None:
    django.setup()
    from tests.notifications.letters import TEMPLATES  # noqa: PLC0415 (registers, after set-up)

    settings.TEMPLATES[0]["DIRS"] = [TEMPLATES]
    if what == "worker":
        from pult.jobs import worker  # noqa: PLC0415

        worker.run()
    else:
        from pult.notifications.delivery import deliver_due  # noqa: PLC0415

        deliver_due()


if __name__ == "__main__":
    main(sys.argv[1])
