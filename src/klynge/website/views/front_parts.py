"""The front page's parts, in the reader's language."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klynge.register.cluster import Story
from klynge.register.views.directory_parts import map_of_all
from klynge.web.parts import Fact, Moment, Stat, Tag
from klynge.website.queries.front import SOON, Front

SHORT = ("fields", "suppliers", "offices", "programme", "label")


def told(story: Story, language: str) -> Mapping[str, str]:
    """Name, status and task of the cluster; its name alone when nothing is told."""
    said = {key: fact.said(language) for key, fact in story.facts.items()}
    return {"name": said.get("name", settings.CLUSTER), "status": said.get("status", ""), "task": said.get("task", "")}


def stats(shown: Front) -> list[Stat]:
    members, market = reverse("directory:members"), reverse("market:list")
    n, regions = shown.members.everybody, shown.members.regions
    return [
        Stat(n, ngettext("member", "members", n), members),
        Stat(regions, ngettext("region with members", "regions with members", regions), f"{members}?view=map"),
        Stat(shown.open, ngettext("open notice", "open notices", shown.open), market),
        Stat(shown.closing, _("close within %(n)s days") % {"n": SOON}, f"{market}?days={SOON}&sort=deadline"),
    ]


def members_map(shown: Front, today: date, language: str) -> SafeString:
    found = shown.members
    return map_of_all(found.places, found.everybody - found.nowhere, today, language)


def fields(shown: Front) -> list[Tag]:
    """The fields of work, each with how many members, opening them."""
    where = reverse("directory:members")
    return [Tag(f"{one.name} · {one.count}", f"{where}?field={one.key}") for one in shown.members.fields]


def milestones(story: Story, language: str) -> list[Moment]:
    return [
        Moment(str(one.year), one.said(language), _where(one.source, one.seen), _link(one.source)) for one in story.milestones
    ]


def facts(story: Story, language: str) -> list[Fact]:
    names = {
        "fields": _("Fields"),
        "suppliers": _("For buyers"),
        "offices": _("Offices"),
        "programme": _("Programme"),
        "label": _("Label"),
    }
    shown = [(names[key], story.facts[key]) for key in SHORT if key in story.facts]
    return [Fact(name, one.said(language), note=_where(one.source, one.seen)) for name, one in shown]


def _link(source: str) -> str:
    return source if source.startswith("https://") and " " not in source else ""


def _where(source: str, seen: bool) -> str:
    """Where it says so, in a word or two."""
    host = urlsplit(source).hostname if _link(source) else ""
    if host:
        return _("Source: %(source)s") % {"source": host.removeprefix("www.")}
    return (
        _("Source: %(source)s") % {"source": source}
        if seen
        else _("From the description of the case; no open source was found yet.")
    )
