from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "pult.notifications"
    label = "notifications"
