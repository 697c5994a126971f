from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "klynge.programme"
    label = "programme"
