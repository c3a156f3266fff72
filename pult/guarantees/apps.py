from django.apps import AppConfig


class GuaranteesConfig(AppConfig):
    name = "pult.guarantees"
    label = "guarantees"
