"""Whether a port is free, asked before anything is started."""

import socket


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
