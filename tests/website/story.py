"""A value for each block of the cluster's story."""

from datetime import date

TITLE = "Heading"


def milestones(text: str = "It begins", source: str = "https://www.example.org/a") -> tuple[str, dict[str, object]]:
    return "milestones", {
        "title": TITLE,
        "lines": [{"year": 2019, "text": "Later", "source": "A book"}, _milestone(text, source)],
    }


def _milestone(text: str, source: str) -> dict[str, object]:
    return {"year": 2004, "text": text, "source": source}


def holdings(name: str = "Gold label") -> tuple[str, dict[str, object]]:
    line = {
        "kind": "label",
        "name": name,
        "issued_by": "The label office",
        "from_year": 2019,
        "to_year": None,
        "valid_until": date(2027, 6, 30),
        "source": "https://label.example/x",
    }
    return "holdings", {"title": TITLE, "lines": [line]}


def offices(name: str = "Head office") -> tuple[str, dict[str, object]]:
    first = {"name": name, "address": "Road 1, Karup", "municipality": "0791", "lat": None, "lon": None}
    second = {"name": "Second", "address": "Road 2", "municipality": "", "lat": 55.68, "lon": 12.57}
    reach = {"phone": "+45 00 12 34 56", "email": "us@example.org"}
    return "offices", {"title": TITLE, "lines": [first | reach, second | reach]}


def secretariat(name: str = "Kari Invented") -> tuple[str, dict[str, object]]:
    line = {
        "name": name,
        "role": "Adviser",
        "field": "Space",
        "phone": "+45 00 12 34 56",
        "email": "k@example.org",
        "picture": None,
    }
    return "secretariat", {"title": TITLE, "lines": [line]}


def board(name: str = "Bo Invented") -> tuple[str, dict[str, object]]:
    line = {"name": name, "role": "Chair", "organisation": "A firm", "until": 2027, "picture": None}
    return "board", {"title": TITLE, "lines": [line]}


def partners(name: str = "A cluster", lat: float = 58.4, lon: float = 15.6) -> tuple[str, dict[str, object]]:
    line = {
        "name": name,
        "country": "SE",
        "city": "Linköping",
        "lat": lat,
        "lon": lon,
        "url": "https://cluster.example/",
        "text": "Fairs",
    }
    return "partners", {"title": TITLE, "lines": [line]}


def membership(note: str = "Without VAT.") -> tuple[str, dict[str, object]]:
    fees = [
        {"type": "company", "band": "10-49", "amount": 12000, "currency": "DKK", "from_year": 2026},
        {"type": "knowledge", "band": "", "amount": "2500.50", "currency": "EUR", "from_year": 2026},
    ]
    return "membership", {"title": TITLE, "fees": fees, "note": note, "how": "<p>Write to us.</p>", "apply": True}


def whole() -> list[tuple[str, object]]:
    return [milestones(), holdings(), offices(), secretariat(), board(), partners(), membership()]
