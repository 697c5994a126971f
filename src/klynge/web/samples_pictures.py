"""The sample pictures of the living page."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from klynge.web import charts, charts_network, charts_time, maps
from klynge.web.formats import month
from klynge.web.parts import Picture

_SPOTS = {
    "0101": 17, "0147": 3, "0151": 6, "0157": 2, "0159": 4, "0173": 7, "0169": 2, "0219": 2, "0265": 3, "0330": 2, "0370": 1, "0400": 1,
    "0461": 9, "0479": 2, "0561": 6, "0540": 4, "0621": 5, "0630": 5, "0607": 2, "0615": 4, "0657": 6, "0661": 3, "0665": 2, "0671": 2,
    "0730": 3, "0740": 4, "0751": 14, "0760": 2, "0779": 2, "0791": 8, "0813": 4, "0851": 11, "0860": 2, "0787": 1, "0706": 1, "9999": 2,
}  # fmt: skip


def pictures(today: date) -> dict[str, object]:
    return {
        "bars": charts.bars(
            _("Indicators against their targets"),
            _("Two of four are on target; effect surveys are behind."),
            (
                charts.Bar(_("Companies helped"), 31, "#charts", 40),
                charts.Bar(_("Matches made"), 112, "#charts", 100),
                charts.Bar(_("Innovation projects"), 6, "#charts", 6),
                charts.Bar(_("Effect surveys answered"), 9, "#charts", 30, _("behind"), signal=True),
            ),
            _("Count"),
        ),
        "lines": charts.lines(
            _("Notices that fit somebody"),
            _("More in autumn, as every year; this year is above the last."),
            _("Month"),
            [month(date(2026, n, 1)) for n in range(1, 13)],
            (
                charts.Series("2026", (14, 18, 22, 19, 25, 21, 8, 17, 31, 38, 29, None)),
                charts.Series("2025", (10, 12, 18, 17, 19, 16, 6, 12, 24, 27, 25, 13)),
            ),
        ),
        "area": charts.lines(
            _("Members over the years"),
            _("The cluster has grown each year since 2019."),
            _("Year"),
            ["2019", "2020", "2021", "2022", "2023", "2024", "2025", "2026"],
            (charts.Series(_("Members"), (71, 92, 118, 131, 139, 144, 146, 153)),),
            height=180,
        ),
        "funnel": charts.funnel(
            _("From notice to contract"),
            _("Most notices fall away at the first look; of the bids, every third was won."),
            (
                charts.Bar(_("Notices that fit"), 242, "#charts"),
                charts.Bar(_("Sent to members"), 131, "#charts"),
                charts.Bar(_("Interested"), 48, "#charts"),
                charts.Bar(_("Bid"), 18, "#charts"),
                charts.Bar(_("Won"), 6, "#charts"),
            ),
            _("Count"),
        ),
        "network": _network(),
        "deadline_picture": deadline_picture(today),
        "spans": _spans(today),
        "week": _week(today),
        "map": maps.denmark_map(
            _("Where the members are"),
            _("Most are in the east and in Central Denmark; one in six is within an hour of Karup."),
            [maps.Spot(code, count) for code, count in _SPOTS.items()],
            "sample",
            _regions(),
            lambda codes: "#map-" + "-".join(codes),
        ),
        "tiles": maps.region_tiles(
            _("Hours given to innovation projects"),
            _("Region of Southern Denmark gives most for its size."),
            _regions(),
            (410, 1240, 980, 755),
            _("Hours"),
        ),
        "spark": charts.sparkline(_("Rising over twelve months"), (3, 4, 4, 6, 5, 7, 9, 8, 11, 12, 12, 14)),
    }


def _regions() -> tuple[maps.Region, ...]:
    return (
        maps.Region(_("North Denmark Region"), frozenset({"DK05"})),
        maps.Region(_("Central Denmark Region"), frozenset({"DK04"})),
        maps.Region(_("Region of Southern Denmark"), frozenset({"DK03"})),
        maps.Region(_("Region of Eastern Denmark"), frozenset({"DK01", "DK02"})),
    )


def _spans(today: date) -> Picture:
    parts = (
        charts_time.Span(_("1 Requirements"), today - timedelta(200), today - timedelta(80), "#charts", _("done")),
        charts_time.Span(_("2 Prototype"), today - timedelta(100), today + timedelta(90), "#charts"),
        charts_time.Span(_("3 Trials at sea"), today + timedelta(60), today + timedelta(160), "#charts"),
    )
    return charts_time.spans(
        _("Parts of a project"), _("The prototype is being built; the trials are still to come."), parts, today
    )


def deadline_picture(today: date) -> Picture:
    due = [
        charts_time.Due(_("Airframes for small unmanned aircraft"), today + timedelta(days=6), "#charts"),
        charts_time.Due(_("Sensors for harbour surveillance"), today + timedelta(days=2), "#charts"),
        charts_time.Due(_("European Defence Fund: autonomous systems"), today + timedelta(days=31), "#charts"),
        charts_time.Due(_("Rugged connectors for vehicles"), today + timedelta(days=17), "#charts"),
    ]
    return charts_time.deadlines(_("Your deadlines"), _("Two within a week; the next after that on 10 December."), due, today)


def _week(today: date) -> Picture:
    zone = timezone.get_current_timezone()

    def held(day: int, hour: int, minutes: int, title: str, note: str, signal: bool = False) -> charts_time.Held:
        begins = datetime(today.year, today.month, today.day, hour, tzinfo=zone) + timedelta(days=day)
        return charts_time.Held(title, begins, begins + timedelta(minutes=minutes), note, "#charts", signal)

    meetings = [
        held(0, 10, 60, "Fjordkomposit", _("Table 4")),
        held(1, 9, 90, "Sikker Kode", _("Online")),
        held(1, 13, 60, "Radar & Søn", _("Answer wanted"), signal=True),
        held(2, 11, 120, _("Network day"), "Karup"),
        held(4, 14, 60, "Nordlys Optik", _("Table 2")),
    ]
    return charts_time.week(_("Meetings this week"), _("Five meetings; one of them wants an answer."), meetings, today)


def _network() -> Picture:
    names = ("Fjordkomposit", "Vestkystens Radar", "Sikker Kode", "Nordlys Optik", "Jysk Antenne", "Havnevagt", "Lindholm Støberi",
             "Storebælt Software", "Kattegat Drones", "Brovst Plast", "Ravn Elektronik", "Østjysk Laser")  # fmt: skip
    nodes = [charts_network.Node(str(i), name, "#charts") for i, name in enumerate(names)]
    nodes += [
        charts_network.Node("u1", _("A university"), "#charts", "2"),
        charts_network.Node("u2", _("An institute"), "#charts", "2"),
    ]
    pairs = ("0 1 3", "0 u1 4", "1 u1 2", "2 7 2", "2 u2 3", "3 u1 1", "3 11 2", "4 1 2", "5 2 1", "6 0 1", "8 0 2", "8 u2 1", "9 6 1",
             "10 4 1", "10 1 1", "11 u1 1", "7 u2 1", "5 8 1")  # fmt: skip
    links = [charts_network.Link(a, b, int(weight)) for a, b, weight in (pair.split() for pair in pairs)]
    return charts_network.network(
        _("Who worked with whom"),
        _("Projects since 2021; the university stands in the middle of the composite work."),
        nodes,
        links,
        {"1": _("Companies"), "2": _("Knowledge institutions")},
    )
