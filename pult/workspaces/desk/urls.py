"""Addresses of the medical desk."""

from django.urls import path

from pult.people.access import Can
from pult.people.guard import allow
from pult.workspaces.casework.urls import patterns
from pult.workspaces.desk import views

app_name = "desk"
urlpatterns = [
    *patterns(allow(Can.SEE_DESK)),
    path("find/", views.find, name="find"),
    path("members/<uuid:person_id>/", views.member, name="member"),
    path("members/<uuid:person_id>/requests/<str:kind>/", views.on_behalf, name="on-behalf"),
    path("wall/", views.wall, name="wall"),
]
