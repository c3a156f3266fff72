"""The stage: a throw-away cluster with the demo insurer and a synthetic book, and a web server."""

import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pult.config.postgres import Cluster

PULT = str(Path(sys.executable).with_name("pult"))


@dataclass(frozen=True)
class Stage:
    """What a benchmark may use."""

    var: Path
    members: int
    cases: int


@contextmanager
def raised(*, members: int, cases: int) -> Iterator[Stage]:
    """Set the stage in a temporary folder, and strike it afterwards."""
    var = Path(tempfile.mkdtemp(prefix="pult-bench-"))
    cluster = Cluster(var)
    cluster.start()
    os.environ |= {
        "PULT_VAR": str(var),
        "DATABASE_URL": cluster.url,
        "PULT_LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "pult.config.settings",
    }
    try:
        for command in ("prepare", f"generate --members {members} --cases {cases}"):
            subprocess.run([PULT, *command.split()], check=True, stdout=sys.stderr)
        yield Stage(var, members, cases)
    finally:
        cluster.stop()
        shutil.rmtree(var, ignore_errors=True)


@contextmanager
def web_server() -> Iterator[int]:
    """The product's pages under granian, with an empty view beside them; yields the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--host",
        "127.0.0.1", "--port", str(port), "--workers", "1", "--blocking-threads", "2",
        "--log-level", "error", "benchmarks.site:application",
    ]  # fmt: skip
    process = subprocess.Popen(command)
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            with socket.create_connection(("127.0.0.1", port), 0.2):
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("The web server did not start.")


class Browser:
    """Just enough of a browser: one kept connection, cookies, the CSRF field of a page."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("localhost", port, timeout=60)
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> tuple[int, str]:
        return self._send("GET", path, None, {})

    def post(self, path: str, body: str) -> tuple[int, str]:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._send("POST", path, body, kind)

    def token(self, path: str) -> str:
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path)[1])
        assert found is not None
        return found.group(1)

    def _send(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> tuple[int, str]:
        headers = headers | {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        text = response.read().decode()
        for value in response.headers.get_all("Set-Cookie") or []:
            name, _, rest = value.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return response.status, text
