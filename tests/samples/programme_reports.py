"""Indicators, targets and report packs."""

from datetime import UTC, date, datetime

from klynge.access.viewer import Role
from klynge.ledger.models import Grant
from klynge.programme import models
from klynge.programme.pack.content import packed
from klynge.programme.pack.files import keep
from klynge.programme.queries.packs import drawn
from tests.cast import Cast
from tests.samples import word

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
_WHY = "a sample stands on those of the ledger"


def samples(cast: Cast) -> None:
    """An indicator of a set of rules that both grants are under, of one that none is, and one of each grant; a draft and a frozen pack
    within the days that Erik audits, and beyond them."""
    grants = list(Grant.objects.system_rows(_WHY).order_by("pk"))
    _indicator("set-asked", rules="ufs")
    _indicator("set-unasked", rules="other")
    for n, grant in enumerate(grants):
        _indicator(f"own-{n}", grant=grant)
        models.Target.objects.create(key="set-asked", grant=grant, from_on=date(2026, 3, 2), to_on=date(2026, 12, 31), value=7)
        for last in (date(2026, 3, 31), date(2026, 6, 30)):
            for state in ("draft", "frozen"):
                _pack(cast, grant, state, last)


def _indicator(key: str, **more: object) -> None:
    rule = {"of": "participation", "unique": "organisation"}
    said = {"name_da": word(), "name_en": word(), "source": word(), "unit": "companies", "from_on": date(2020, 1, 1)}
    models.Indicator.objects.create(key=key, rule=rule, **said, **more)


def _pack(cast: Cast, grant: Grant, state: str, last: date) -> None:
    """A frozen one with its real file: a crawl reads it, too."""
    row = models.Pack(
        grant=grant,
        kind="yearly" if last.month == 3 else "half-yearly",
        from_on=date(2026, 3, 2),
        to_on=last,
        version=1 if state == "frozen" else 2,
        texts={"da": {"progress": word()}, "en": {"progress": word()}},
        made_at=AT,
    )
    if state == "frozen":
        content = drawn(cast.clara.with_roles(Role.FINANCE), row, grant, last, draft=False)
        row.state, row.frozen_at, row.hash, row.heads = "frozen", AT, keep(packed(content)), content.heads
    row.save()
