from django.utils import timezone

from klynge.access.journal import record
from klynge.access.models import Circle, Stopped
from tests.cast import Cast
from tests.samples import word


def samples(cast: Cast) -> None:
    for by in (cast.anna, cast.ben, cast.clara):
        record(by=by, verb=word(), what=Circle.objects.create(name=word(), made_at=timezone.now()))
        facts = {"where": "desk:front", "outcome": "refuse", "rule": "banner nato-2", "sha256": "0" * 64}
        Stopped.objects.create(at=timezone.now(), person_id=by.person_id, who=word(), **facts)
