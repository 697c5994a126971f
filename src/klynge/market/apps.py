from django.apps import AppConfig


class MarketConfig(AppConfig):
    name = "klynge.market"
    label = "market"

    def ready(self) -> None:
        from klynge.market.actions.forget import PART  # models exist only now
        from klynge.market.documents.passages import kind
        from klynge.register import erasing
        from klynge.search import kinds

        kinds.add(kind())
        erasing.add(PART)
