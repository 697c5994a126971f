from django.apps import AppConfig

from klynge.website.opened import allow_all


class WebsiteConfig(AppConfig):
    name = "klynge.website"
    label = "website"

    def ready(self) -> None:
        from klynge.website.tasks import plan_all  # models exist only now

        allow_all()
        plan_all()
