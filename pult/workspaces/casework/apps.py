from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "pult.workspaces.casework"
    label = "casework"
