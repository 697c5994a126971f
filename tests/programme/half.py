"""A half-year with two grants of two funders for the tests of reports: small enough to be counted by hand."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from klynge.access.viewer import ANYONE
from klynge.core.indicators.shapes import Period
from klynge.core.tlp import Label
from klynge.ledger import models
from klynge.ledger.actions.book import book
from klynge.programme.actions.indicator import load_indicators
from tests.cast import organisation, person
from tests.ledger.things import finance, grant

HALF = Period(date(2026, 1, 1), date(2026, 6, 30))
WHY = "a test looks at the programme"


def day(month: int, n: int = 10) -> date:
    return date(2026, month, n)


class Half:
    """Five firms, a university; two grants ("ufs", "deb-erdf"). `took` and `gave` write rows as the ledger's door does."""

    def __init__(self, cast) -> None:
        load_indicators()
        self.cast, self.finance = cast, finance(cast)
        self.ufs, self.ufs_package = grant(cast, name="UFS grant", rules="ufs", funder="Ministry")
        self.deb, self.deb_package = grant(cast, name="DEB grant", rules="deb-erdf", funder="Board")
        self.hawk, self.kite = cast.hawk, cast.kite
        self.fjord, self.elm, self.oak = (organisation(name) for name in ("Fjord ApS", "Elm ApS", "Oak ApS"))
        self.uni = organisation("North University", kind="university")
        self.worker = person("Frida", self.fjord).person_id

    def activity(self, on: date, *grants, kind="event", price=0, title="Drone day"):
        at = datetime(on.year, on.month, on.day, 8, tzinfo=UTC)
        made = models.Activity.objects.create(
            kind=kind, title=title, from_at=at, to_at=at + timedelta(hours=3), on=on, price=price, label=Label.STRICT
        )
        for one in grants:
            package = self.ufs_package if one == self.ufs else self.deb_package
            models.Funding.objects.create(activity=made, grant=one, work_package=package)
        return made

    def stood(self, firm, on, **more):
        said = {
            "group_id": firm.pk,
            "staff": 20,
            "sme": True,
            "kind": firm.kind,
            "region": "DK041",
            "country": "DK",
            "field": "drones",
        }
        return {"organisation": firm, "on": on, **said, **more}

    def took(self, activity, firm, *, on=None, capacity="participant", person_id=None, **more):
        row = models.Participation(
            **self.stood(firm, on or activity.on, **more),
            activity=activity,
            capacity=capacity,
            person_id=person_id,
            evidence="check-in",
        )
        return book(ANYONE, [row])[0]

    def worked(self, firm, on, hours, amount, **more):
        paid = {"grant": self.ufs, "work_package": self.ufs_package, "person_id": self.worker, "source": "sheet"}
        return book(
            ANYONE, [models.Hours(**self.stood(firm, on), **{**paid, **more}, hours=Decimal(hours), amount=Decimal(amount))]
        )[0]

    def aided(self, firm, on, amount, *, step="promised", grant=None, **more):
        paid = {"grant": grant or self.deb, "work_package": self.deb_package, "basis": "de-minimis", "what": "Course"}
        euro = Decimal(amount) / 10
        row = models.Aid(**self.stood(firm, on), **{**paid, **more}, step=step, amount=Decimal(amount), euro=euro)
        return book(ANYONE, [row])[0]

    def cost(self, firm, on, amount, kind="external", grant=None, **more):
        chosen = grant or self.ufs
        package = self.ufs_package if chosen == self.ufs else self.deb_package
        paid = {"grant": chosen, "work_package": package, "cost": kind, "what": "A hall"}
        return book(ANYONE, [models.Cost(**self.stood(firm, on), **{**paid, **more}, amount=Decimal(amount))])[0]

    def came(self, firm, on, result, activity=None, grant=None, **more):
        row = models.Result(**self.stood(firm, on, **more), result=result, activity=activity, grant=grant, source="by hand")
        return book(ANYONE, [row])[0]


def counted_by_hand(cast) -> Half:
    """The half-year whose figures test_figures.py says by hand."""
    half = Half(cast)
    joint = half.activity(day(2), half.ufs, half.deb)  # paid by both
    for firm, more in ((half.hawk, {}), (half.kite, {"staff": 50}), (half.fjord, {"staff": None}), (half.uni, {"staff": 900})):
        half.took(joint, firm, member="company" if firm == half.hawk else "", **more)
    half.took(joint, half.hawk, member="company")  # a second person of the same firm
    project = half.activity(day(3), half.deb, kind="project", title="Sensor project")
    for firm in (half.hawk, half.kite, half.fjord, half.uni):
        half.took(
            project,
            firm,
            capacity="economic" if firm == half.hawk else "dedicated",
            member="company" if firm == half.hawk else "",
        )
    thin = half.activity(day(4), half.deb, kind="project", title="Thin project")
    for firm in (half.elm, half.oak, half.uni):  # two firms: no collaboration of three
        half.took(thin, firm, group_id=half.elm.pk if firm == half.oak else firm.pk)  # Oak belongs to Elm
    outside = half.activity(date(2026, 7, 1), half.ufs, half.deb)
    half.took(outside, half.oak)
    half.worked(half.fjord, day(2), 3, 1200)
    half.worked(half.hawk, day(5), "1.5", 600)
    half.came(half.hawk, day(5), "knowledge", joint)
    half.came(half.hawk, day(5), "product", grant=half.ufs)
    half.came(half.kite, day(5), "service", joint)
    promise = half.aided(half.kite, day(3), 1000)
    half.aided(half.kite, day(3), 800, step="actual", promise=promise)
    half.aided(half.fjord, day(4), 500)
    half.aided(half.elm, day(4), 700, step="declared", ours=False, grant=half.deb)  # from somebody else
    half.cost(half.uni, day(3), 9000)
    return half
