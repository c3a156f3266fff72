"""What every page knows: who is signed in."""

from django.conf import settings
from django.http import HttpRequest

from pult.people.guard import actor


def page(request: HttpRequest) -> dict[str, object]:
    return {"actor": actor(request), "demo": settings.PULT_DEMO}
