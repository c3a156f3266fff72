from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "pult.api"
    label = "api"
