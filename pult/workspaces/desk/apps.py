from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "pult.workspaces.desk"
    label = "desk"
