"""Everything that the house keeps about a person, as one file that people and machines can read (GDPR, articles 15 and 20)."""

import json
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from klynge.access.journal import record
from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.errors import Refused
from klynge.people.models import Account
from klynge.register import erasing
from klynge.register.erasing import Fate
from klynge.register.models import Affiliation, Application, ContactPoint, Named, Person

_CHAINED = {"before", "hash"}  # numbers of the chain say nothing about anybody


def about_person(*, by: Viewer, person_id: int) -> bytes:
    """UTF-8 JSON. "person": who it is; "about": each row that is about them, by its kind; "done": what they did, by kind, row and what
    they did with it. For the person and the secretariat, each as far as the rows are open to them; the journal keeps who took it."""
    with transaction.atomic():
        person = the(Person, by, pk=person_id, erased_at=None)
        if not (by.secretariat or by.person_id == person_id):
            raise Refused("There is no such thing here, or it is not open to you.")
        told = {
            "made_at": timezone.now(),
            "person": _person(by, person),
            "about": _rows(by, person_id, Fate.ABOUT),
            "done": _rows(by, person_id, Fate.DID),
        }
        record(by=by, verb="export person", what=person)
    return json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()


def _person(by: Viewer, person: Person) -> dict[str, Any]:
    works = Affiliation.objects.visible_to(by).filter(person=person).values("pk")
    points = ContactPoint.objects.visible_to(by).filter(affiliation_id__in=works)
    account = Account.objects.filter(pk=person.account_id).values("email", "joined_at", "last_login", "is_active").first()
    return {
        "number": person.pk,
        "name": person.name,
        "language": person.language,
        "account": account,
        "ways_to_reach": list(points.values("organisation_id", "kind", "value", "label")),
        "applications": list(
            Application.objects.visible_to(by).filter(email__in=points.filter(kind="email").values("value")).values()
        ),
        "audiences": list(Named.objects.visible_to(by).filter(person=person).values_list("circle_id", flat=True)),
    }


def _rows(by: Viewer, person_id: int, fate: Fate) -> dict[str, list[dict[str, Any]]]:
    """Rows about the person whole; of what they did only which row it was: it is mostly about others."""
    found: dict[str, list[dict[str, Any]]] = {}
    for label, names in erasing.columns(fate):
        model = apps.get_model(label)
        for name in names:
            if (column := model._meta.get_field(name)).remote_field is not None and column.remote_field.model is Account:
                continue
            rows = model.objects.visible_to(by).filter(**{name: person_id}).order_by("pk")  # type: ignore[attr-defined]
            kept = [one.attname for one in model._meta.concrete_fields if one.name not in _CHAINED]
            told = rows.values(*(kept if fate is Fate.ABOUT else ["pk"]))
            as_what = {} if fate is Fate.ABOUT else {"as": name.removesuffix("_id")}
            if lines := [{**one, **as_what} for one in told]:
                found.setdefault(label, []).extend(lines)
    return found
