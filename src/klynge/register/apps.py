from django.apps import AppConfig

from klynge.access.open import allow


class RegisterConfig(AppConfig):
    name = "klynge.register"
    label = "register"

    def ready(self) -> None:
        allow("register.CodeSystem", "Public taxonomies.")
        allow("register.CodeEntry", "Public taxonomies.")
        from klynge.register import erasing  # models exist only now
        from klynge.register.actions.forget import PART
        from klynge.register.passages import kind
        from klynge.register.tasks import plan_all
        from klynge.search.kinds import add

        add(kind())
        erasing.add(PART)
        plan_all()
