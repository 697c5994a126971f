from django.apps import AppConfig


class MarketConfig(AppConfig):
    name = "klynge.market"
    label = "market"
