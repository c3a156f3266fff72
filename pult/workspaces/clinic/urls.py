"""Addresses of the clinic's workspace."""

from django.urls import path

from pult.workspaces.clinic import letters, views

app_name = "clinic"
urlpatterns = [
    path("", views.home, name="home"),
    path("check/", views.check, name="check"),
    path("letters/", letters.letters, name="letters"),
    path("letters/<uuid:letter_id>/", letters.letter, name="letter"),
    path("letters/<uuid:letter_id>/given/", letters.given, name="letter-given"),
    path("letters/<uuid:letter_id>/letter.pdf", letters.letter_pdf, name="letter-pdf"),
]
