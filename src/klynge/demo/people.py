"""The people around the members: the secretariat of seven, the board, two guests, and who can sign in to the demonstration."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from klynge.core.notice import Text
from klynge.core.tlp import Label
from klynge.demo.crew import mail, people_names, phone
from klynge.demo.dice import dice
from klynge.demo.shapes import Firm, Person

DOMAIN = "klynge.example"
FUNDER = Text({"da": "Fonden for Stærke Klynger (opdigtet)", "en": "Fund for Strong Clusters (invented)"})
PARTNER = Text({"da": "Nordanvind Säkerhetskluster (opdigtet)", "en": "Nordanvind Security Cluster (invented)"})
PARTNER_COUNTRY = "SE"


@dataclass(frozen=True, slots=True)
class Colleague:
    """One of the secretariat. `field` is what the person looks after, `office` Karup or Copenhagen."""

    person: Person
    field: Text
    office: str


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat of the board. The role gives no right to other members' data: board members come from competing firms."""

    person: Person
    firm_cvr: str
    firm: str
    chair: bool


@dataclass(frozen=True, slots=True)
class SignIn:
    """A demo sign-in. `role` is "member", "secretariat", "partner" or "auditor"; `cvr` is "" for people from outside the
    register, `organisation` names where they work; `says` tells the visitor whom they meet."""

    key: str
    name: str
    email: str
    role: str
    cvr: str
    organisation: Text
    says: Text


@dataclass(frozen=True, slots=True)
class Team:
    secretariat: tuple[Colleague, ...]
    board: tuple[Seat, ...]
    sign_ins: tuple[SignIn, ...]


_SECRETARIAT = (
    ("Direktør", "Managing director", "Strategi, bestyrelse og myndigheder", "Strategy, board and authorities", "Karup"),
    (
        "Leverandørchef",
        "Head of suppliers",
        "Industrisamarbejde og hovedleverandører",
        "Industrial cooperation and primes",
        "Karup",
    ),
    ("Medlemschef", "Head of members", "Medlemmer, optagelse og profiler", "Members, admission and profiles", "Karup"),
    (
        "Projektchef",
        "Head of projects",
        "Innovationsprojekter, tilskud og rapporter",
        "Innovation projects, grants and reports",
        "Karup",
    ),
    ("Chefkonsulent", "Senior adviser", "Rumfart, sensorer og EU-programmer", "Space, sensors and EU programmes", "København"),
    (
        "Chefkonsulent",
        "Senior adviser",
        "Maritime systemer, cyber og kompetencer",
        "Maritime systems, cyber and competences",
        "København",
    ),
    (
        "Kommunikationschef",
        "Head of communication",
        "Presse, arrangementer og internationale klynger",
        "Press, events and clusters abroad",
        "Karup",
    ),
)
_IN_HOUSE = {2: "Clara", 6: "Frida"}  # they look after the members and after the press
_BOARD = ("prime-naval", "titanium", "c2", "harness", "yard", "cubesat", "uni-tech")  # the chair first
_ANNA, _BEN = "counterdrone", "airradar"  # both build sensors against drones: rivals


def team(seed: int, today: date, members: tuple[Firm, ...]) -> Team:
    """Secretariat, board and sign-ins for these members; the same for the same seed and day."""
    throw = dice(seed, "people")
    crew = people_names(throw)
    taken = {person.name for firm in members for person in firm.people}
    names = _own_surnames(name for name in crew if name not in taken)
    surname = {first: next(names).split()[-1] for first in ("Anna", "Ben", "Clara", "Dora", "Erik", "Frida")}
    whole = {first: f"{first} {last}" for first, last in surname.items()}
    secretariat = []
    for place, (title_da, title_en, field_da, field_en, office) in enumerate(_SECRETARIAT):
        name = whole[_IN_HOUSE[place]] if place in _IN_HOUSE else next(names)
        title = Text({"da": title_da, "en": title_en})
        since = today - timedelta(days=throw.randint(300, 4_500))
        person = Person(name, "secretariat", title, mail(name, DOMAIN), phone(throw), since, Label.CLEAR)
        secretariat.append(Colleague(person, Text({"da": field_da, "en": field_en}), office))
    by_key = {firm.key: firm for firm in members}
    board = tuple(
        Seat(by_key[key].people[0], by_key[key].cvr, by_key[key].name, chair=place == 0) for place, key in enumerate(_BOARD)
    )
    return Team(tuple(secretariat), board, _sign_ins(whole, by_key[_ANNA], by_key[_BEN]))


def _own_surnames(names: Iterator[str]) -> Iterator[str]:
    """The names without those whose surname was there before: a small team of namesakes confuses visitors."""
    seen: set[str] = set()
    for name in names:
        surname = name.split()[-1]
        if surname not in seen:
            seen.add(surname)
            yield name


def _sign_ins(names: dict[str, str], anna: Firm, ben: Firm) -> tuple[SignIn, ...]:
    """Six doors into the demonstration; the addresses are short because people type them."""
    cluster = Text({"da": "Klyngens sekretariat", "en": "The cluster's secretariat"})
    rows = (
        ("Anna", "member", anna.cvr, Text({"da": anna.name}), "ser efter sit firmas profil", "looks after her firm's profile"),
        (
            "Ben",
            "member",
            ben.cvr,
            Text({"da": ben.name}),
            "arbejder hos en konkurrent til Annas firma",
            "works for a rival of Anna's",
        ),
        ("Clara", "secretariat", "", cluster, "passer medlemmerne i sekretariatet", "looks after the members in the secretariat"),
        ("Dora", "partner", "", PARTNER, "kommer fra en partnerklynge i Sverige", "comes from a partner cluster in Sweden"),
        ("Erik", "auditor", "", FUNDER, "reviderer for en tilskudsgiver", "audits for a funder"),
        (
            "Frida",
            "secretariat",
            "",
            cluster,
            "står for presse og arrangementer i sekretariatet",
            "runs press and events in the secretariat",
        ),
    )
    return tuple(
        SignIn(first.lower(), names[first], f"{first.lower()}@{DOMAIN}", role, cvr, organisation, _says(first, da, en))
        for first, role, cvr, organisation, da, en in rows
    )


def _says(first: str, da: str, en: str) -> Text:
    return Text({"da": f"{first} {da}.", "en": f"{first} {en}."})
