from django.apps import AppConfig


class EnrolmentConfig(AppConfig):
    name = "pult.enrolment"
    label = "enrolment"
