from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "pult.jobs"
    label = "jobs"
