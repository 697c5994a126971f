from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "klynge.ops"
    label = "ops"
