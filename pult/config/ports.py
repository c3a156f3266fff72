"""Whether a port is free, asked before anything is started."""

import socket
import time

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

PATIENCE = 3.0  # seconds for a server that is just ending


def taken(host: str, port: int) -> bool:
    """True when somebody already listens there."""
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    with socket.socket(family, kind, protocol) as probe:
        # Without SO_REUSEPORT, so that a server that does share its port is noticed as well.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError:
            return True
    return False


def claim(host: str, port: int) -> None:
    """Raise CommandError when the port stays taken; two servers would share it in silence."""
    deadline = time.monotonic() + PATIENCE
    while taken(host, port):
        if time.monotonic() > deadline:
            raise CommandError(
                _("Port %(port)s is taken by another program.") % {"port": port}, returncode=2
            )
        time.sleep(0.1)
