"""What is wrong with the surroundings is said in one sentence, with exit code 2."""

import os
import socket
import subprocess
import sys
import tempfile

import pytest


def said(command: str, **settings: str) -> tuple[int, str]:
    """Exit code and standard error of `pult <command>` under other settings."""
    done = subprocess.run(
        [sys.executable, "-m", "pult.config.console", *command.split()],
        env=os.environ | {"LANG": "en_US.UTF-8", "LC_ALL": "", **settings},
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.returncode, done.stderr.strip()


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"PULT_PORT": "abc"}, "PULT_PORT must be a whole number."),
        ({"PULT_VAR": "/proc/nope"}, "PULT_VAR must be a folder that can be written to"),
        ({"PULT_LETTER_PREFIXES": "letter=X"}, "PULT_LETTER_PREFIXES must look like guarantee=…"),
        ({"DATABASE_URL": "sqlite:///x"}, "DATABASE_URL must look like postgresql://"),
        ({"DATABASE_URL": "postgresql://h:x/y"}, "DATABASE_URL must look like postgresql://"),
    ],
)
def test_a_setting_that_cannot_be_used(settings: dict[str, str], sentence: str) -> None:
    code, words = said("check", **settings)
    assert code == 2
    assert words.startswith(sentence)
    assert len(words.splitlines()) == 1


def test_a_database_that_is_not_there() -> None:
    with tempfile.TemporaryDirectory() as folder:
        code, words = said(
            "import-roster --contract 1 x.xlsx --json", PULT_VAR=folder, DATABASE_URL=""
        )
    assert code == 2
    assert words.startswith("The database pult at ")
    assert len(words.splitlines()) == 1


@pytest.mark.parametrize(("command", "name"), [("web", "PULT_PORT"), ("live", "PULT_LIVE_PORT")])
def test_a_port_that_is_taken(command: str, name: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        code, words = said(command, **{name: port})
    assert (code, words) == (2, f"CommandError: Port {port} is taken by another program.")


def test_two_ports_that_are_one() -> None:
    code, words = said("up", PULT_PORT="9", PULT_LIVE_PORT="9")
    assert (code, words) == (2, "CommandError: PULT_PORT and PULT_LIVE_PORT must differ.")


def test_senseless_numbers() -> None:
    code, words = said("generate --members 0")
    assert (code, words) == (
        2,
        "CommandError: Give --members of at least 1 and --cases of at least 0.",
    )
