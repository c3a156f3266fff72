"""Everything that `./run` starts, as one process of its own, with real peers outside.

A stack has its own folder, database and ports; letters and SMS of it arrive at a mail server and
a gateway of the tests. Nothing of it is reached but by its addresses and what it sends.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request
from email.message import EmailMessage
from pathlib import Path
from urllib.error import URLError

from tests.notifications.peers import Gateway, MailServer, free_port
from tests.processes import ROOT, wait_until

READY_WITHIN = 180.0
STOPPED_WITHIN = 40.0
# What the suite itself gives its own processes, and a stack must not inherit.
OURS = ("DATABASE_URL", "PULT_LOG_LEVEL")


class Stack:
    """One running Pult. `said` collects what may never stand in its logs."""

    def __init__(self) -> None:
        self.var = Path(tempfile.mkdtemp(prefix="pult-flow-"))
        self.port, self.live_port = free_port(), free_port()
        self.mail, self.gateway = MailServer(), Gateway()
        self.secrets: set[str] = set()

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        """Returns when the pages answer; raises with the logs otherwise."""
        self.mail.start()
        self.gateway.start()
        environment = {name: value for name, value in os.environ.items() if name not in OURS}
        environment |= {
            "PULT_VAR": str(self.var),
            "PULT_PORT": str(self.port),
            "PULT_LIVE_PORT": str(self.live_port),
            "PULT_URL": self.url,
            "PULT_DEMO": "1",
            "PULT_SMTP_URL": self.mail.url,
            "PULT_SMS_URL": self.gateway.url,
            "LANG": "ru_RU.UTF-8",
        }
        self._out = (self.var / "console.log").open("wb")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pult.config.console", "up"],
            cwd=ROOT,
            env=environment,
            stdout=self._out,
            stderr=subprocess.STDOUT,
        )
        wait_until(self._answers, seconds=READY_WITHIN)

    def _answers(self) -> bool:
        if self._process.poll() is not None:
            raise AssertionError(f"the stack ended: {self.logs()}")
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    def stop(self) -> int:
        """Ask it to stop, as Ctrl-C and init do; its exit code."""
        self._process.send_signal(signal.SIGTERM)
        try:
            return self._process.wait(STOPPED_WITHIN)
        finally:
            if self._process.poll() is None:
                self._process.kill()
            self._out.close()
            self.mail.stop()
            self.gateway.stop()

    def remove(self) -> None:
        shutil.rmtree(self.var, ignore_errors=True)

    def logs(self) -> str:
        """Everything that the processes have said."""
        files = [self.var / "console.log", *sorted((self.var / "log").glob("*.log"))]
        return "\n".join(f"== {file.name}\n{file.read_text(errors='replace')}" for file in files)

    def letter(self, address: str, *, having: str = "") -> EmailMessage:
        """The latest letter to an address whose subject or text holds some words; waits for it."""
        found: list[EmailMessage] = []

        def arrived() -> bool:
            found[:] = [
                letter
                for letter in list(self.mail.letters)
                if address in str(letter["To"])
                and having in f"{letter['Subject']}\n{words(letter)}"
            ]
            return bool(found)

        wait_until(arrived)
        return found[-1]

    def sms(self, number: str, *, having: str = "") -> str:
        """The latest SMS to a number that holds some words; waits for it."""
        found: list[str] = []

        def arrived() -> bool:
            found[:] = [
                message["body"]["message"]
                for message in list(self.gateway.received)
                if message["body"]["to"] == number and having in message["body"]["message"]
            ]
            return bool(found)

        wait_until(arrived)
        return found[-1]

    def keep_secret(self, *words: str) -> None:
        """These may not stand in any log when the stack has stopped."""
        self.secrets.update(words)


def words(letter: EmailMessage) -> str:
    """The text of a letter."""
    body = letter.get_body(preferencelist=("plain", "html"))
    return body.get_content() if body else ""


def code_in(text: str) -> str:
    """The six digits of a letter or an SMS."""
    (code,) = re.findall(r"\b\d{6}\b", text)
    return str(code)
