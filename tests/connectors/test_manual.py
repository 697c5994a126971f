"""Hand-written notices: what they become, what is missing, what is doubtful."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klynge.connectors.handwritten import Caution, Handwritten, cautions, kept, notice, problems
from klynge.connectors.manual import Manual
from klynge.connectors.shapes import Answer
from klynge.core.errors import Wrong
from klynge.core.money import Money
from klynge.core.notice import Kind, Notice, Party, Place, Requirement, RequirementKind, Text, Unread

TODAY = date(2026, 11, 23)
ENTRY = Handwritten(
    title="Feltkøkkener til øvelser",
    buyer="Alliancens Indkøbskontor",
    text="Levering af otte feltkøkkener på trailer.",
    country="LU",
    deadline_at=datetime(2026, 12, 18, 11, tzinfo=UTC),
    cpv=("39314000-6", "34220000"),
    value=Money(Decimal("4500000.50"), "DKK"),
    url="https://indkob.example/sag/17",
    requirements=("ISO 9001", "  ", "Sikkerhedsgodkendelse af virksomheden"),
)


def read(body: bytes) -> list[Notice | Unread]:
    return list(Manual().reads(Answer("form", body)))


def test_a_whole_entry_becomes_a_notice() -> None:
    assert notice(ENTRY) == Notice(
        source="manual",
        number=notice(ENTRY).number,
        kind=Kind.COMPETITION,
        dialect="manual",
        languages=("da",),
        title=Text({"da": "Feltkøkkener til øvelser"}),
        description=Text({"da": "Levering af otte feltkøkkener på trailer."}),
        cpv=("39314000", "34220000"),
        places=(Place("LU"),),
        value=Money(Decimal("4500000.50"), "DKK"),
        deadline_at=datetime(2026, 12, 18, 11, tzinfo=UTC),
        buyers=(Party(Text({"da": "Alliancens Indkøbskontor"}), country="LU"),),
        requirements=(
            Requirement(RequirementKind.SELECTION, Text({"da": "ISO 9001"})),
            Requirement(RequirementKind.SELECTION, Text({"da": "Sikkerhedsgodkendelse af virksomheden"})),
        ),
        url="https://indkob.example/sag/17",
    )


def test_the_same_entry_twice_is_one_notice_and_a_new_deadline_does_not_change_that() -> None:
    later = replace(ENTRY, deadline_at=datetime(2027, 1, 5, tzinfo=UTC), version="02")
    assert notice(ENTRY).number == notice(later).number
    assert notice(ENTRY).number.startswith("M-")
    assert notice(replace(ENTRY, title="Feltsenge")).number != notice(ENTRY).number
    assert notice(replace(ENTRY, number="IFIB-CO-116")).number == "IFIB-CO-116"


def test_a_kept_entry_is_read_again_as_it_was() -> None:
    assert read(kept(ENTRY)) == [notice(ENTRY)]
    assert kept(ENTRY) == kept(replace(ENTRY))
    bare = Handwritten(title="Telte", buyer="Hjemmeværnet", language="en", kind=Kind.SUBCONTRACT, published_on=TODAY)
    assert read(kept(bare)) == [notice(bare)]


def test_everything_that_is_missing_is_named_with_its_field() -> None:
    empty = Handwritten(title=" ", buyer="")
    assert [problem.where for problem in problems(empty)] == ["title", "buyer"]
    assert str(problems(empty)[0]) == "The notice has no title. Write in one line what is wanted."
    with pytest.raises(Wrong):
        notice(empty)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"title": "x" * 501}, "title"),
        ({"text": "x" * 100_001}, "text"),
        ({"language": "dansk"}, "language"),
        ({"country": "Danmark"}, "country"),
        ({"deadline_at": datetime(2026, 12, 18, 11)}, "deadline_at"),
        ({"cpv": ("3541",)}, "cpv"),
        ({"value": Money(Decimal(-1), "DKK")}, "value"),
        ({"value": Money(Decimal("NaN"), "DKK")}, "value"),
        ({"value": Money(Decimal(1), "kroner")}, "value"),
        ({"url": "javascript:alert(1)"}, "url"),
    ],
)
def test_a_field_that_cannot_be_right_is_a_problem_there(change: dict[str, object], where: str) -> None:
    assert [problem.where for problem in problems(replace(ENTRY, **change))] == [where]


def test_a_deadline_that_has_passed_is_allowed_with_a_caution() -> None:
    past = replace(ENTRY, deadline_at=datetime(2026, 11, 22, 23, tzinfo=UTC))
    assert problems(past) == ()
    assert cautions(past, TODAY) == (
        Caution("The deadline has passed. Keep it only if the notice is meant as history.", where="deadline_at"),
    )
    assert cautions(ENTRY, TODAY) == ()
    assert [caution.where for caution in cautions(Handwritten(title="a", buyer="b"), TODAY)] == ["deadline_at", "text", "cpv"]


@pytest.mark.parametrize("body", [b"", b"{}", b'{"title": 3, "buyer": [1]}', b"[]", b'{"title": "x"', b"no mail", b"\x00\xff"])
def test_what_is_no_entry_and_no_mail_is_unread(body: bytes) -> None:
    (found,) = read(body)
    assert isinstance(found, Unread)
    assert found.where.startswith("form")


FORM = st.dictionaries(
    st.sampled_from(Handwritten.__slots__), st.none() | st.text(max_size=9) | st.integers() | st.lists(st.text(max_size=9))
)


@given(FORM)
def test_random_forms_never_raise(fields: dict[str, object]) -> None:
    assert len(read(json.dumps(fields).encode())) == 1
