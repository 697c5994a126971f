"""Invented members for measuring pages: from a seed, of the size and kinds of fields that real profiles have."""

import random
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from klynge.core.tlp import Label
from klynge.register import models
from klynge.register.passages import index_organisations
from klynge.web.denmark import municipalities


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_HEADS = _split(
    "drone radar sonar kabel komposit laser sensor antenne luftværn cyber navigations kommunikations simulator skibs satellit"
)
_TAILS = _split("system udstyr overvågning produktion værksted løsning analyse vedligehold test software styring antenner dele")
_WORDS = _split(
    "vi leverer til forsvaret og industrien i hele Norden med egen udvikling montage kvalitet sporbarhed levering efter tegning små "
    "store serier fra prototype til drift under dansk og international standard hos kunden på havet i luften på land rummet"
)
_CERTIFICATES = ("ISO 9001", "ISO 14001", "ISO/IEC 27001", "AS9100", "AQAP 2110", "AQAP 2210", "EN 15085", "EN 1090")
_LABELS = (Label.CLEAR, Label.CLEAR, Label.GREEN, Label.STRICT, Label.STRICT)
_BANDS = ("0-9", "10-49", "50-249", "250-")


@transaction.atomic
def fill(members: int, seed: int = 1) -> None:
    """So many members, each with a place, two texts, six codes, two certificates, two references, a figure and a person."""
    chance = random.Random(seed)
    own = models.CodeSystem.objects.create(key="own", version="bench", source="invented", loaded_at=timezone.now())
    for word in _HEADS:
        models.CodeEntry.objects.create(system=own, code=word, label_da=word.capitalize(), label_en=word.capitalize())
    codes = sorted(municipalities())
    index_organisations([_member(chance, number, codes) for number in range(members)])


def _member(chance: random.Random, number: int, codes: list[str]) -> int:
    kind = chance.choice([kind for kind, _ in models.Organisation.KINDS[:3]])
    row = models.Organisation.objects.create(
        name=f"{_compound(chance).capitalize()} {number} A/S",
        slug=f"member-{number}",
        kind=kind,
        field=chance.choice(_HEADS),
        label=Label.CLEAR,
        demo=True,
    )
    day = date(2015, 1, 1) + timedelta(days=chance.randrange(3000))
    models.Membership.objects.create(
        organisation=row, type="company", size_band=chance.choice(_BANDS), from_on=day, label=Label.CLEAR
    )
    models.Site.objects.create(organisation=row, municipality=chance.choice(codes), town="By", main=True, label=Label.CLEAR)
    for name in ("profile", "products"):
        for language in ("da", "en")[: chance.choice((1, 2))]:
            text = " ".join(chance.choice((chance.choice(_WORDS), _compound(chance))) for _ in range(60))
            label = Label.CLEAR if name == "profile" else chance.choice(_LABELS)
            models.Fact.objects.create(organisation=row, name=name, language=language, value=text, label=label)
    for code in chance.sample(_HEADS, 6):
        models.Capability.objects.create(organisation=row, system="own", code=code, label=chance.choice(_LABELS))
    for name in chance.sample(_CERTIFICATES, 2):
        models.Certificate.objects.create(
            organisation=row, kind="certificate", name=name, label=chance.choice(_LABELS), expires_on=date(2028, 1, 1)
        )
    for _ in range(2):
        title = f"{_compound(chance)} {_compound(chance)}"
        models.Reference.objects.create(organisation=row, title=title, year=2024, label=chance.choice(_LABELS))
    models.Figure.objects.create(organisation=row, name="staff", year=2025, amount=chance.randrange(1, 400), label=Label.STRICT)
    person = models.Person.objects.create(name=f"Person {number}")
    models.Affiliation.objects.create(person=person, organisation=row, from_on=day, label=chance.choice(_LABELS))
    return row.pk


def _compound(chance: random.Random) -> str:
    return chance.choice(_HEADS) + chance.choice(_TAILS)
