from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "klynge.access"
    label = "access"

    def ready(self) -> None:
        from klynge.access.checks import check_models  # models exist only now

        check_models()
