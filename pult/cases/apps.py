from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "pult.cases"
    label = "cases"
