from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "pult.calendar"
    label = "calendar"
