"""Hidden equals absent: whoever asks for a thing that is not open to them, or sends a form about it, gets the very bytes, and costs
the very queries, of a thing that does not exist. Equal queries are why no clock tells the two apart either."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext

from klynge.access.viewer import Viewer
from klynge.ledger.models import BOOKED
from klynge.market.queries.notices import SORTS as NOTICE_SORTS
from klynge.programme.models import Pack
from tests.house.addresses import ABSENT, BY_ID, BY_NAME, Address, of_world, path_of, patterns
from tests.house.test_crawl import read as found
from tests.house.world import GUARDED, World, part
from tests.samples import WORDS

pytestmark = pytest.mark.django_db
# What forms are filled with; each takes the fields that it knows.
SENT = {"name": "Other", "title": "Other", "value": "5", "label": "TLP:AMBER+STRICT", "answer": "interested", "reason": "No."}
SENT |= {"type": "company", "from_on": "2026-01-01", "on": "2026-02-02", "kind": "company", "country": "DK", "share": "3"}
SENT |= {
    "system": "cpv",
    "code": "35613000",
    "year": "2020",
    "amount": "3",
    "language": "da",
    "standing": "declared",
    "why": "No.",
}
HIDDEN = 2  # things of each kind
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
_VALUES = re.compile(r"'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b|s\d+_x\d+")
_ENTRIES = ("Site", "Figure", "Capability", "Certificate", "Reference", "Ownership")


def about(world: World, address: Address, values: dict[str, object]) -> tuple[str, object] | None:
    """The model and the row that an address with these values is about."""
    names = set(values)
    if "number" in names:
        return "market.Notice", next(row for row in world.rows["market.Notice"] if row.number == values["number"])
    if names == {"slug"}:
        return "register.Organisation", next(r for r in world.rows["register.Organisation"] if r.slug == values["slug"])
    if "kind" in names and "id" in names:
        label = next(f"register.{one}" for one in _ENTRIES if one.lower() == values["kind"])
    elif names == {"organisation", "id"}:
        label = "register.Membership" if "membership" in address.route else "register.Affiliation"
    elif names == {"way"}:
        where = f"/{address.name[-2:]}/{values['way']}/"
        page = next(row for row in world.pages if row.url_path == where)
        return page._meta.label, page
    elif names == {"material_id"}:
        page = next(row for row in world.pages if row.pk == values["material_id"])
        return page._meta.label, page
    elif "organisation" in names:
        label, values = "register.Organisation", {"id": values["organisation"]}
    elif address.name in BY_NAME:
        label = BY_NAME[address.name]
    elif len(names) != 1 or not (label := BY_ID.get((address.name.split(":")[0], *names), "")):
        return None
    key = values.get("id", next(iter(values.values())))
    return label, next(row for row in world.rows[label] if row.pk == key)


def pairs(world: World, viewer: Viewer) -> Iterator[tuple[str, str]]:
    """Paths of hidden things, each with the same path of one that does not exist."""
    for address in patterns():
        found = 0
        if not address.takes or not address.who.passes(viewer):
            continue
        for values in of_world(world, address.name, address.takes):
            known = about(world, address, values)
            if known is None or found == HIDDEN or part("oracle", known[0].split(".")[0]).SEES[known[0]](viewer, known[1]):
                continue
            found += 1
            key = next(k for k in ("id", "organisation", *values) if k in values)
            yield path_of(address, values), path_of(address, {**values, key: ABSENT[address.takes[key]]})


def asked(client, method: str, path: str) -> tuple[int, bytes, dict[str, str], list[str]]:
    """Status, bytes, headers and queries of an answer, without what is made anew for each; what it changed is undone."""
    with transaction.atomic():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.get(path) if method == "GET" else client.post(path, SENT)
        transaction.set_rollback(True)
    told = answer.content.replace(path.encode(), b"")
    said = {name: value.replace(path, "") for name, value in answer.headers.items() if name != "Content-Length"}
    return answer.status_code, _TOKEN.sub(b"", told), said, [_VALUES.sub("?", one["sql"]) for one in queries]


@pytest.mark.parametrize("name", ["anna", "ben", "clara", "dora"])
def test_what_is_hidden_answers_and_costs_what_is_absent_does(world, name):
    client, viewer = world.clients()[name], world.cast.everybody()[name]
    differ, odd, compared = [], [], 0
    for hidden, absent in pairs(world, viewer):
        for method in ("GET", "POST"):
            one, other = asked(client, method, hidden), asked(client, method, absent)
            compared += 1
            odd += [(method, hidden, one[0])] if one[0] not in (404, 405) else []
            if one != other:
                what = [w for w, a, b in zip(("status", "bytes", "headers", "queries"), one, other, strict=True) if a != b]
                differ.append((method, hidden, absent, what, one[0], other[0], len(one[3]), len(other[3])))
    assert differ == []
    assert odd == []
    assert compared >= 20 or name == "dora" and compared >= 10


CAST = ("guest", "anna", "clara")
LISTS = (
    "/members/",
    "/market/",
    "/codes/",
    "/register/",
    "/why/",
    "/members/?view=map",
    "/members/embed/",
    "/members/list.json",
    "/market/?all=1",
    "/desk/",
    "/",
    "/api/newsroom/materials/",
    "/newsroom/feed.rss",
)
SORTED = (*(f"/members/?sort={by}" for by in ("name", "newest", "fit")), *(f"/market/?all=1&sort={by}" for by in NOTICE_SORTS))
NONSENSE = "zqaaaabbbbccxv"
FIXED = {*BOOKED, Pack}  # what stands in the ledger or in a frozen report is refused to a test as to everybody


@pytest.mark.parametrize("name", CAST)
def test_a_hidden_word_finds_counts_and_suggests_what_a_word_of_nobody_does(world, name):
    client = world.clients()[name]
    hidden: dict[str, str] = {}
    for word, places in sorted(world.words.items()):
        if word not in world.allowed[name]:
            hidden.setdefault(places[0][0], word)
    assert len(hidden) > 8
    differ = []
    for path in ("/members/", "/market/"):
        nothing = searched(client, path, NONSENSE)
        differ += [(path, label) for label, word in hidden.items() if searched(client, path, word) != nothing]
    assert differ == []
    nothing = searched(client, "/members/", NONSENSE)
    shown = sorted(found(client.get("/members/")) & world.allowed[name])[:9]
    assert any(searched(client, "/members/", word) != nothing for word in shown), "the search finds nothing at all"


def searched(client, path: str, word: str) -> tuple[int, bytes, list[str]]:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path, {"q": word})
    return answer.status_code, _TOKEN.sub(b"", answer.content).replace(word.encode(), b""), shape(queries)


def shape(queries: CaptureQueriesContext) -> list[str]:
    """The queries without their values: a list of parts of the word is as long as the word."""
    return [re.sub(r"\?(?:, \?)+", "?", _VALUES.sub("?", one["sql"])) for one in queries]


@pytest.mark.parametrize("name", CAST)
def test_no_list_count_choice_or_order_changes_with_what_is_hidden(world, name):
    """All days, numbers and words in all rows that somebody may not see are changed; their lists stay the same to the byte."""
    client, viewer = world.clients()[name], world.cast.everybody()[name]
    before = {path: _TOKEN.sub(b"", client.get(path).content) for path in (*LISTS, *SORTED)}
    with transaction.atomic():
        changed = sum(disturb(model, viewer) for model in GUARDED if model not in FIXED)
        after = {path: _TOKEN.sub(b"", client.get(path).content) for path in before}
        transaction.set_rollback(True)
    assert changed > 200
    assert [path for path in before if before[path] != after[path]] == []


def disturb(model, viewer: Viewer) -> int:
    """Changes what stands in the rows that are hidden from the viewer; how many."""
    seen = model.objects.visible_to(viewer).values("pk")
    rows = list(model.objects.system_rows("the test changes what is hidden").exclude(pk__in=seen))
    names = set()
    for row in rows:
        for field in row._meta.concrete_fields:
            was = value = getattr(row, field.attname)
            if isinstance(field, models.DateField) and value:
                value += timedelta(days=-400 if field.name.startswith("from") else 400)
            elif isinstance(field, models.CharField | models.TextField) and isinstance(value, str):
                value = WORDS.sub(lambda said: said[0][:2] + said[0][2:-2][::-1] + said[0][-2:], value)
            elif field.name in ("score", "amount", "count", "value", "place", "size") and value is not None:
                value += 7
            if value != was:
                setattr(row, field.attname, value)
                names.add(field.name)
    if names:
        model.objects.system_rows("the test changes what is hidden").bulk_update(rows, names)
    return len(rows)
