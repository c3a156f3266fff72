from django.apps import AppConfig


class ClinicsConfig(AppConfig):
    name = "pult.clinics"
    label = "clinics"
