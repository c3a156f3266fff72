from django.apps import AppConfig


class ClinicRegistryConfig(AppConfig):
    name = "pult.workspaces.clinic"
    label = "clinic_registry"
