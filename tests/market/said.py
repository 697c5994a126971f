"""Notices as sources say them, for the tests of the market. The demonstration's generator is not used here: a test names every fact
that it depends on."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from klynge.connectors.shapes import Answer
from klynge.core.money import Money
from klynge.core.notice import Award, Kind, Lot, Notice, Party, Place, Requirement, RequirementKind, Text, Unread
from klynge.core.tlp import Label
from klynge.market.actions.intake import Incoming, take_in
from klynge.market.models import Notice as Row
from klynge.ops.runs import running

MATERIEL = Party(Text({"da": "Materielstyrelsen Nord"}), national_id="31 41 59 26", country="DK", activity="defence")
FJORD = Party(Text({"da": "Fjordby Kommune"}), national_id="27182818", country="DK")


def drones(number: str = "2026-D1", **more: Any) -> Notice:
    """An open competition for drone detection, with a certificate asked for."""
    now = timezone.now()
    values: dict[str, Any] = {
        "source": "ted-xml",
        "number": number,
        "kind": Kind.COMPETITION,
        "dialect": "eforms",
        "form": "18",
        "published_on": now.date() - timedelta(days=3),
        "languages": ("da", "en"),
        "title": Text({"da": "Sensorer til dronedetektion", "en": "Sensors for drone detection"}),
        "description": Text(
            {"da": "Radarer og kameraer, der finder små droner.", "en": "Radars and cameras that find small drones."}
        ),
        "cpv": ("35613000", "38115100"),
        "places": (Place("DK", "DK042"),),
        "legal_basis": "32009L0081",
        "value": Money(Decimal("7460000"), "DKK"),
        "deadline_at": now.replace(microsecond=0) + timedelta(days=20),
        "buyers": (MATERIEL,),
        "lots": (Lot("LOT-0001", title=Text({"da": "Radarer"}), cpv=("35722000",), months=Decimal(24)),),
        "requirements": (
            Requirement(RequirementKind.SELECTION, Text({"da": "Leverandøren skal have ISO 9001 eller tilsvarende."}), "quality"),
        ),
        "url": "https://ted.europa.eu/en/notice/2026-D1",
        "documents": ("https://udbud.example/2026-D1",),
    }
    return Notice(**{**values, **more})


def result(number: str = "2024-R1", winner: str = "11111118", **more: Any) -> Notice:
    """An award of two years ago for the like, won by the firm with this CVR number."""
    given = date(2024, 11, 1)
    values: dict[str, Any] = {
        "source": "ted-xml",
        "number": number,
        "kind": Kind.RESULT,
        "published_on": given,
        "title": Text({"da": "Radarer til flyvestation"}),
        "cpv": ("35613000",),
        "buyers": (MATERIEL,),
        "lots": (Lot("1", title=Text({"da": "Radarer til flyvestation"}), months=Decimal(36)),),
        "awards": (
            Award(
                Party(Text({"da": "Hawk ApS"}), national_id=winner, country="DK"),
                lot_id="1",
                contract_id="C1",
                value=Money(Decimal("3730000"), "DKK"),
                awarded_on=given,
                tenders=3,
            ),
        ),
    }
    return Notice(**{**values, **more})


def reads(answer: Answer) -> Iterator[Notice | Unread]:
    """An answer of these tests is a number in `waiting`."""
    yield from _waiting[answer.body]


_waiting: dict[bytes, tuple[Notice | Unread, ...]] = {}


def answers(*items: Notice | Unread) -> list[Incoming]:
    """One answer an item."""
    found = []
    for n, item in enumerate(items):
        body = f"{n} {getattr(item, 'number', '')} {getattr(item, 'version', '')} {id(item)}".encode()
        _waiting[body] = (item,)
        found.append(Incoming(str(n + 1), Answer(f"file {n}", body)))
    return found


def taken(*items: Notice | Unread, source: str = "ted-xml", **more: Any) -> dict[str, int]:
    """Takes the items in; the run's counts."""
    with running("intake", source) as run:
        take_in(source, reads, answers(*items), run, **more)
    return run.counts


def row(number: str) -> Row:
    return Row.objects.system_rows("a test looks at what was stored").get(number=number)


def rows() -> Iterable[Row]:
    return Row.objects.system_rows("a test looks at what was stored").order_by("number")


def soon(days: int = 20) -> datetime:
    return datetime.now(UTC).replace(microsecond=0) + timedelta(days=days)


GREEN = Label.GREEN
