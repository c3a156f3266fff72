from django.apps import AppConfig


class ContractsConfig(AppConfig):
    name = "pult.contracts"
    label = "contracts"
