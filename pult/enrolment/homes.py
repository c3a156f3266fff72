"""Where each role starts its work."""

from pult.people.access import Actor, Role

# The first role that an actor holds decides. Names of URLs, since workspaces lie above.
HOMES: tuple[tuple[Role, str], ...] = (
    (Role.OPERATOR, "desk:home"),
    (Role.SUPERVISOR, "desk:home"),
    (Role.DOCTOR_CURATOR, "curator:home"),
    (Role.ADMIN_CURATOR, "curator:home"),
    (Role.HR, "employer:home"),
    (Role.REGISTRAR, "clinic:home"),
    (Role.OFFICE, "office:home"),
    (Role.AUDITOR, "office:journal"),
    (Role.MEMBER, "cabinet:home"),
)


def home_of(actor: Actor) -> str | None:
    """The name of the actor's first page; None for an account without any role."""
    return next((name for role, name in HOMES if role in actor.roles), None)
