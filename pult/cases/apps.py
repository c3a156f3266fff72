from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "pult.cases"
    label = "cases"

    def ready(self) -> None:
        # Registers what members are told; models must be loaded first.
        from pult.cases import messages  # noqa: F401, PLC0415
