from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "klynge.programme"
    label = "programme"

    def ready(self) -> None:
        from klynge.programme.tasks import plan_all  # models exist only now

        plan_all()
