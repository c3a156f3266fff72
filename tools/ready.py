"""Makes .venv ready, then becomes the command asked for: `ready.py run|test|bench [arguments]`.

The standard library alone, for it runs before anything is installed.
"""

import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "pult-installed"
EXTRAS = {"run": "", "bench": "", "test": "[test]"}
LAST_WORDS = 12  # lines of a failed command
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FIND_PLAYWRIGHTS = (
    "import pathlib, playwright.sync_api as p\n"
    "with p.sync_playwright() as w: path = pathlib.Path(w.chromium.executable_path)\n"
    "print(path if path.exists() else '')"
)


def main(kind: str, arguments: list[str]) -> None:
    # A shell starts background jobs with Ctrl-C ignored; all three must end an installation too.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    os.chdir(ROOT)
    _install(kind)
    if kind == "run":
        _become(VENV / "bin" / "pult", "up", *arguments)
    _call(str(PYTHON), "-m", "pult.config.build", otherwise="The style sheets were not built.")
    if kind == "bench":
        _become(PYTHON, "-m", "benchmarks", *arguments)
    os.environ["PULT_TEST_BROWSER"] = _browser()
    shared = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
    _become(PYTHON, "-m", "pytest", *shared, *arguments)


def _leave(number: int, frame: object) -> None:
    sys.exit(128 + number)


def _install(kind: str) -> None:
    """Once for each set of pins; whoever comes meanwhile waits for the lock on the folder."""
    lock = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        _say("Another ./run or ./test is installing; waiting for it.")
        fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        if not _runs(PYTHON):
            _make_venv()
        if _stamp(kind) not in _stamps():
            _say("Installing what Pult needs: about a minute, once. · Установка, около минуты.")
            _call(
                str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                "-c", "constraints.txt", "-e", f".{EXTRAS[kind]}",
                otherwise="The packages could not be installed: see pip's message above.",
            )  # fmt: skip
            STAMP.write_text("\n".join({_stamp(known) for known in ("run", kind)}))
    finally:
        os.close(lock)


def _runs(python: Path) -> bool:
    try:
        new_enough = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
        return subprocess.run([python, "-c", new_enough], capture_output=True).returncode == 0
    except OSError:
        return False


def _make_venv() -> None:
    try:
        venv.create(VENV, clear=VENV.exists(), with_pip=True, symlinks=True)
    except (subprocess.CalledProcessError, OSError):
        sys.exit(
            "Python's own module venv does not work here: install it "
            "(on Debian and Ubuntu: apt-get install python3-venv) and try again."
        )


def _stamp(kind: str) -> str:
    version = subprocess.run([PYTHON, "-V"], capture_output=True, check=True).stdout
    parts = [(ROOT / name).read_bytes() for name in ("pyproject.toml", "constraints.txt")]
    parts += [kind.encode(), str(ROOT).encode(), version]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _stamps() -> list[str]:
    return STAMP.read_text().split() if STAMP.exists() else []


def _browser() -> str:
    """Where Chromium is; without one, installs it (apt as root, else Playwright's)."""
    if found := _found_browser():
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _say("Installing Chromium for the tests by apt-get.")
        subprocess.run(["apt-get", "update", "-qq"], stdout=sys.stderr)
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        command = ["apt-get", "install", "-y", "-qq", "chromium"]
        subprocess.run(command, env=quiet, stdout=sys.stderr)
    if not _found_browser():
        _say("Installing Chromium for the tests by Playwright.")
        command = [PYTHON, "-m", "playwright", "install", "chromium"]
        subprocess.run(command, stdout=sys.stderr)
    found = _found_browser()
    if not found:
        sys.exit("The tests need Chromium, and it could not be installed: put chromium in PATH.")
    return found


def _found_browser() -> str:
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    asked = subprocess.run([PYTHON, "-c", FIND_PLAYWRIGHTS], capture_output=True, text=True)
    return asked.stdout.strip()


def _call(*command: str, otherwise: str) -> None:
    """Run to the end; a signal that ends this process ends the command too."""
    child = subprocess.Popen(
        command, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        output, _ = child.communicate()
    except SystemExit:
        os.killpg(child.pid, signal.SIGKILL)
        raise
    if child.returncode:
        _say("\n".join(output.strip().splitlines()[-LAST_WORDS:]))
        sys.exit(otherwise)


def _become(program: Path, *arguments: str) -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(program, [str(program), *arguments])


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
