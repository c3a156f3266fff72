"""The objects that addresses with ids name: each role's own, and those of strangers."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.usersessions.models import UserSession
from django.core.files.uploadedfile import SimpleUploadedFile

from pult.api.actions import issue_token
from pult.cases import actions
from pult.cases.models import Case, Visit
from pult.clinics.models import Clinic
from pult.contracts import checks, invitations
from pult.contracts.rosters.models import RosterImport
from pult.guarantees import actions as guarantees
from pult.guarantees.checks import check_url as letter_url
from pult.guarantees.models import Letter
from pult.guarantees.signing import sign
from pult.guarantees.wanted import Line
from pult.guide.models import Article
from pult.kernel import clock
from pult.notifications.delivery import secret_of
from pult.notifications.models import Message
from pult.people.access import SYSTEM
from pult.people.models import Account
from pult.programmes import versions
from pult.programmes.models import ProgrammeVersion
from tests import book, people
from tests.guarantees.conftest import decided
from tests.people import Cast
from tests.programmes.documents import visits

PDF = b"%PDF-1.4\n%%EOF\n"


@dataclass(frozen=True)
class World:
    cast: Cast
    case: Case  # Анна asks the desk for an appointment, with a file, and a visit is booked
    doctor_case: Case  # Анна asks her doctor-curator
    admin_case: Case  # Анна asks her administrative curator
    contacts_case: Case  # somebody's contacts are wrong; their curator has it in hand
    stranger_case: Case  # Вера asks the desk
    stranger_doctor_case: Case  # Вера asks her doctor-curator
    roster: RosterImport
    article: Article
    message: Message
    invitation: str
    check: str
    version: ProgrammeVersion  # in force
    draft: ProgrammeVersion  # from it
    letter: Letter  # Анна's, to the clinic whose registrar is Тамара, signed
    refusal: Letter  # to Анна, by her doctor-curator
    stranger_letter: Letter  # Вера's, to another clinic

    def letter_of(self, role: str) -> Letter:
        """A letter of the case that the desk, or the doctor-curator, works on."""
        return self.refusal if role == "doctor_curator" else self.letter

    def curated(self, role: str) -> Case:
        """The case that a curator of «Северный ветер» works on."""
        return self.admin_case if role == "admin_curator" else self.doctor_case


def build() -> World:
    book.profile()
    cast = people.cast()
    pdf = SimpleUploadedFile("scan.pdf", PDF, "application/pdf")
    case = _ask(cast.anna, "appointment", files=[pdf])
    stranger = _ask(cast.vera, "appointment", files=[_copy(pdf)])
    invitations.invite(
        policy_id=cast.pavel_policy.id,
        mobile="+79160000044",
        by=people.actor(cast.anna),
        at=clock.now(),
    )
    _own_things(cast)
    curated = [_ask(cast.anna, "doctor_question"), _ask(cast.anna, "admin_question")]
    for hour, one in enumerate([case, stranger, *curated], start=9):
        _book(cast, one, hour)
    return World(
        cast=cast,
        case=case,
        doctor_case=curated[0],
        admin_case=curated[1],
        contacts_case=_wrong_contacts(cast),
        stranger_case=stranger,
        stranger_doctor_case=_ask(cast.vera, "doctor_question"),
        roster=RosterImport.objects.create(contract=cast.contract, file_name="list.xlsx"),
        article=Article.objects.create(
            slug="walking",
            title={"ru": "Ходьба", "en": "Walking"},
            body={"ru": "Каждый день.", "en": "Every day."},
        ),
        message=Message.objects.filter(channel="email").latest("created_at"),
        invitation=secret_of(Message.objects.get(kind="contracts.invitation")),
        check=checks.check_url(cast.anna_policy).rsplit("/", 1)[1],
        **_letters(cast, case, curated[0]),
        **_versions(),
    )


def _versions() -> dict[str, ProgrammeVersion]:
    """«Невская» is written and in force, and the office has begun a draft of it."""
    document = visits() | {"code": "test-petersburg", "title": "«Невская»"}
    at = clock.now()
    version = versions.write(document=document, valid_from=clock.today(), by=SYSTEM, at=at)
    return {"version": version, "draft": versions.draft_from(version=version, by=SYSTEM, at=at)}


def _letters(cast: Cast, case: Case, curated: Case) -> dict[str, Letter]:
    line = Line("A05.04.001", "МРТ суставов")
    given: dict[str, Any] = {"by": people.actor(cast.maria), "at": clock.now(), "lines": [line]}
    other = Clinic.objects.create(code="X-1", name="Другая", kinds=["lab"])
    own, foreign = (
        guarantees.issue(
            policy=policy, clinic=clinic, decision=decided(policy), case_id=case_id, **given
        )
        for policy, clinic, case_id in (
            (cast.anna_policy, cast.clinic, case.id),
            (cast.vera_policy, other, None),
        )
    )
    sign(letter_id=own.id, at=clock.now())
    words = {
        "clause": "5.1", "clause_text": "Не платим.",
        "plain_reason": "Так.", "alternative": "Приём.",
    }  # fmt: skip
    refusal = guarantees.refuse(
        **{**given, "by": people.actor(cast.irina)}, policy=cast.anna_policy,
        case_id=curated.id, **words,
    )  # fmt: skip
    sign(letter_id=refusal.id, at=clock.now())
    return {"letter": own, "refusal": refusal, "stranger_letter": foreign}


def _ask(account: Account, kind: str, **more: Any) -> Case:
    return actions.open_case(
        kind=kind,
        by=people.actor(account),
        person=account.person,
        at=clock.now(),
        text="Болит колено",
        **more,
    )


def _wrong_contacts(cast: Cast) -> Case:
    answers = {"full_name": "Соболева Анна Игоревна", "birth_date": "1988-03-14"}
    case = actions.open_case(
        kind="wrong_contacts",
        by=SYSTEM,
        at=clock.now(),
        contract=cast.contract,
        channel="sign_up",
        form=answers,
    )
    return actions.claim(case_id=case.id, by=people.actor(cast.elena), at=clock.now())


def _copy(file: SimpleUploadedFile) -> SimpleUploadedFile:
    return SimpleUploadedFile(file.name or "", PDF, "application/pdf")


def _book(cast: Cast, case: Case, hour: int) -> None:
    assert case.person is not None
    day = clock.now().replace(hour=hour, minute=0)
    Visit.objects.create(
        case=case,
        person=case.person,
        site=cast.site,
        specialty=cast.therapist,
        slot=(day, day.replace(minute=30)),
        booked_at=clock.now(),
    )


def _own_things(cast: Cast) -> None:
    """A session elsewhere for one account of each role, and spare codes for staff."""
    for account in cast.by_role.values():
        if account is None:
            continue
        UserSession.objects.create(
            user=account, ip="127.0.0.1", session_key=f"elsewhere-{account.id.hex[:20]}"
        )
        if account.person_id is None:
            RecoveryCodes.activate(account)


def passkey(account: Account) -> int:
    """Made when asked for: pages that read the keys want real ones."""
    made = Authenticator.objects.create(user=account, type="webauthn", data={"name": "phone"})
    return made.pk


def session(account: Account) -> int:
    return UserSession.objects.get(user=account, session_key__startswith="elsewhere").pk


def letter_token(letter: Letter) -> str:
    return letter_url(letter).rstrip("/").rsplit("/", 1)[1]


def api_token(account: Account) -> UUID:
    """Made when asked for, as passkeys are."""
    email, at = account.email or "", clock.now()
    return issue_token(email=email, name="МИС", by=SYSTEM, at=at)[0].id


__all__ = ["World", "api_token", "build", "letter_token", "passkey", "session"]
