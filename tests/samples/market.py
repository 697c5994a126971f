from datetime import date
from itertools import product

from django.utils import timezone

from klynge.access.models import Circle
from klynge.core.tlp import Label
from klynge.market import models
from klynge.register.models import Named
from tests.cast import Cast
from tests.samples import word


def samples(cast: Cast) -> None:
    """A notice with every label, without an audience, with one that names Ben's firm, one that names Ben and an empty one; on each
    a match of Anna's firm and of Ben's, let through and not."""
    firm_named, person_named, empty = (Circle.objects.create(name=word(), made_at=timezone.now()) for _ in range(3))
    Named.objects.create(circle=firm_named, organisation=cast.kite)
    Named.objects.create(circle=person_named, person_id=cast.ben.person_id)
    for label, circle, shown in product(Label, (None, firm_named, person_named, empty), (True, False)):
        notice = _notice(label, circle)
        for firm in (cast.hawk, cast.kite):
            _match(notice, firm, shown)
    for person in (cast.anna, cast.ben):
        models.Digest.objects.create(person_id=person.person_id, week="2026-W40", begun_at=timezone.now(), fault=word())
        models.Silence.objects.create(person_id=person.person_id, since=timezone.now())
    models.Raw.objects.create(source="manual", where=word(), sha256=word(), size=1, seen_at=timezone.now())
    models.Unread.objects.create(source="manual", reason=word(), where=word(), detail=word(), key=word(), seen_at=timezone.now())


def _notice(label: Label, circle: Circle | None) -> models.Notice:
    notice = models.Notice.objects.create(
        source="manual",
        number=word(),
        version="01",
        hash=word(),
        kind="competition",
        title={"da": word()},
        buyer_name=word(),
        buyer_key=word(),
        taken_at=timezone.now(),
        label=label.value,
        circle=circle,
    )
    models.Version.objects.create(notice=notice, version="01", hash=notice.hash, content=b"{}", taken_at=timezone.now())
    models.Award.objects.create(notice=notice, place=0, title={"da": word()}, winner_name=word(), awarded_on=date(2026, 1, 1))
    models.Earlier.objects.create(notice=notice, number=word())
    return notice


def _match(notice: models.Notice, firm: object, shown: bool) -> None:
    match = models.Match.objects.create(
        notice=notice,
        organisation=firm,
        score=1.0,
        place=1,
        reasons=[["words", 1.0, [word()]]],
        shown=shown,
        state="approved" if shown else "suggested",
        reason=word(),
        suggested_at=timezone.now(),
    )
    models.Answer.objects.create(match=match, answer="interested", why=word(), score=1.0, at=timezone.now())
