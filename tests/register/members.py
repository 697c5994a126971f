"""Members for the directory's tests: open to everybody unless said otherwise."""

from datetime import UTC, date, datetime

from klynge.core.tlp import Label
from klynge.register.models import Capability, Certificate, CodeEntry, CodeSystem, Fact, Membership, Organisation, Site
from klynge.register.passages import index_organisations
from tests.cast import organisation

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, tzinfo=UTC)


def member(name: str, *, municipality: str = "", text: str = "", size: str = "10-49", label: Label = Label.CLEAR, **more: object):
    """A member with a place and a Danish profile, indexed."""
    row = organisation(name, label=label, **more)
    Membership.objects.create(organisation=row, type="company", size_band=size, from_on=date(2020, 1, 1), label=label)
    if municipality:
        Site.objects.create(organisation=row, municipality=municipality, town="By", main=True, label=label)
    if text:
        fact(row, text, label=label)
    index_organisations([row.pk])
    return row


def fact(row: Organisation, text: str, *, name: str = "profile", language: str = "da", label: Label = Label.CLEAR) -> Fact:
    made = Fact.objects.create(organisation=row, name=name, language=language, value=text, label=label)
    index_organisations([row.pk])
    return made


def certificate(row: Organisation, name: str, *, label: Label = Label.CLEAR, **more: object) -> Certificate:
    return Certificate.objects.create(organisation=row, kind=more.pop("kind", "certificate"), name=name, label=label, **more)


def capability(row: Organisation, code: str, *, system: str = "own", label: Label = Label.CLEAR) -> Capability:
    return Capability.objects.create(organisation=row, system=system, code=code, label=label)


def codes() -> None:
    own = CodeSystem.objects.create(key="own", version="1", source="test", loaded_at=NOW)
    cpv = CodeSystem.objects.create(key="cpv", version="2008", source="test", loaded_at=NOW)
    for code, da, en in (
        ("sensors", "Sensorer", "Sensors"),
        ("sensors.radar", "Radar", "Radar"),
        ("cyber", "Cybersikkerhed", "Cyber security"),
    ):
        CodeEntry.objects.create(system=own, code=code, parent=code.rpartition(".")[0], label_da=da, label_en=en)
    for code, da, en in (
        (
            "35000000",
            "Sikkerheds-, brandsluknings-, politi- og forsvarsudstyr",
            "Security, fire-fighting, police and defence equipment",
        ),
        ("35722000", "Radar", "Radar"),
    ):
        CodeEntry.objects.create(system=cpv, code=code, label_da=da, label_en=en)
