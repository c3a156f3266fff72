"""A supervisor that hangs in its stop, for a reason that nobody thought of, ends all the same."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from pult.config import leftovers
from pult.config.leftovers import Started
from tests.architecture.sources import ROOT
from tests.crash.running import wait_until

# Its console takes no more words: a pipe that is full, which nobody reads.
HANGING = """
import os, sys
from pathlib import Path
from pult.config import supervisor

class Hanging(supervisor.Supervisor):
    def _start(self):
        self._take_var()
        self._start_guard()
        print(self.guard.pid, flush=True)
        _, full = os.pipe()
        while True:
            os.write(full, bytes(65536))

supervisor.LAST_RESORT = 1
plan = supervisor.Plan(Path(sys.argv[1]), "127.0.0.1", 0, 0, embedded=False, commands=[])
sys.exit(Hanging(plan).run())
"""


def test_a_stop_that_hangs_is_ended_by_the_system_and_the_guard_follows(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", HANGING, str(tmp_path)],
        cwd=ROOT, env=os.environ, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    number = int(process.stdout.readline())
    guard = Started(number, leftovers.born(number))
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == -signal.SIGALRM
    process.stdout.close()
    wait_until(lambda: not guard.alive(), 20)
