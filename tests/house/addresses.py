"""Every address of the house with every known value in it, found by walking the resolver. A new kind of value in an address
needs a line in `of_world`, or the tests stop and say so."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from django.urls import NoReverseMatch, get_resolver, reverse
from django.urls.resolvers import RoutePattern, URLPattern, URLResolver

from klynge.access.who import Who
from klynge.programme.queries.evidence import EVIDENCE
from klynge.website.models import EventPage, File, MaterialPage, Picture, Rendition, Topic
from klynge.website.queries.words import words_of
from tests.house.world import World

ABSENT = {int: 999_999_999, str: "zz-absent"}


@dataclass(frozen=True)
class Address:
    """`name` is what `reverse` takes; `takes` the names and types of the values in it; `who` may pass its door."""

    name: str
    route: str
    takes: dict[str, type]
    who: Who


EDITOR = "edit/"


def patterns(found=None, space: str = "", before: str = "", leave: tuple[str, ...] = ("account/", EDITOR)) -> Iterator[Address]:
    """Every address, but not allauth's, nor those of the website's editor, which are many and have one door: see `test_editor`."""
    for pattern in get_resolver().url_patterns if found is None else found:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver) and not route.startswith(leave):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from patterns(pattern.url_patterns, space + inner, route, leave)
        elif isinstance(pattern, URLPattern):
            assert isinstance(pattern.pattern, RoutePattern) or route.startswith(EDITOR), route
            takes = {name: int if "Int" in type(c).__name__ else str for name, c in pattern.pattern.converters.items()}
            yield Address(space + (pattern.name or ""), route, takes, pattern.callback.who)


def of_world(world: World, name: str, takes: dict[str, type]) -> Iterator[dict[str, object]]:
    """The values that the world has for one address."""
    rows = world.rows
    names = frozenset(takes)
    entries = {"register." + kind.capitalize(): kind for kind in ("site", "figure", "capability", "certificate", "reference")}
    entries["register.Ownership"] = "ownership"
    if not names:
        yield {}
    elif names == {"source", "number"}:
        yield from ({"source": row.source, "number": row.number} for row in rows["market.Notice"])
    elif names == {"way"}:
        home = f"/{name[-2:]}/"
        pages = [row for row in world.pages if ":event-" not in name or isinstance(row, EventPage)]
        ways = [row.url_path.removeprefix(home) for row in pages if row.url_path.startswith(home)]
        yield from ({"way": way.rstrip("/")} for way in ways)
    elif names == {"material_id"}:
        yield from ({"material_id": row.pk} for row in world.pages if isinstance(row, MaterialPage))
    elif names == {"rendition_id"}:
        yield from ({"rendition_id": pk} for pk in Rendition.objects.values_list("pk", flat=True))
    elif names == {"picture_id"}:
        yield from ({"picture_id": pk} for pk in Picture.objects.values_list("pk", flat=True))
    elif names == {"page_id"}:
        yield from ({"page_id": pk} for pk in world.ids("website.ReleasePage"))
    elif names == {"page_id", "part", "key"}:
        for page in rows["website.ReleasePage"]:
            told = words_of(page)
            yield from ({"page_id": page.pk, "part": "quote", "key": one.key} for one in told.quotes)
            yield from ({"page_id": page.pk, "part": "member", "key": str(pk)} for pk in told.members)
    elif names == {"topic_id"}:
        yield from ({"topic_id": pk} for pk in Topic.objects.values_list("pk", flat=True))
    elif names == {"file_id"}:
        yield from ({"file_id": pk} for pk in File.objects.values_list("pk", flat=True))
    elif names == {"slug"}:
        yield from ({"slug": row.slug} for row in rows["register.Organisation"])
    elif names == {"organisation"}:
        yield from ({"organisation": pk} for pk in world.ids("register.Organisation"))
    elif names == {"organisation", "kind", "id"}:
        for label, kind in entries.items():
            for row in rows[label]:
                yield {"organisation": row.organisation_id, "kind": kind, "id": row.pk}
    elif names == {"organisation", "kind"}:
        firms = (world.cast.hawk.pk, world.cast.kite.pk)
        yield from ({"organisation": pk, "kind": kind} for pk, kind in product(firms, entries.values()))
    elif names in ({"organisation", "name"}, {"organisation", "name", "language"}):
        for row in rows["register.Fact"]:
            values = {"organisation": row.organisation_id, "name": row.name}
            if bool(row.language) == ("language" in names):
                yield {**values, "language": row.language} if row.language else values
    elif names == {"organisation", "id"}:
        label = "register.Membership" if "people" not in name and "person" not in name and "leaves" not in name else None
        for row in rows[label or "register.Affiliation"]:
            yield {"organisation": row.organisation_id, "id": row.pk}
    elif names == {"id", "named"}:
        yield from ({"id": row.circle_id, "named": row.pk} for row in rows["register.Named"])
    elif names == {"id", "key"}:
        asked = {row.pk: row for row in rows["programme.Survey"]}
        for row in rows["programme.Question"]:
            yield from ({"id": pk, "key": row.key} for pk, one in asked.items() if one.questions_id == row.set_id)
    elif names == {"id", "form"}:
        yield from ({"id": pk, "form": form} for pk, form in product(world.ids("programme.Binder"), ("pdf", "zip")))
    elif name == "programme:evidence":
        yield from ({"name": name} for name in EVIDENCE)
    elif names == {"grant_id", "month"}:
        yield from ({"grant_id": row.grant_id, "month": row.month.strftime("%Y-%m")} for row in rows["ledger.Sheet"])
    elif names == {"form"}:
        yield from ({"form": form} for form in ("csv", "xlsx"))
    elif names == {"token"}:
        yield {"token": "1:forged"}
    elif names == {"kind", "row_id"}:
        for kind in ("participation", "hours", "aid", "cost", "result"):
            yield from ({"kind": kind, "row_id": pk} for pk in world.ids("ledger." + kind.capitalize()))
    elif names == {"grant_id", "key"}:
        keys = {row.key for row in rows["programme.Indicator"]}
        yield from ({"grant_id": pk, "key": key} for pk, key in product(world.ids("ledger.Grant"), sorted(keys)))
    elif names == {"activity_id", "grant_id"}:
        yield from ({"activity_id": row.activity_id, "grant_id": row.grant_id} for row in rows["ledger.Funding"])
    elif len(names) == 1 and (label := BY_ID.get((name.split(":")[0], *names))):
        yield from ({next(iter(names)): pk} for pk in world.ids(label))
    elif name in BY_NAME:
        yield from ({next(iter(names)): pk} for pk in world.ids(BY_NAME[name]))
    else:
        raise AssertionError(f"tests/house/addresses.py has no values for {name}: say in `of_world` what {set(names)} are.")


BY_ID = {
    ("ops", "run_id"): "ops.Run",
    ("register", "person_id"): "register.Person",
    ("register", "application_id"): "register.Application",
    ("people", "grant_id"): "people.RoleGrant",
    ("market", "match_id"): "market.Match",
    ("programme", "grant_id"): "ledger.Grant",
    ("programme", "due_id"): "ledger.Due",
    ("programme", "indicator_id"): "programme.Indicator",
    ("programme", "pack_id"): "programme.Pack",
    ("ledger", "activity_id"): "ledger.Activity",
    ("ledger", "grant_id"): "ledger.Grant",
    ("ledger", "mandate_id"): "ledger.Mandate",
    ("ledger", "participation_id"): "ledger.Participation",
    ("ledger", "roll_id"): "ledger.Roll",
    ("projects", "project_id"): "projects.Project",
    ("projects", "partner_id"): "projects.Partner",
    ("projects", "part_id"): "projects.Part",
    ("projects", "milestone_id"): "projects.Milestone",
    ("ledger", "value_id"): "ledger.LegalValue",
    ("ledger", "aid_id"): "ledger.Aid",
    ("ledger", "letter_id"): "ledger.Letter",
    ("ledger", "declaration_id"): "ledger.Declaration",
    ("ledger", "test_id"): "ledger.SizeTest",
    ("ledger", "hours_id"): "ledger.Hours",
    ("ledger", "sheet_id"): "ledger.Sheet",
    ("press", "coverage_id"): "website.Coverage",
}
BY_NAME = {
    "register:circle": "access.Circle",
    "register:approve": "register.Proposal",
    "register:decline": "register.Proposal",
    "register:import": "register.Import",
    "register:take": "register.Import",
    "register:undo": "register.Merge",
    "programme:survey": "programme.Survey",
    "programme:survey-change": "programme.Survey",
    "programme:survey-asked": "programme.Survey",
    "programme:survey-answer": "programme.Asked",
    "programme:question-set": "programme.QuestionSet",
    "programme:questions-confirm": "programme.QuestionSet",
    "programme:question-drop": "programme.Question",
    "programme:workbook": "programme.Workbook",
    "programme:workbook-change": "programme.Workbook",
    "programme:freeze": "programme.Workbook",
    "programme:entry": "programme.Entry",
    "programme:criterion-confirm": "programme.Entry",
    "programme:prove": "programme.Entry",
    "programme:disprove": "programme.Proof",
}


def known(world: World) -> Iterator[tuple[Address, list[str]]]:
    """Every address with the paths that all known values give."""
    for address in patterns():
        values = of_world(world, address.name, address.takes)
        yield address, list(dict.fromkeys(path_of(address, each) for each in values))


def path_of(address: Address, values: dict[str, object]) -> str:
    try:
        return reverse(address.name, kwargs=values)
    except NoReverseMatch:
        assert not values, (address, values)
        return "/" + address.route
