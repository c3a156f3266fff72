from django.apps import AppConfig


class LimitsConfig(AppConfig):
    name = "pult.limits"
    label = "limits"
