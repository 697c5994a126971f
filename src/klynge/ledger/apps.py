from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "klynge.ledger"
    label = "ledger"

    def ready(self) -> None:
        from klynge.ledger.tasks import plan_all  # models exist only now

        plan_all()
