"""Reading `PULT_SMTP_URL`."""

from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
PORTS = {"implicit": 465, "starttls": 587, "none": 25}


@dataclass(frozen=True)
class Server:
    host: str
    port: int
    user: str
    password: str
    tls: str  # implicit, starttls or none


def server_of(url: str) -> Server:
    """`smtps://…` speaks TLS at once, `smtp://…` by STARTTLS, in clear only on loopback or with
    `?tls=none`."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    wish = parse_qs(parts.query).get("tls", [""])[0]
    if parts.scheme == "smtps":
        tls = "implicit"
    elif wish == "none" or (not wish and host in LOOPBACK):
        tls = "none"
    else:
        tls = "starttls"
    return Server(
        host=host,
        port=parts.port or PORTS[tls],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=tls,
    )
