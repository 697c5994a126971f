from datetime import date, timedelta
from itertools import product

from django.utils import timezone

from klynge.access.models import Circle
from klynge.core import notice as shape
from klynge.core.notice import Lot, Party, Requirement, RequirementKind, Text
from klynge.core.tlp import Label
from klynge.market import models
from klynge.market.actions.store import store
from klynge.market.documents.passages import pieces
from klynge.market.plain.content import written
from klynge.register.models import Named
from klynge.search import actions as search
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
    """An open notice that names an earlier one, with two versions and an award."""
    number, buyer, now = word(), Party(Text({"da": word()}), country="DK"), timezone.now()
    lot = Lot(word(), Text({"da": word(), "en": word()}), Text({"da": word()}))
    for version in ("01", "02"):
        said = shape.Notice(
            "manual",
            number,
            version,
            kind=shape.Kind.COMPETITION,
            earlier=(word(),),
            languages=("da",),
            title=Text({"da": word(), "en": word()}),
            description=Text({"da": word(), "en": word()}),
            deadline_at=now.replace(microsecond=0) + timedelta(days=20),
            published_on=now.date(),
            buyers=(buyer,),
            lots=(lot,),
            requirements=(Requirement(RequirementKind.SELECTION, Text({"da": word()})),),
            awards=(shape.Award(Party(Text({"da": word()})), lot.id, awarded_on=date(2026, 1, 1)),),
            url=f"https://example.org/{word()}",
            documents=(f"https://example.org/{word()}", word()),
        )
        store("manual", [(said, written(said))], now=now, label=label, circle_id=circle.pk if circle else None)
    notice = models.Notice.objects.system_rows("a sample is looked up").get(number=number)
    search.index_many("notice", dict(pieces([notice.pk])))
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
