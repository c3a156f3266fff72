"""Addresses of this package."""

from django.urls import URLPattern, path

from pult.demo import outbox, views

app_name = "demo"
urlpatterns: list[URLPattern] = [
    path("rosters/<str:name>", views.sample_roster, name="sample-roster"),
    path("outbox", outbox.outbox, name="outbox"),
    path("outbox/<uuid:message_id>", outbox.message, name="message"),
    path("outbox/<uuid:message_id>/letter", outbox.letter, name="letter"),
    path("outbox/<uuid:message_id>/files/<int:number>", outbox.attachment, name="attachment"),
]
