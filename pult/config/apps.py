from django.apps import AppConfig


class PultConfigConfig(AppConfig):
    name = "pult.config"
    label = "pult_config"
