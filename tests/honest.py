"""A pytest plugin: what was not tested is not passed over, and `--nightly` looks further.

A skipped or expected-to-fail test fails the run. Random examples are the same ones each time
but for `--nightly`, which draws twenty times as many anew.
"""

import pytest
from hypothesis import HealthCheck, settings

QUIETLY_LEFT_OUT = ("skipped", "xfailed", "xpassed")

settings.register_profile(
    "each-time", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "nightly", deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow]
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--nightly", action="store_true", help="many more random examples")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("nightly" if config.getoption("--nightly") else "each-time")


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if _left_out(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    for report in _left_out(config):
        terminalreporter.write_line(f"NOT RUN {report.nodeid}", red=True)


def _left_out(config: pytest.Config) -> list[pytest.TestReport]:
    """Only the controller of xdist has a reporter that counts."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:
        return []
    return [report for name in QUIETLY_LEFT_OUT for report in reporter.stats.get(name, [])]
