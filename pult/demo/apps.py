from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "pult.demo"
    label = "demo"
