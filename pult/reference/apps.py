from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    name = "pult.reference"
    label = "reference"
