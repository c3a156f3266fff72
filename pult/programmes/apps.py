from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "pult.programmes"
    label = "programmes"
