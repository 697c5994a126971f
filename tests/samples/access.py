from django.utils import timezone

from klynge.access.journal import record
from klynge.access.models import Circle
from tests.cast import Cast
from tests.samples import word


def samples(cast: Cast) -> None:
    for by in (cast.anna, cast.ben, cast.clara):
        record(by=by, verb=word(), what=Circle.objects.create(name=word(), made_at=timezone.now()))
