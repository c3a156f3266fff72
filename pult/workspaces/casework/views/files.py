"""Downloading what came with a case."""

from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from pult.cases import attachments, queries
from pult.kernel import clock
from pult.people.guard import actor
from pult.workspaces.casework import pages


@require_safe
def download(request: HttpRequest, file_id: UUID) -> FileResponse:
    file = queries.file_for(actor(request), file_id)
    pages.journal_reading(
        request, "case.file_read", person=file.case.person, case=file.case, at=clock.now()
    )
    return attachments.download(file)
