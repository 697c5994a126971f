"""Contract awards of the French DECP form: one JSON object a line, plain or gzip, read as they come and never trusted."""

import contextlib
import gzip
import html
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from bench.departments import NUTS
from klynge.core.errors import Wrong
from klynge.core.fit.shapes import Code, Need, Work
from klynge.core.notice import Place, Text
from klynge.core.words import mended

_TAG = re.compile(r"<[^<>]{1,200}>")
MOST = Decimal(10) ** 12  # beyond this an amount is a slip of the keyboard


@dataclass(frozen=True, slots=True)
class Award:
    """One line. `number` is its place in the file; `buyer` and `winners` are the first nine digits of their numbers."""

    number: int
    title: str
    code: str
    buyer: str
    buyer_name: str
    place: tuple[Place, ...]
    amount: Decimal | None
    months: float | None
    winners: tuple[str, ...]

    def need(self) -> Need:
        """What a notice shows before the award; the amount stands for its estimate."""
        return Need(
            f"{self.number:07}", Text({"fr": self.title}), codes=self._codes(), places=self.place,
            buyer=self.buyer_name, amount=self.amount, months=self.months,
        )  # fmt: skip

    def work(self) -> Work:
        """What the winner may show of it later."""
        return Work(Text({"fr": self.title}), self._codes(), self.place, self.buyer_name, self.amount, self.months)

    def _codes(self) -> tuple[Code, ...]:
        return (Code("cpv", self.code),) if self.code else ()


def read(path: Path) -> tuple[list[Award], int]:
    """The awards that name a buyer and a winner, and how many lines could not be used. Letters that the source lost are put back
    where the same word stands whole elsewhere. Wrong when the file cannot be opened or unpacked."""
    found, unused = [], 0
    for number, line in enumerate(_lines(path)):
        award = _award(number, line)
        if award is None:
            unused += 1
        else:
            found.append(award)
    titles, names = mended(a.title for a in found), mended(a.buyer_name for a in found)
    return [replace(a, title=t, buyer_name=n) for a, t, n in zip(found, titles, names, strict=True)], unused


def _lines(path: Path) -> Iterator[str]:
    try:
        content = path.read_bytes()
        if content[:2] == b"\x1f\x8b":
            content = gzip.decompress(content)
    except (OSError, EOFError, zlib.error) as error:
        raise Wrong("The file %(path)s cannot be read: %(why)s.", where=str(path), path=str(path), why=str(error)) from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    whole = text.lstrip()
    if whole.startswith("["):  # one list instead of a line each
        with contextlib.suppress(ValueError, RecursionError):
            return (json.dumps(record) for record in json.loads(whole))
    return (line for line in text.split("\n") if line.strip())


def _award(number: int, line: str) -> Award | None:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(record, dict):
        return None
    buyer = _map(record.get("acheteur"))
    holders = record.get("titulaires")
    winners = {_nine(_holder(holder).get("id")) for holder in (holders if isinstance(holders, list) else [holders])} - {""}
    bought_by = _nine(buyer.get("id"))
    if not winners or not bought_by:
        return None
    return Award(
        number,
        _clean(record.get("objet")),
        _code(record.get("codeCPV")),
        bought_by,
        _clean(buyer.get("nom")),
        _place(_map(record.get("lieuExecution"))),
        _amount(record.get("montant")),
        _months(record.get("dureeMois")),
        tuple(sorted(winners)),
    )


def _map(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _holder(value: Any) -> dict[str, Any]:
    """Later files wrap each winner: {"titulaire": {"id": ...}}."""
    holder = _map(value)
    return _map(holder["titulaire"]) if "titulaire" in holder else holder


def _written(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    return str(value).strip()


def _nine(value: Any) -> str:
    return "".join(_written(value).split())[:9]


def _clean(value: Any) -> str:
    text = html.unescape(_TAG.sub(" ", _written(value)))
    if "Ã" in text:  # UTF-8 that somebody read as Latin-1
        with contextlib.suppress(UnicodeError):
            text = text.encode("cp1252").decode("utf-8")
    return text


def _code(value: Any) -> str:
    digits = re.sub(r"\D", "", _written(value).split("-")[0])[:8]
    return digits.ljust(8, "0") if len(digits) >= 2 else ""


def _place(place: dict[str, Any]) -> tuple[Place, ...]:
    """The department as NUTS 3; codes are postal, municipal or department codes, all beginning with the department."""
    code = _written(place.get("code")).upper()
    department = code[:3] if code[:2] in ("97", "98") else code[:2]
    if "pays" in _written(place.get("typeCode")).lower() or not department:
        return ()
    if department == "20":
        department = "2B" if code[:3] == "202" else "2A"
    return (Place("FR", NUTS[department]),) if department in NUTS else ()


def _amount(value: Any) -> Decimal | None:
    try:
        amount = Decimal(str(value)) if not isinstance(value, bool) and value is not None else None
    except InvalidOperation:
        return None
    return amount if amount is not None and amount.is_finite() and 0 < amount < MOST else None


def _months(value: Any) -> float | None:
    amount = _amount(value)
    return float(amount) if amount is not None else None


def firms(awards: Iterable[Award]) -> dict[str, list[Award]]:
    """Each winner's awards, firms in the order of their numbers."""
    by_firm: dict[str, list[Award]] = {}
    for award in awards:
        for winner in award.winners:
            by_firm.setdefault(winner, []).append(award)
    return dict(sorted(by_firm.items()))
