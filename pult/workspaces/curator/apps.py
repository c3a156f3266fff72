from django.apps import AppConfig


class CuratorConfig(AppConfig):
    name = "pult.workspaces.curator"
    label = "curator"
