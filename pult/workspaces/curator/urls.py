"""Addresses of the curators of contracts: the same casework, narrowed to their own contracts."""

from pult.people.access import Can
from pult.people.guard import allow
from pult.workspaces.casework.urls import patterns

app_name = "curator"
urlpatterns = patterns(allow(Can.CURATE_MEDICAL, Can.CURATE_ADMIN))
