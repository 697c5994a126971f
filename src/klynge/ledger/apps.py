from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "klynge.ledger"
    label = "ledger"

    def ready(self) -> None:
        from klynge.ledger.actions.forget import PART  # models exist only now
        from klynge.ledger.tasks import plan_all
        from klynge.register import erasing

        erasing.add(PART)
        plan_all()
