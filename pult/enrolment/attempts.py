"""Which attempt a browser is at. The session holds the attempt's secret, never a code."""

from django.http import HttpRequest

from pult.enrolment import sign_in, sign_up
from pult.enrolment.models import SignIn, SignUp
from pult.kernel import clock

SIGN_UP, SIGN_IN = "sign_up", "sign_in"


def sign_up_of(request: HttpRequest) -> SignUp | None:
    token = request.session.get(SIGN_UP)
    return sign_up.find(token, at=clock.now()) if token else None


def sign_in_of(request: HttpRequest) -> SignIn | None:
    token = request.session.get(SIGN_IN)
    return sign_in.find(token, at=clock.now()) if token else None


def forget(request: HttpRequest) -> None:
    for key in (SIGN_UP, SIGN_IN):
        request.session.pop(key, None)
