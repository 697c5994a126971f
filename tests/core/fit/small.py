"""A small market in Danish and English with its labels: which firm is meant for which notice."""

from datetime import UTC, datetime
from decimal import Decimal

from klynge.core.codes import Row, Tree
from klynge.core.fit.shapes import Code, Condition, Need, Offer, Work
from klynge.core.notice import Place, Text

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)

CPV = Tree.from_rows(
    [
        Row("35613000", Text({"da": "Ubemandede luftfartøjer", "en": "Unmanned aerial vehicles"})),
        Row("35722000", Text({"da": "Radar", "en": "Radar"})),
        Row(
            "72212000",
            Text({"da": "Programmering af applikationssoftware", "en": "Programming services of application software"}),
        ),
        Row("18443000", Text({"da": "Beskyttelseshovedbeklædning", "en": "Protective headgear"})),
        Row(
            "80660000",
            Text({"da": "Uddannelse i militære elektroniske systemer", "en": "Training in military electronic systems"}),
        ),
        Row("50640000", Text({"da": "Reparation af krigsskibe", "en": "Repair of warships"})),
        Row("39220000", Text({"da": "Køkkenudstyr", "en": "Kitchen equipment"})),
    ],
    "cpv",
)
TREES = {"cpv": CPV}


def cpv(*codes: str) -> tuple[Code, ...]:
    return tuple(Code("cpv", code) for code in codes)


OFFERS = [
    Offer(
        "drones",
        Text({"da": "Hvidklit Droner"}),
        Text({"da": "Vi bygger ubemandede luftfartøjer til rekognoscering og kortlægning."}),
        cpv("35613000"),
        (Place("DK", "DK032"),),
    ),
    Offer(
        "radar",
        Text({"da": "Fjordblik Radar"}),
        Text({"da": "Radarer og sensorer til overvågning af luftrum og kyst."}),
        cpv("35722000"),
        (Place("DK", "DK041"),),
    ),
    Offer(
        "software",
        Text({"en": "Stavnsbo Software"}),
        Text({"en": "We write application software for logistics and maintenance."}),
        cpv("72212000"),
        record=(Work(Text({"en": "Maintenance planning software"}), cpv("72212000"), buyer="Nordhavn Naval Authority"),),
    ),
    Offer(
        "helmets",
        Text({"da": "Bakkegaard Beskyttelse"}),
        Text({"da": "Hjelme og beskyttelse til soldater."}),
        cpv("18443000"),
        conditions=(Condition("certificate", "AQAP 2110", until=datetime(2026, 6, 30, tzinfo=UTC)),),
    ),
    Offer(
        "yard",
        Text({"da": "Vesterhavn Værft"}),
        Text({"da": "Værft: reparation og ombygning af skibe."}),
        record=(
            Work(Text({"da": "Eftersyn af patruljefartøj"}), cpv("50640000"), (Place("DK", "DK050"),), amount=Decimal(900_000)),
            Work(Text({"da": "Maling af skrog"}), cpv("50640000"), (Place("DK", "DK050"),), amount=Decimal(300_000)),
        ),
    ),
]

NEEDS = [
    Need(
        "uav",
        Text({"en": "Reconnaissance systems for the army"}),
        Text({"en": "Supply of small fixed wing platforms with cameras, spare parts and pilot courses."}),
        cpv("35613000"),
        (Place("DK", "DK032"),),
        deadline_at=datetime(2026, 12, 20, tzinfo=UTC),
    ),
    Need("coast", Text({"en": "Surveillance radar for the coast"}), codes=cpv("35722000")),
    Need(
        "planning",
        Text({"da": "Programmel til planlægning af vedligehold"}),
        codes=cpv("72212000"),
        buyer="Nordhavn Naval Authority",
    ),
    Need(
        "head",
        Text({"en": "Ballistic helmets"}),
        codes=cpv("18443000"),
        conditions=(Condition("certificate", "aqap-2110"), Condition("clearance", "FORTROLIGT")),
        deadline_at=datetime(2027, 1, 10, tzinfo=UTC),
    ),
    Need(
        "hull",
        Text({"da": "Vedligehold af patruljefartøjer"}),
        codes=cpv("50640000"),
        places=(Place("DK", "DK050"),),
        amount=Decimal(500_000),
    ),
]

MEANT = {"uav": "drones", "coast": "radar", "planning": "software", "head": "helmets", "hull": "yard"}
