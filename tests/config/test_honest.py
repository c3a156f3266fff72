"""The suite's own plugin: a test left out makes the run fail."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

LEFT_OUT = {
    "skipped": "@pytest.mark.skip\ndef test_it(): pass",
    "expected to fail": "@pytest.mark.xfail\ndef test_it(): assert False",
}


@pytest.mark.parametrize("body", LEFT_OUT.values(), ids=LEFT_OUT)
def test_a_test_left_out_fails_the_run(tmp_path: Path, body: str) -> None:
    done = _pytest(tmp_path, f"import pytest\n\n{body}\n")
    assert done.returncode == 1
    assert "NOT RUN test_sample.py::test_it" in done.stdout


def test_a_test_that_passes_passes(tmp_path: Path) -> None:
    assert _pytest(tmp_path, "def test_it(): pass\n").returncode == 0


def _pytest(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_sample.py").write_text(text)
    (folder / "pytest.ini").write_text("[pytest]\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.honest", "-p", "no:django"]
    paths = {"PYTHONPATH": str(ROOT), "PYTEST_ADDOPTS": ""}
    return subprocess.run(
        command, cwd=folder, env=os.environ | paths, capture_output=True, text=True
    )
