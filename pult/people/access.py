"""Who may do what: one pure table over roles, and scopes that narrow it. Decided here alone."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    MEMBER = "member"
    OPERATOR = "operator"
    SUPERVISOR = "supervisor"
    DOCTOR_CURATOR = "doctor_curator"
    ADMIN_CURATOR = "admin_curator"
    HR = "hr"
    REGISTRAR = "registrar"
    OFFICE = "office"
    AUDITOR = "auditor"


class Can(StrEnum):
    """What a page or an action asks for."""

    USE_CABINET = "use_cabinet"
    WORK_QUEUE = "work_queue"  # take, answer, book, resolve
    SEE_DESK = "see_desk"
    SUPERVISE = "supervise"
    CURATE_MEDICAL = "curate_medical"
    CURATE_ADMIN = "curate_admin"
    FIND_MEMBERS = "find_members"
    SEE_MEMBER_FILE = "see_member_file"
    SEE_MEDICAL = "see_medical"
    SEE_OWN_EMPLOYEES = "see_own_employees"
    SEE_OWN_CLINIC = "see_own_clinic"
    REPLACE_CONTACTS = "replace_contacts"  # of an account, after checking the person
    LOAD_ROSTERS = "load_rosters"
    RUN_OFFICE = "run_office"
    READ_JOURNAL = "read_journal"
    USE_API = "use_api"  # hold a token for another program
    ISSUE_LETTERS = "issue_letters"  # of guarantee; also supplement, annul, note a service given
    SIGN_REFUSAL = "sign_refusal"  # a doctor's act, never a rule's
    CHECK_LETTERS = "check_letters"  # as the registry of the clinic they are addressed to


TABLE: dict[Role, frozenset[Can]] = {
    Role.MEMBER: frozenset({Can.USE_CABINET}),
    Role.OPERATOR: frozenset(
        {
            Can.SEE_DESK,
            Can.WORK_QUEUE,
            Can.FIND_MEMBERS,
            Can.SEE_MEMBER_FILE,
            Can.SEE_MEDICAL,
            Can.ISSUE_LETTERS,
            Can.USE_API,
        }
    ),
    Role.SUPERVISOR: frozenset(
        {
            Can.SEE_DESK,
            Can.WORK_QUEUE,
            Can.SUPERVISE,
            Can.REPLACE_CONTACTS,
            Can.FIND_MEMBERS,
            Can.SEE_MEMBER_FILE,
            Can.SEE_MEDICAL,
            Can.ISSUE_LETTERS,
            Can.USE_API,
        }
    ),
    Role.DOCTOR_CURATOR: frozenset(
        {
            Can.CURATE_MEDICAL,
            Can.WORK_QUEUE,
            Can.SEE_MEMBER_FILE,
            Can.SEE_MEDICAL,
            Can.ISSUE_LETTERS,
            Can.USE_API,
            Can.SIGN_REFUSAL,
        }
    ),
    Role.ADMIN_CURATOR: frozenset(
        {Can.CURATE_ADMIN, Can.WORK_QUEUE, Can.SEE_MEMBER_FILE, Can.REPLACE_CONTACTS}
    ),
    Role.HR: frozenset({Can.SEE_OWN_EMPLOYEES}),
    Role.REGISTRAR: frozenset({Can.SEE_OWN_CLINIC, Can.CHECK_LETTERS, Can.USE_API}),
    Role.OFFICE: frozenset({Can.RUN_OFFICE, Can.LOAD_ROSTERS}),
    Role.AUDITOR: frozenset({Can.READ_JOURNAL}),
}

# These roles mean nothing without the employer, the clinic or the contracts they stand for.
SCOPED = frozenset({Role.HR, Role.REGISTRAR, Role.DOCTOR_CURATOR, Role.ADMIN_CURATOR})


@dataclass(frozen=True)
class Grant:
    role: Role
    scope_id: UUID | None = None


@dataclass(frozen=True)
class Actor:
    """Who acts: an account with its grants, or the system itself (no account, no grants)."""

    account_id: UUID | None = None
    person_id: UUID | None = None
    name: str = ""
    grants: frozenset[Grant] = field(default_factory=frozenset)
    is_system: bool = False

    def can(self, what: Can) -> bool:
        if self.is_system:
            return True
        return any(what in TABLE[grant.role] for grant in self._meaningful())

    def scopes(self, what: Can) -> frozenset[UUID] | None:
        """The ids within which `what` holds; None means everywhere, an empty set nowhere."""
        if self.is_system:
            return None
        found = set()
        for grant in self._meaningful():
            if what in TABLE[grant.role]:
                if grant.scope_id is None:
                    return None
                found.add(grant.scope_id)
        return frozenset(found)

    def can_within(self, what: Can, scope_id: UUID | None) -> bool:
        scopes = self.scopes(what)
        return scopes is None or scope_id in scopes

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(grant.role for grant in self._meaningful())

    @property
    def is_staff(self) -> bool:
        return bool(self.roles - {Role.MEMBER})

    @property
    def role(self) -> str:
        """The roles, for the journal."""
        return "system" if self.is_system else ",".join(sorted(self.roles))

    def _meaningful(self) -> list[Grant]:
        return [g for g in self.grants if g.scope_id is not None or g.role not in SCOPED]


SYSTEM = Actor(is_system=True, name="Пульт")
NOBODY = Actor()
