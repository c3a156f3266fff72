from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "pult.documents"
    label = "documents"
