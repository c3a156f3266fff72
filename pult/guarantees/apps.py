from django.apps import AppConfig


class GuaranteesConfig(AppConfig):
    name = "pult.guarantees"
    label = "guarantees"

    def ready(self) -> None:
        # Registers what clinics and members are told; models must be loaded first.
        from pult.guarantees import messages  # noqa: F401, PLC0415
