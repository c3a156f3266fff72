from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "pult.people"
    label = "people"
