from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "klynge.people"
    label = "people"
