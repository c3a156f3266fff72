from django.apps import AppConfig


class CoverageConfig(AppConfig):
    name = "pult.coverage"
    label = "coverage"
