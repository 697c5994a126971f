"""The journal of an installation that kept names: they leave it, and its chain is whole in the new form."""

from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from klynge.access.journal import first_broken, lines, record
from tests.cast import Cast

pytestmark = pytest.mark.django_db
migration = import_module("klynge.access.migrations.0002_names_leave_the_journal")
AT = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture
def old():
    """The models as they stand in the migration, and a journal as it was before."""
    apps = MigrationLoader(connection).project_state(("access", "0002_names_leave_the_journal")).apps
    rows, before = apps.get_model("access", "Entry").objects, ""
    for person, who in ((7, "Somebody Named"), (None, "the schedule"), (None, "somebody@example.org")):
        facts = {"title": "Æ", "n": 1}
        said = [before, AT.isoformat(), person, who, "set", "register.Fact", "3", facts]
        hash = migration._hash(*said)
        told = {
            "at": AT,
            "person_id": person,
            "who": who,
            "verb": "set",
            "kind": "register.Fact",
            "object_id": "3",
            "facts": facts,
        }
        rows.create(**told, seal="", before=before, hash=hash)
        before = hash
    return apps


def test_the_names_leave_and_the_chain_goes_on(cast: Cast, old):
    assert first_broken() is not None
    migration.chain_anew(old, None)
    record(by=cast.clara, verb="admit", what=cast.hawk)
    told = [(one.person_id, one.who, one.facts) for one in reversed(lines(cast.clara))]
    facts = {"title": "Æ", "n": 1}
    assert told == [
        (7, "", facts),
        (None, "the schedule", facts),
        (None, "an account", facts),
        (cast.clara.person_id, "", {}),
    ]
    assert first_broken() is None


def test_a_chain_that_is_broken_stays_as_it_is(old):
    entries = old.get_model("access", "Entry").objects
    entries.filter(person_id=7).update(verb="look at")
    before = list(entries.order_by("pk").values())
    with pytest.raises(RuntimeError, match="The journal is broken at entry"):
        migration.chain_anew(old, None)
    assert list(entries.order_by("pk").values()) == before
