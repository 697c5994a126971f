from django.apps import AppConfig

from klynge.website.opened import allow_all


class WebsiteConfig(AppConfig):
    name = "klynge.website"
    label = "website"

    def ready(self) -> None:
        from wagtail.models import WorkflowState  # models exist only now

        from klynge.register import erasing
        from klynge.search import kinds
        from klynge.website.actions.forget import PART
        from klynge.website.actions.passages import kind
        from klynge.website.actions.publish import publish_approved
        from klynge.website.models import ReleasePage
        from klynge.website.release_form import ReleaseForm
        from klynge.website.tasks import plan_all

        allow_all()
        erasing.add(PART)
        kinds.add(kind())
        # Instead of WAGTAIL_FINISH_WORKFLOW_ACTION, which is read while the models that it needs are being made.
        WorkflowState.on_finish = publish_approved
        ReleasePage.base_form_class = ReleaseForm  # it asks queries, which know the model
        plan_all()
