from django.apps import AppConfig


class CabinetConfig(AppConfig):
    name = "pult.workspaces.cabinet"
    label = "cabinet"
