"""Everything that has no place in the bar: help, language, one's own account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pult.people.access import Can
from pult.people.guard import allow
from pult.workspaces.cabinet.whose import whose


@allow(Can.USE_CABINET)
def more(request: HttpRequest) -> HttpResponse:
    return render(request, "cabinet/more.html", {"mine": whose(request)})
