"""What every page knows: who is signed in, whether it is a demo, and the server's time."""

from django.conf import settings
from django.http import HttpRequest

from pult.kernel import clock
from pult.people.guard import actor


def page(request: HttpRequest) -> dict[str, object]:
    """`server_now`: browsers count down by the server's clock, not by their own."""
    return {"actor": actor(request), "demo": settings.PULT_DEMO, "server_now": clock.now()}
