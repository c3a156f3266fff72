from django.apps import AppConfig


class GuideConfig(AppConfig):
    name = "pult.guide"
    label = "guide"
