"""Tokens: given once, kept as digests, counted by the minute, ended at once."""

import hashlib
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from pult.api.actions import revoke_token
from pult.api.models import ApiToken
from pult.journal.models import Entry
from pult.kernel import clock
from pult.kernel.errors import NotVisible
from pult.people.access import SYSTEM
from tests import people
from tests.api.conftest import DECISIONS, Call, token

pytestmark = pytest.mark.django_db


def test_the_command_prints_the_token_once_and_keeps_its_digest(cast: people.Cast) -> None:
    out = StringIO()
    call_command("token", str(cast.maria.email), "--name", "МИС «Липа»", stdout=out)
    secret = out.getvalue().strip()

    kept = ApiToken.objects.get()
    assert kept.digest == hashlib.sha256(secret.encode()).hexdigest()
    assert len(secret.removeprefix("pult_")) >= 43  # 256 bits
    assert (kept.account, kept.name) == (cast.maria, "МИС «Липа»")
    assert Entry.objects.get(what="token.issued").subject == str(kept.id)


@pytest.mark.parametrize("who", ["anna", "olga", "elena", "fyodor", "gleb"])
def test_members_hr_and_whoever_decides_nothing_medical_hold_none(
    cast: people.Cast, who: str
) -> None:
    email = str(getattr(cast, who).email)
    with pytest.raises(CommandError) as refusal:
        call_command("token", email, "--name", "МИС")
    assert refusal.value.returncode == 2


@pytest.mark.parametrize(
    "words", [["nobody@example.ru", "--name", "МИС"], ["{}", "--name", " "],
              ["{}", "--name", "x" * 101], ["{}", "--name", "МИС", "--days", "0"],
              ["{}", "--name", "МИС", "--days", "366"]],
)  # fmt: skip
def test_what_no_token_is_given_for(cast: people.Cast, words: list[str]) -> None:
    with pytest.raises(CommandError):
        call_command("token", *[word.format(cast.maria.email) for word in words])
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Bearer pult_x", "Basic eDp5"])
def test_without_a_valid_token_nothing_is_answered(
    programme: people.Cast, header: str | None
) -> None:
    headers = {} if header is None else {"Authorization": header}
    answer = Client().post(DECISIONS, {}, content_type="application/json", headers=headers)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert list(answer.json()) == ["detail"]


def test_a_session_of_a_browser_opens_nothing(programme: people.Cast) -> None:
    browser = Client()
    people.sign_in(browser, programme.maria)
    assert browser.post(DECISIONS, {}, content_type="application/json").status_code == 401


def test_a_token_needs_no_csrf_cookie(call: Call, programme: people.Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(
        DECISIONS, {"policy": programme.anna_policy.number, "service": "мрт"},
        content_type="application/json",
        headers={"Authorization": f"Bearer {token(programme.maria)}"},
    )  # fmt: skip
    assert answer.status_code == 200


def test_a_token_ends_when_revoked_expired_or_with_its_account(
    programme: people.Cast, call: Call
) -> None:
    revoked, expired, closed, stripped = (token(programme.maria) for _ in range(4))
    tokens = {one.digest: one for one in ApiToken.objects.all()}

    def kept(secret: str) -> ApiToken:
        return tokens[hashlib.sha256(secret.encode()).hexdigest()]

    revoke_token(token_id=kept(revoked).id, by=SYSTEM, at=clock.now())
    assert call(revoked).status_code == 401
    ApiToken.objects.filter(id=kept(expired).id).update(expires_at=clock.now())
    assert call(expired).status_code == 401
    programme.maria.grants.all().delete()
    assert call(stripped).status_code == 401
    programme.maria.is_active = False
    programme.maria.save()
    assert call(closed).status_code == 401
    assert Entry.objects.filter(what="token.revoked").count() == 1


def test_whose_tokens_one_may_revoke(cast: people.Cast) -> None:
    token(cast.maria)
    kept = ApiToken.objects.get()
    with pytest.raises(NotVisible):
        revoke_token(token_id=kept.id, by=people.actor(cast.sergey), at=clock.now())
    revoke_token(token_id=kept.id, by=people.actor(cast.fyodor), at=clock.now())
    revoke_token(token_id=kept.id, by=people.actor(cast.maria), at=clock.now())
    assert ApiToken.objects.get().revoked_at is not None


def test_use_is_noted_to_the_minute(programme: people.Cast, call: Call) -> None:
    call()
    first = ApiToken.objects.get().last_used_at
    call()
    assert ApiToken.objects.get().last_used_at == first
    ApiToken.objects.update(last_used_at=clock.now() - timedelta(hours=1))
    call()
    assert ApiToken.objects.get().last_used_at > first  # type: ignore[operator]


def test_a_token_has_its_calls_a_minute(
    programme: people.Cast, call: Call, settings: Settings
) -> None:
    settings.PULT_API_RATE = 2
    other = token(programme.sergey)
    answers = [call().status_code for _ in range(3)]
    assert answers == [200, 200, 429]
    assert call()["Retry-After"] == "60"
    assert list(call().json()) == ["detail"]
    assert call(other).status_code == 200


def test_the_office_lists_and_revokes(programme: people.Cast, call: Call) -> None:
    office = Client()
    people.sign_in(office, programme.fyodor)
    call()
    kept = ApiToken.objects.get()
    page = office.get("/office/tokens/").content.decode()
    assert "МИС" in page
    assert kept.digest not in page
    office.post(f"/office/tokens/{kept.id}/revocation")
    assert call().status_code == 401
