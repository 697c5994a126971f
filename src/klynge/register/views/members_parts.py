"""The secretariat's list of members: filtered, counted, in words."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.forms import Form
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from klynge.core.errors import KlyngeError
from klynge.core.words import plain
from klynge.register.fields import MEMBERSHIPS, SIZES
from klynge.register.flags import EXPIRED, EXPIRING, MISSING, OLD, WRONG
from klynge.register.forms.members import Wanted
from klynge.register.queries.desk import MemberLine
from klynge.register.reference_tables import tree
from klynge.register.views.profile_parts import flag_text, members_found
from klynge.web.errors import sentence
from klynge.web.listing import listing
from klynge.web.parts import Choice, Chosen, Entry, Facet, Row, Tag


def shown(lines: Sequence[MemberLine], asked: Wanted, today: date, query: QueryDict) -> Mapping[str, Any]:
    everybody = [line for line in lines if line.member_on(today) or not asked.now]
    found = _found(everybody, asked)
    page = listing(found, asked.page)
    return {
        "asked": asked,
        "answer": members_found(len(found), len(everybody)),
        "page": page,
        "rows": [_row(line, today) for line in page],
        "facets": _facets(everybody, asked),
        "chosen": _chosen(asked, query),
        "waiting": sum(line.waiting for line in lines),
    }


def crumbs(title: str, *between: Entry) -> list[Entry]:
    return [Entry(_("Members"), reverse("register:members")), *between, Entry(title, "", current=True)]


def blame(form: Form, error: KlyngeError) -> None:
    where = getattr(error, "where", "")
    form.add_error(where if where in form.fields else None, sentence(error))


def _states(line: MemberLine) -> set[str]:
    return {flag.state for flag in line.flags}


_OF: dict[str, Callable[[MemberLine], Iterable[str]]] = {
    "type": lambda line: [line.type],
    "size": lambda line: [line.size.size.value],
    "field": lambda line: [line.field],
    "state": _states,
}


def _found(lines: Sequence[MemberLine], asked: Wanted, besides: str = "") -> list[MemberLine]:
    """Those that answer all questions but the one named."""
    words = plain(asked.text).split()
    found = []
    for line in lines:
        said = plain(line.name)
        if not all(word in said for word in words):
            continue
        if all(
            name == besides or not (wanted := getattr(asked, name)) or set(wanted) & set(of(line)) for name, of in _OF.items()
        ):
            found.append(line)
    return found


def _names(facet: str) -> Mapping[str, str]:
    if facet == "field":
        own, language = tree("own"), (get_language() or "da")[:2]
        return {code: own.label(code, language) for code in own.children()}
    if facet == "state":
        return {
            EXPIRED: _("Something expired"),
            EXPIRING: _("Something expires soon"),
            MISSING: _("Something is missing"),
            OLD: _("Unchanged for a year"),
            WRONG: _("Said to be wrong"),
        }
    words = MEMBERSHIPS if facet == "type" else SIZES
    return {key: str(name) for key, name in words.items()}


def _facets(lines: Sequence[MemberLine], asked: Wanted) -> list[Facet]:
    titles = {
        "state": _("What needs you"),
        "type": _("Membership"),
        "size": _("Size by the EU rule"),
        "field": _("Field of work"),
    }
    facets = []
    for name, title in titles.items():
        counts = Counter(value for line in _found(lines, asked, besides=name) for value in _OF[name](line) if value)
        chosen, names = getattr(asked, name), _names(name)
        keys = [key for key in names if counts[key] or key in chosen] + sorted(set(counts) - set(names))
        choices = [Choice(key, names.get(key, key), counts[key], key in chosen) for key in keys]
        facets.append(Facet(name, title, choices, folded=name != "state"))
    return facets


def _chosen(asked: Wanted, query: QueryDict) -> list[Chosen]:
    found = []
    for name in _OF:
        names = _names(name) if getattr(asked, name) else {}
        for value in getattr(asked, name):
            rest = query.copy()
            rest.pop("page", None)
            rest.setlist(name, [one for one in rest.getlist(name) if one != value])
            found.append(Chosen(names.get(value, value), f"?{rest.urlencode()}"))
    return found


def _row(line: MemberLine, today: date) -> Row:
    facts = [str(MEMBERSHIPS.get(line.type, line.type)) if line.type else _("Not a member")]
    if line.size.year is not None:
        facts.append(str(SIZES[line.size.size.value]))
    if line.member_since:
        facts.append(_("since %(year)d") % {"year": line.member_since.year})
    tags = [Tag(flag_text(flag), kind="signal" if flag.state in (EXPIRED, WRONG) else "plain") for flag in line.flags[:3]]
    if line.waiting:
        tags.insert(0, Tag(_("waits for approval"), reverse("register:proposals"), "signal"))
    return Row(line.name, reverse("register:profile", args=[line.id]), facts=facts, tags=tags)
