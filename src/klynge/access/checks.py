"""Lock 4, the part that runs at every start: each model is guarded and says for whom, or stands in the list of open ones."""

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

from klynge.access.guard import GuardedManager, Watched, is_guarded
from klynge.access.open import FOREIGN, OPEN
from klynge.access.rules import Access


def check_models() -> None:
    """Raises ImproperlyConfigured that names every model with a fault."""
    faults = []
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label
        ours = model.__module__.startswith("klynge.") and not model._meta.auto_created
        if is_guarded(model):
            if not isinstance(getattr(model, "access", None), Access):
                faults.append(f"{label} is guarded but does not say in `access` who may read it")
            if label in OPEN:
                faults.append(f"{label} is guarded and also listed as open")
        elif label not in OPEN:
            faults.append(f"{label} is neither guarded nor listed as open with a reason (klynge.access.open)")
        elif ours and label not in {"people.Account", *FOREIGN} and not issubclass(model, Watched):
            faults.append(f"{label} is open; let it inherit Open, so that its joins are watched")
        if issubclass(model, Watched) and not isinstance(model._base_manager, GuardedManager):
            faults.append(f"{label} lost its guarded base manager; let its Meta inherit the base's Meta")
    if faults:
        raise ImproperlyConfigured("Access: " + "; ".join(faults))
