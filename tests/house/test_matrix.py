"""Every address x everybody of the cast x every method x {ours, another's, what does not exist}: the answers stand in matrix.txt,
so that a change shows as a line that somebody reads. After a change that is meant: KLYNGE_MATRIX=write and the same test."""

import os
import re
from pathlib import Path

import pytest
from django.db import transaction

from klynge.core.tlp import Label
from tests.house.addresses import ABSENT, BY_ID, Address, of_world, path_of, patterns
from tests.house.world import World

FILE = Path(__file__).with_name("matrix.txt")
METHODS = ("GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")
pytestmark = pytest.mark.django_db
_OF = {"site": "Site", "figure": "Figure", "capability": "Capability", "certificate": "Certificate", "reference": "Reference"}
_OF |= {"ownership": "Ownership", "people": "Affiliation", "membership": "Membership"}


def things(world: World, address: Address) -> dict[str, str]:
    """Paths by whose thing they name: Anna's, Ben's (closed to her), nobody's. Of an address without values only one."""
    if not address.takes:
        return {"": path_of(address, {})}
    values = list(of_world(world, address.name, address.takes))
    chosen = {whose: next(filter(lambda v: _is(world, v, address, whose), values), None) for whose in ("own", "other")}
    nothing = {name: ABSENT[kind] for name, kind in address.takes.items()}
    if "kind" in address.takes:
        nothing["kind"] = "site"
    if "name" in address.takes:
        nothing["name"] = "profile"
    chosen["absent"] = nothing
    return {whose: path_of(address, found) for whose, found in chosen.items() if found}


def _is(world: World, values: dict[str, object], address: Address, whose: str) -> bool:
    firm = world.cast.hawk if whose == "own" else world.cast.kite
    if "organisation" in values:
        if values["organisation"] != firm.pk or "id" not in values:
            return values["organisation"] == firm.pk
        kind = values.get("kind") or ("membership" if "membership" in address.route else "people")
        return _strict(world, f"register.{_OF[kind]}", values["id"])
    if "way" in values:
        ways = {row.url_path.split("/", 2)[2].rstrip("/"): row.live for row in world.pages}
        return ways[values["way"]] == (whose == "own")  # another's is a draft
    if "material_id" in values:
        return next(row for row in world.pages if row.pk == values["material_id"]).live == (whose == "own")
    if "slug" in values:
        hidden = next(row for row in world.rows["register.Organisation"] if row.name.startswith("Third"))
        return values["slug"] == (firm.slug if whose == "own" else hidden.slug)
    if "number" in values:
        row = next(row for row in world.rows["market.Notice"] if row.number == values["number"])
        return row.circle_id is None and row.label == (Label.GREEN if whose == "own" else Label.RED)
    if "match_id" in values:
        row = next(row for row in world.rows["market.Match"] if row.pk == values["match_id"])
        label = next(n.label for n in world.rows["market.Notice"] if n.pk == row.notice_id)
        return row.organisation_id == firm.pk and row.shown and label == Label.CLEAR
    if values.keys() & {"row_id", "participation_id"}:
        pk, kind = values.get("row_id") or values["participation_id"], values.get("kind", "participation")
        row = next(row for row in world.rows[f"ledger.{kind.capitalize()}"] if row.pk == pk)
        return row.organisation_id == firm.pk and kind == "participation"
    if "activity_id" in values:
        rows = [row for row in world.rows["ledger.Participation"] if row.activity_id == values["activity_id"]]
        return [row.organisation_id for row in rows] == [firm.pk]
    if "project_id" in values:
        team = {row.organisation_id for row in world.rows["projects.Partner"] if row.project_id == values["project_id"]}
        row = next(row for row in world.rows["projects.Project"] if row.pk == values["project_id"])
        return (
            row.label == Label.STRICT and row.circle_id is None and team == {firm.pk if whose == "own" else world.cast.abroad.pk}
        )
    name, value = next(iter(values.items()))
    owned = [
        row for row in world.rows[BY_ID.get(("ledger", name), "ops.Run")] if row.pk == value and hasattr(row, "organisation_id")
    ]
    return owned[0].organisation_id == firm.pk if owned else whose == "own"


def _strict(world: World, label: str, pk: object) -> bool:
    return any(row.pk == pk and row.label == Label.STRICT and row.circle_id is None for row in world.rows[label])


def ask(client, method: str, path: str):
    """The answer; what it changed is undone."""
    with transaction.atomic():
        answer = client.generic(method, path)
        transaction.set_rollback(True)
    return answer


def table(world: World) -> tuple[list[str], list[str], list[str]]:
    """The lines of the table, the answers that broke, and hidden things that look different from absent ones."""
    lines, broken, differs = [], [], []
    clients = world.clients()
    for address in sorted(patterns(), key=lambda one: (one.route, one.name)):
        lines.append(f"/{address.route}  ({address.who.name})")
        paths = things(world, address)
        for name, client in clients.items():
            cells = []
            for method in METHODS if name in ("guest", "clara") else METHODS[:3]:
                answers = {whose: ask(client, method, path) for whose, path in paths.items()}
                cells.append("/".join(str(answer.status_code) for answer in answers.values()))
                broken += [f"{method} {paths[w]} as {name}: {a.status_code}" for w, a in answers.items() if a.status_code >= 500]
                if "other" in answers and answers["other"].status_code == 404 and not same(answers["other"], answers["absent"]):
                    differs.append(f"{method} {paths['other']} as {name}")
            lines.append(f"    {name:6} " + "  ".join(f"{m} {c}" for m, c in zip(METHODS, cells, strict=False)))
    return lines, broken, differs


def same(one, other) -> bool:
    strip = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
    return one.status_code == other.status_code and strip.sub(b"", one.content) == strip.sub(b"", other.content)


def test_every_door_answers_everybody_as_the_table_says(world):
    lines, broken, differs = table(world)
    if os.environ.get("KLYNGE_MATRIX") == "write":
        FILE.write_text("\n".join(lines) + "\n")
    assert broken == []
    assert differs == []
    assert lines == FILE.read_text().splitlines()
