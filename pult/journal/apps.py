from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "pult.journal"
    label = "journal"
