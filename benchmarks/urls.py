"""The product's addresses and an empty view, the baseline of pages."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from pult.people.guard import public


@public
def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [path("bench/empty", empty), path("", include("pult.config.urls"))]
