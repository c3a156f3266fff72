"""Where an account is signed in: the list, and ending one session or all the others."""

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pult.enrolment.devices import describe
from pult.enrolment.sessions import end_sessions, note
from pult.people.guard import signed_in
from pult.people.models import Account


@signed_in
@never_cache
def sessions(request: HttpRequest) -> HttpResponse:
    found = UserSession.objects.purge_and_list(request.user)
    found.sort(key=lambda session: session.created_at, reverse=True)
    shown = [
        {
            "session": session,
            "device": describe(session.user_agent),
            "current": session.session_key == request.session.session_key,
        }
        for session in found
    ]
    return render(request, "enrolment/security/sessions.html", {"sessions": shown})


@signed_in
@require_POST
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    get_object_or_404(UserSession, user=request.user, id=session_id).end()
    note("session.ended", request.user if request.user.is_authenticated else None)
    return redirect("enrolment:sessions")


@signed_in
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    if isinstance(request.user, Account):
        end_sessions(request.user, but=request.session.session_key)
        note("session.others_ended", request.user)
    return redirect("enrolment:sessions")
