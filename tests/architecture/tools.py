"""Running a checker as its own command, with what it says as the failure's text."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

BIN = Path(sys.executable).parent


def run(program: str, *arguments: str) -> None:
    """Fails the test with the program's own words when it is not content."""
    command = [str(BIN / program), *arguments]
    without_colour = os.environ | {"NO_COLOR": "1", "TERM": "dumb"}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=without_colour)
    if done.returncode != 0:
        pytest.fail(f"{program}: {(done.stdout + done.stderr)[-6000:]}", pytrace=False)
