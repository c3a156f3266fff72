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
    coverage,
    files,
    letters,
    presence,
    queue,
    script,
)

View = Callable[..., HttpResponseBase]
Guard = Callable[[View], View]


def patterns(guard: Guard, *, doctors: bool = False) -> list[URLPattern]:
    """Every view of casework, open to whom `guard` lets in; where `doctors` work, refusals too."""
    one = "cases/<uuid:case_id>/"
    replaces = allow(Can.REPLACE_CONTACTS)
    issues = allow(Can.ISSUE_LETTERS)
    refuse = guard(allow(Can.SIGN_REFUSAL)(letters.refuse))
    letter = one + "letters/<uuid:letter_id>/"
    return [
        path("", guard(queue.home), name="home"),
        path("queue/", guard(queue.listing), name="queue"),
        path("next/", guard(queue.next_case), name="next"),
        path("presence/", guard(presence.keep), name="presence"),
        path(one, guard(case.page), name="case"),
        path(one + "body/", guard(case.body), name="case-body"),
        path(one + "draft/", guard(presence.draft), name="draft"),
        path(one + "script/", guard(script.script), name="script"),
        path(one + "coverage/", guard(coverage.coverage), name="coverage"),
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
        path(one + "letters/new/", guard(issues(letters.new)), name="letter-new"),
        path(one + "letters/", guard(issues(letters.issue)), name="letter-issue"),
        *([path(one + "letters/refusal/", refuse, name="letter-refuse")] if doctors else []),
        path(letter, guard(issues(letters.show)), name="letter"),
        path(letter + "change/", guard(issues(letters.change)), name="letter-change"),
        path(letter + "letter.pdf", guard(issues(letters.pdf)), name="letter-pdf"),
        path("files/<uuid:file_id>/", guard(files.download), name="file"),
    ]
