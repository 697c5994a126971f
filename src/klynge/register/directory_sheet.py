"""The public list of members as a file: CSV and XLSX for people, JSON for machines."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from klynge.core.errors import Wrong
from klynge.register.fields import KINDS
from klynge.register.queries.directory_list import Listed
from klynge.register.sheets import TYPES, File, Writer

JSON = "json"
FORMS = (*TYPES, JSON)


def public_file(members: Sequence[Listed], form: str, *, language: str, today: date) -> File:
    """Headings, kinds and names in the language; what JSON calls its fields is the same in both. Raises Wrong for another form."""
    if form not in FORMS:
        raise Wrong("The list is written as csv, xlsx or json.", where="form")
    name = f"members-{today.isoformat()}"
    if form == JSON:
        return File(f"{name}.json", "application/json", _json(members, language, today), len(members))
    headings = [
        *(_("Id"), _("Name"), _("Address of the card"), _("Kind"), _("Field of work"), _("Country"), _("CVR number")),
        *(_("Foreign number"), _("Size"), _("Municipality"), _("Region"), _("Capabilities"), _("CPV codes")),
        *(_("Certificates"), _("Website"), _("In one line")),
    ]
    return Writer(form, danish=language == "da").file(name, headings, (_cells(one) for one in members))


def _cells(one: Listed) -> list[str]:
    return [
        *(str(one.id), one.name, _card(one), str(KINDS.get(one.kind, one.kind)), one.field, one.country, one.cvr),
        *(one.foreign_number, one.size_band, "; ".join(one.municipalities), "; ".join(one.regions)),
        *("; ".join(one.capabilities), "; ".join(one.cpv), "; ".join(one.certificates), one.website, one.line),
    ]


def _json(members: Sequence[Listed], language: str, today: date) -> bytes:
    said = {
        "cluster": settings.CLUSTER,
        "address": settings.ADDRESS + reverse("directory:members"),
        "on": today.isoformat(),
        "language": language,
        "members": [{"id": one.id, "address": _card(one), **asdict(one)} for one in members],
    }
    return json.dumps(said, ensure_ascii=False).encode()


def _card(one: Listed) -> str:
    return str(settings.ADDRESS + reverse("directory:member", args=[one.slug]))
