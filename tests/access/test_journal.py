"""The journal: each line holds the hash of the one before, also where many are written at once."""

import pytest

from klynge.access.journal import first_broken, record, record_many
from klynge.access.models import Entry
from tests.cast import Cast

pytestmark = pytest.mark.django_db
WHY = "a test looks at the chain"


def written() -> list[tuple[str, str, dict[str, object]]]:
    rows = Entry.objects.system_rows(WHY).order_by("pk")
    return [(row.verb, row.object_id, row.facts) for row in rows]


def test_many_lines_continue_the_chain_in_their_order_and_one_more_continues_them(cast: Cast) -> None:
    before = len(written())
    record(by=cast.clara, verb="admit", what=cast.hawk, label="a")
    record_many(by=cast.clara, verb="admit", lines=[(cast.kite, {"n": n}) for n in range(1200)])
    record(by=cast.clara, verb="admit", what=cast.hawk, label="b")
    hawk, kite = str(cast.hawk.pk), str(cast.kite.pk)
    many = [("admit", kite, {"n": n}) for n in range(1200)]
    assert written()[before:] == [("admit", hawk, {"label": "a"}), *many, ("admit", hawk, {"label": "b"})]
    assert first_broken() is None


def test_a_line_of_many_that_was_altered_is_found(cast: Cast) -> None:
    record_many(by=cast.clara, verb="admit", lines=[(cast.kite, {"n": n}) for n in range(3)])
    middle = Entry.objects.system_rows(WHY).order_by("-pk")[1]
    Entry.objects.system_rows(WHY).filter(pk=middle.pk).update(verb="look at")
    assert first_broken() == middle.pk


def test_no_lines_write_nothing(cast: Cast) -> None:
    before = written()
    record_many(by=cast.clara, verb="admit", lines=[])
    assert written() == before


def test_as_many_questions_for_one_line_as_for_three(cast: Cast, django_assert_max_num_queries) -> None:
    asked = []
    for n in (1, 3):
        with django_assert_max_num_queries(20) as found:
            record_many(by=cast.clara, verb="admit", lines=[(cast.kite, {})] * n)
        asked.append(len(found))
    assert asked[0] == asked[1]
