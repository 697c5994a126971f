from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "klynge.programme"
    label = "programme"

    def ready(self) -> None:
        from klynge.programme.actions.forget import PART  # models exist only now
        from klynge.programme.tasks import plan_all
        from klynge.register import erasing

        erasing.add(PART)
        plan_all()
