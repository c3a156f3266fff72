"""Addresses of the curators of contracts: the same casework, narrowed to their own contracts."""

from django.urls import path

from pult.people.access import Can
from pult.people.guard import allow
from pult.workspaces.casework.urls import patterns
from pult.workspaces.curator import people

app_name = "curator"
urlpatterns = [
    *patterns(allow(Can.CURATE_MEDICAL, Can.CURATE_ADMIN), doctors=True),
    path("people/", people.people, name="people"),
    path("people/<uuid:policy_id>/welcome/", people.welcome_again, name="welcome-again"),
]
