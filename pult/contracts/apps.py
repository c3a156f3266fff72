from django.apps import AppConfig


class ContractsConfig(AppConfig):
    name = "pult.contracts"
    label = "contracts"

    def ready(self) -> None:
        # Registers what contracts tell people; models must be loaded first.
        from pult.contracts import invitations, messages  # noqa: F401, PLC0415
