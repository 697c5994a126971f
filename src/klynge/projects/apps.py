from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "klynge.projects"
    label = "projects"

    def ready(self) -> None:
        from klynge.projects.actions.forget import PART  # models exist only now
        from klynge.register import erasing

        erasing.add(PART)
