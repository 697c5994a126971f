"""The pages of the story: history, offices, secretariat, board, partner clusters, membership. The history is the case's public one,
each milestone with its source; people, partners and fees are invented, and the pages say so."""

from collections.abc import Mapping
from datetime import date

from klynge.demo import bank
from klynge.demo.cluster import Fact, facts, milestones
from klynge.demo.people import Team
from klynge.website.actions.tree import Words

ABOUT = {"da": "om-klyngen", "en": "about-the-cluster"}
SITE = "klynge.example"
_PHONE = "+45 00 00 00 10"  # nobody's: Danish numbers begin with 2 to 9
_OFFICES = {  # municipality -> name and invented address, in both languages
    "0791": (("Hovedkontoret i Karup", "Head office in Karup"), ("Opdigtet Allé 1, 7470 Karup", "Opdigtet Allé 1, 7470 Karup")),
    "0101": (("Kontoret i København", "Copenhagen office"), ("Opdigtet Gade 2, København", "Opdigtet Gade 2, Copenhagen")),
}


def said(fact: Fact, code: str) -> str:
    return " ".join(fact.text.best(code).split())


def held(code: str) -> Mapping[str, object]:
    """Designation, programme and label, as far as they are public."""
    known = {fact.key: fact for fact in facts() if not fact.year}

    def line(kind: str, fact: Fact, **more: object) -> dict[str, object]:
        empty = {"issued_by": "", "from_year": None, "to_year": None, "valid_until": None}
        return {"kind": kind, "name": said(fact, code), "source": _source(fact, code), **empty, **more}

    lines = [
        line("designation", known["status"], from_year=2021),
        line("programme", known["programme"], from_year=2021, to_year=2024),
        line("label", known["label"], from_year=2019),
    ]
    return {"title": _of(code, "Udpegning, program og mærke", "Designation, programme and label"), "lines": lines}


def history(code: str) -> Words:
    lines = [{"year": one.year, "text": said(one, code), "source": _source(one, code)} for one in milestones()]
    lead = _of(
        code,
        "Fra et netværk af virksomheder til Danmarks officielle klynge for forsvar, rumfart og sikkerhed.",
        "From a network of firms to Denmark's official cluster for defence, space and security.",
    )
    text = _of(
        code,
        "Milepælene er hentet fra åbne kilder, som er nævnt ved hver af dem.",
        "The milestones come from open sources, which are named with each of them.",
    )
    body = (("text", f"<p>{text}</p>"), ("milestones", {"title": "", "lines": lines}))
    return Words(_of(code, "Historien", "Our history"), _of(code, "historien", "history"), lead, body, ABOUT[code])


def offices(code: str) -> Words:
    which = 0 if code == "da" else 1
    lines = [
        {
            "name": names[which],
            "address": addresses[which],
            "municipality": municipality,
            "lat": None,
            "lon": None,
            "phone": _PHONE,
            "email": f"kontakt@{SITE}" if code == "da" else f"contact@{SITE}",
        }
        for municipality, (names, addresses) in _OFFICES.items()
    ]
    lead = _of(
        code,
        "Vi sidder i Karup og i København, og vi kommer gerne ud til jer.",
        "We are in Karup and in Copenhagen, and we are glad to come and see you.",
    )
    note = _of(
        code,
        "Byerne er de rigtige; adresser og telefonnumre er opdigtet til demonstrationen.",
        "The towns are the real ones; addresses and telephone numbers are invented for the demonstration.",
    )
    body = (("offices", {"title": "", "lines": lines}), ("text", f"<p>{note}</p>"))
    return Words(_of(code, "Her er vi", "Where we are"), _of(code, "kontorer", "offices"), lead, body, ABOUT[code])


def secretariat(code: str, team: Team) -> Words:
    lines = [
        {
            "name": one.person.name,
            "role": one.person.title.best(code),
            "field": one.field.best(code),
            "phone": one.person.phone,
            "email": one.person.email,
            "picture": None,
        }
        for one in team.secretariat
    ]
    lead = _of(
        code,
        "Syv medarbejdere, hver med sit felt. Ring til den, der ved noget om dit.",
        "Seven people, each with a field of their own. Call the one who knows about yours.",
    )
    return _of_people(code, _of(code, "Sekretariatet", "Secretariat"), _of(code, "sekretariatet", "secretariat"), lead, lines)


def board(code: str, team: Team, today: date) -> Words:
    lines = [
        {
            "name": seat.person.name,
            "role": _of(code, "Formand", "Chair") if seat.chair else _of(code, "Medlem", "Member"),
            "organisation": seat.firm,
            "until": today.year + 1 + place % 2,
            "picture": None,
        }
        for place, seat in enumerate(team.board)
    ]
    lead = _of(
        code,
        "Bestyrelsen vælges af medlemmerne på generalforsamlingen for to år ad gangen. Den ser ingen medlemmers fortrolige oplysninger: "
        "de, der sidder i den, kommer fra virksomheder, som konkurrerer.",
        "The members elect the board at the general assembly, for two years at a time. It sees no member's confidential information: "
        "those who sit on it come from firms that compete.",
    )
    title, slug = _of(code, "Bestyrelsen", "The board"), _of(code, "bestyrelsen", "board")
    return _of_people(code, title, slug, lead, lines, block="board")


def partners(code: str) -> Words:
    lines = [
        {
            "name": one.name.best(code),
            "country": one.country,
            "city": one.city,
            "lat": one.lat,
            "lon": one.lon,
            "url": "",
            "text": one.text.best(code),
        }
        for one in bank.story().partner
    ]
    lead = _of(
        code,
        "Vejen til et nyt marked går ofte gennem en klynge, der allerede kender det. Her er dem, vi arbejder sammen med.",
        "The way to a new market often leads through a cluster that knows it already. These are the ones we work with.",
    )
    note = _of(
        code, "Partnerklyngerne er opdigtet til demonstrationen.", "The partner clusters are invented for the demonstration."
    )
    body = (("partners", {"title": "", "lines": lines}), ("text", f"<p>{note}</p>"))
    title = _of(code, "Partnerklynger i udlandet", "Partner clusters abroad")
    return Words(title, _of(code, "partnerklynger", "partner-clusters"), lead, body, ABOUT[code])


def membership(code: str, today: date) -> Words:
    fees = [
        {"type": one.type, "band": one.band, "amount": one.amount, "currency": "DKK", "from_year": today.year}
        for one in bank.story().fee
    ]
    steps = _of(
        code,
        "<ol><li>Udfyld ansøgningen; det tager fem minutter.</li>"
        "<li>Bekræft med et klik i den mail, vi sender til dig.</li>"
        "<li>Sekretariatet ser på den og vender tilbage, som regel inden for en uge.</li>"
        "<li>Når I er optaget, får I adgang til jeres profil og til de udbud, der passer til jer.</li></ol>",
        "<ol><li>Fill in the application; it takes five minutes.</li>"
        "<li>Confirm it with one click in the mail that we send you.</li>"
        "<li>The secretariat looks at it and gets back to you, as a rule within a week.</li>"
        "<li>Once you are admitted, you get access to your profile and to the notices that fit you.</li></ol>",
    )
    note = _of(
        code,
        "Uden moms. Satserne er opdigtet og gælder kun i demonstrationen.",
        "Without VAT. The rates are invented and hold in the demonstration only.",
    )
    lead = _of(
        code,
        "Et medlemskab er for virksomheder, videninstitutioner og myndigheder, der vil handle, udvikle og lære sammen.",
        "A membership is for firms, knowledge institutions and authorities that want to trade, develop and learn together.",
    )
    value = {"title": "", "fees": fees, "note": note, "how": steps, "apply": True}
    title = _of(code, "Bliv medlem", "Become a member")
    return Words(title, _of(code, "medlemskab", "membership"), lead, (("membership", value),))


def _of_people(code: str, title: str, slug: str, lead: str, lines: list[dict[str, object]], block: str = "secretariat") -> Words:
    note = _of(code, "Alle navne er opdigtet til demonstrationen.", "All names are invented for the demonstration.")
    body = ((block, {"title": "", "lines": lines}), ("text", f"<p>{note}</p>"))
    return Words(title, slug, lead, body, ABOUT[code])


def _source(fact: Fact, code: str) -> str:
    """Where it can be read; of what no open source was found for, that it was not."""
    if fact.seen:
        return fact.source
    return _of(code, "beskrivelsen af casen; ingen åben kilde fundet endnu", "description of the case; no open source found yet")


def _of(code: str, danish: str, english: str) -> str:
    return danish if code == "da" else english
