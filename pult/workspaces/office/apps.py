from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "pult.workspaces.office"
    label = "office"
