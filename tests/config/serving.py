"""`pult web` as a process of its own, on the suite's database, and bare sockets to talk to it."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from tests.architecture.sources import ROOT
from tests.crash.running import wait_until
from tests.notifications.peers import free_port


@dataclass
class Web:
    port: int
    var: Path

    def get(self, path: str) -> int:
        with urllib.request.urlopen(f"http://localhost:{self.port}{path}", timeout=5) as answer:
            answer.read()
            return int(answer.status)

    def open(self, head: str, body: bytes = b"") -> socket.socket:
        """A connection with a request of which no more than `body` has been sent."""
        line, *headers = head.strip().splitlines()
        lines = [f"{line} HTTP/1.1", f"Host: localhost:{self.port}", *headers, "", ""]
        connected = socket.create_connection(("localhost", self.port), timeout=60)
        connected.sendall("\r\n".join(map(str.strip, lines)).encode() + body)
        return connected

    def log(self) -> str:
        return (self.var / "web.log").read_text()


@contextmanager
def served() -> Iterator[Web]:
    """One page process of two threads; the caller has made the database."""
    web = Web(free_port(), Path(tempfile.mkdtemp(prefix="pult-web-")))
    (web.var / "static").mkdir()
    (web.var / "static" / "plain.css").write_text("p { color: black }")
    database = connection.settings_dict
    address = f"postgresql://{database['USER']}@/{database['NAME']}?host={database['HOST']}"
    ours = {"PULT_VAR": str(web.var), "PULT_PORT": str(web.port), "DATABASE_URL": address}
    ours |= {"PULT_WORKERS": "1", "PULT_THREADS": "2", "PULT_LOG_LEVEL": "INFO"}
    with (web.var / "web.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "pult.config.console", "web"],
            cwd=ROOT, env=os.environ | ours, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        wait_until(lambda: _listens(web.port), 60, web.log)
        yield web
    finally:
        process.terminate()
        assert process.wait(20) == 0
        shutil.rmtree(web.var, ignore_errors=True)


def answer(connected: socket.socket) -> tuple[int, str]:
    """Status and text of the answer on a connection that the server then closes."""
    received = b""
    while piece := connected.recv(65536):
        received += piece
        head, blank, body = received.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)content-length: (\d+)", head)
        if blank and length and len(body) >= int(length[1]):
            break
    head, _, body = received.partition(b"\r\n\r\n")
    return int(head.split(b" ")[1]), body.decode()


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("localhost", port), timeout=1).close()
    except OSError:
        return False
    return True
