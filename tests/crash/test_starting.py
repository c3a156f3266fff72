"""`./run` that cannot start says why in a sentence; told to stop while it starts, it stops."""

import signal
import socket
import time

from tests.crash.running import running, wait_until

STOPPED = (0, -signal.SIGTERM, 128 + signal.SIGTERM)  # in order; before; while installing
# From before anything runs, over the making of the database, to the pages' coming up.
MOMENTS = (0.2, 0.7, 1.2, 2.0, 3.0)


def test_a_taken_port_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, running() as pult:
        pult.port = server.getsockname()[1]
        pult.launch()
        assert pult.process.wait(30) == 1
        assert pult.words().splitlines()[-1] == (
            f"Port {pult.port} is taken by another program: "
            "set PULT_PORT or PULT_LIVE_PORT to a free one."
        )
        assert pult.everything() == []


def test_it_stops_at_any_moment_of_its_start() -> None:
    with running(PULT_DEMO="0") as pult:
        for moment in MOMENTS:
            pult.launch()
            time.sleep(moment)
            assert pult.end(signal.SIGTERM) in STOPPED
            # Before Python is found there is nobody yet to end a probe that is under way.
            wait_until(lambda: pult.everything() == [], 3, pult.everything)
        pult.console.unlink()
        pult.start()
