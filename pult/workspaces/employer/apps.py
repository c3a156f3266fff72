from django.apps import AppConfig


class EmployerConfig(AppConfig):
    name = "pult.workspaces.employer"
    label = "employer"
