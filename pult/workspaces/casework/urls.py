"""The addresses of casework, for a workspace to include under its own guard."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from pult.people.access import Can
from pult.people.guard import allow
from pult.workspaces.casework.views import (
    acts,
    booking,
    case,
    contacts,
    files,
    presence,
    queue,
    script,
)

View = Callable[..., HttpResponseBase]
Guard = Callable[[View], View]


def patterns(guard: Guard) -> list[URLPattern]:
    """Every view of casework, open to whom `guard` lets in."""
    one = "cases/<uuid:case_id>/"
    replaces = allow(Can.REPLACE_CONTACTS)
    return [
        path("", guard(queue.home), name="home"),
        path("queue/", guard(queue.listing), name="queue"),
        path("next/", guard(queue.next_case), name="next"),
        path("presence/", guard(presence.keep), name="presence"),
        path(one, guard(case.page), name="case"),
        path(one + "body/", guard(case.body), name="case-body"),
        path(one + "draft/", guard(presence.draft), name="draft"),
        path(one + "script/", guard(script.script), name="script"),
        path(one + "claim/", guard(acts.claim), name="claim"),
        path(one + "release/", guard(acts.release), name="release"),
        path(one + "transfer/", guard(acts.transfer), name="transfer"),
        path(one + "messages/", guard(acts.message), name="message"),
        path(one + "resolution/", guard(acts.resolution), name="resolution"),
        path(one + "visits/", guard(booking.book), name="visit"),
        path(one + "visits/<uuid:visit_id>/", guard(booking.change), name="visit-change"),
        path(one + "contacts/", guard(replaces(contacts.find)), name="contacts"),
        path(
            one + "contacts/<uuid:policy_id>/",
            guard(replaces(contacts.replace)),
            name="contacts-replace",
        ),
        path("files/<uuid:file_id>/", guard(files.download), name="file"),
    ]
