"""Tokens of the event streams: pure, so tested without a hub."""

from datetime import datetime, timedelta

import pytest

from pult.live.tokens import BadToken, issue, read

NOW = datetime.fromisoformat("2026-03-02T09:00:00+03:00")
HOUR = timedelta(hours=1)
SECRET = "a secret of the tests"


def test_a_token_carries_its_topics_until_it_ends() -> None:
    token = issue(["desk", "account:7", "desk"], SECRET, HOUR, at=NOW)
    claims = read(token, [SECRET], at=NOW + HOUR - timedelta(seconds=1))
    assert claims.topics == {"desk", "account:7"}
    assert claims.expires_at == NOW + HOUR


def test_after_its_end_it_is_worth_nothing() -> None:
    token = issue(["desk"], SECRET, HOUR, at=NOW)
    with pytest.raises(BadToken):
        read(token, [SECRET], at=NOW + HOUR)


def test_an_older_secret_still_reads_after_a_new_one_has_come() -> None:
    token = issue(["desk"], SECRET, HOUR, at=NOW)
    assert read(token, ["a newer secret", SECRET], at=NOW).topics == {"desk"}
    with pytest.raises(BadToken):
        read(token, ["a newer secret"], at=NOW)


def test_topics_cannot_be_exchanged() -> None:
    mine = issue(["person:anna"], SECRET, HOUR, at=NOW)
    forged = issue(["person:vera"], "another secret", HOUR, at=NOW)
    mixed = forged.partition(".")[0] + "." + mine.partition(".")[2]
    with pytest.raises(BadToken):
        read(mixed, [SECRET], at=NOW)


@pytest.mark.parametrize("token", ["", ".", "a.b", "привет.мир", "a" * 10_000, "e30.e30", "{}.{}"])
def test_nonsense_is_refused(token: str) -> None:
    with pytest.raises(BadToken):
        read(token, [SECRET], at=NOW)
