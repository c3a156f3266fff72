from django.apps import AppConfig


class EnrolmentConfig(AppConfig):
    name = "pult.enrolment"
    label = "enrolment"

    def ready(self) -> None:
        from pult.enrolment import messages, tasks  # noqa: F401, PLC0415  (models are ready now)
