from django.apps import AppConfig


class MarketConfig(AppConfig):
    name = "klynge.market"
    label = "market"

    def ready(self) -> None:
        from klynge.market.documents.passages import kind  # models exist only now
        from klynge.search import kinds

        kinds.add(kind())
