"""The sheet from which the profile on the European Cluster Collaboration Platform is filled in: its fields with what stands in them
today, and what the platform looks at before it publishes a profile. The platform takes in no file, so a person copies. In English."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from django.conf import settings
from django.urls import reverse

from klynge.access.verbs import require_role
from klynge.access.viewer import Role, Viewer
from klynge.register.cluster import Story, story
from klynge.register.queries.abroad import Standing, standing

REGISTER, FACTS, HOUSE = "register", "facts", "house"
KINDS = ("industry", "research", "public", "civil society")


@dataclass(frozen=True, slots=True)
class Field:
    """`seen`: in an open source, which `source` names, else only to be expected. `origin` says where the value comes from."""

    key: str
    names: Mapping[str, str]
    origin: str
    seen: bool
    source: str
    value: str


@dataclass(frozen=True, slots=True)
class Check:
    """A minimum: `key` is "members", "types", "team", "english", "label" or "programme"; `has` of `least` where it is a number. `met`
    None: it cannot be told from what is written down."""

    key: str
    met: bool | None
    has: Decimal | None = None
    least: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """`waived`: a support programme is named, and then the platform asks for none of the minima."""

    fields: tuple[Field, ...]
    checks: tuple[Check, ...]
    standing: Standing
    waived: bool
    source: str


def sheet(viewer: Viewer, today: date) -> Sheet:
    """Raises Refused for whoever is not of the secretariat."""
    require_role(viewer, Role.SECRETARIAT)
    told, now, known = story(), standing(viewer, today), _known()
    values = {**_facts(told), **_counted(now), **_house()}
    fields = tuple(
        Field(
            one["key"],
            {"da": one["da"], "en": one["en"]},
            one["from"],
            one.get("seen", False),
            one.get("source", ""),
            values.get(one["key"], ""),
        )
        for one in known["field"]
    )
    return Sheet(fields, _checks(values, now, known["least"]), now, bool(values.get("programme")), known["least"]["source"])


@cache
def _known() -> Mapping[str, Any]:
    text = (files("klynge.desk") / "reference" / "eccp.toml").read_text(encoding="utf-8")
    return tomllib.loads(text, parse_float=Decimal)


def _facts(told: Story) -> dict[str, str]:
    """What is written in English, or is the same in all languages (a number, an address). A Danish text is no English one."""
    same = ("founded", "team", "nuts", "logo", "address", "contact")
    said = {key: fact.said("en") if key in same else fact.text.get("en", "") for key, fact in told.facts.items()}
    said.setdefault("name", settings.CLUSTER)
    if not said.get("founded") and told.milestones:
        said["founded"] = str(told.milestones[0].year)
    return {key: " ".join(text.split()) for key, text in said.items()}


def _counted(now: Standing) -> dict[str, str]:
    def list_of(counts: Mapping[str, int]) -> str:
        return "; ".join(f"{name}: {count}" for name, count in counts.items())

    return {
        "members": str(now.members),
        "types": list_of(now.types),
        "sizes": list_of(now.sizes),
        "sectors": list_of(now.sectors),
        "technologies": list_of(now.technologies),
    }


def _house() -> dict[str, str]:
    return {
        "country": "Denmark",
        "profile": "Cluster organisation",
        "website": f"{settings.ADDRESS}/",
        "list": f"{settings.ADDRESS}{reverse('directory:members')}?language=en",
    }


def _checks(values: Mapping[str, str], now: Standing, least: Mapping[str, Any]) -> tuple[Check, ...]:
    kinds = sum(now.types.get(kind, 0) > 0 for kind in KINDS)
    found = re.match(r"\d+(?:[.,]\d+)?", values.get("team", ""))
    team = Decimal(found[0].replace(",", ".")) if found else None

    def enough(key: str, has: Decimal | None) -> Check:
        want = Decimal(least[key])
        return Check(key, None if has is None else has >= want, has, want)

    return (
        enough("members", Decimal(now.members)),
        enough("types", Decimal(kinds)),
        enough("team", team),
        Check("english", bool(values.get("task"))),
        Check("label", bool(values.get("label"))),
        Check("programme", bool(values.get("programme"))),
    )
