"""Certificates and clearances, whatever their spelling."""

from datetime import UTC, datetime

import pytest

from klynge.core.fit.shapes import Condition
from klynge.core.notice import Notice, Requirement, RequirementKind, Text
from klynge.market.plain.conditions import asked_of, held


def asked(text: str, kind: RequirementKind = RequirementKind.SELECTION) -> set[str]:
    return {f"{c.kind} {c.name}" for c in asked_of(Notice("x", "1", requirements=(Requirement(kind, Text({"": text})),)))}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Leverandøren skal være certificeret efter DS/EN ISO 9001:2015 eller tilsvarende", {"certificate ISO 9001"}),
        ("Zertifizierung nach DIN EN ISO 9001 oder gleichwertig", {"certificate ISO 9001"}),
        ("ISO9001 og AQAP-2110", {"certificate ISO 9001", "certificate AQAP 2110"}),
        ("ISO/IEC 27001:2022", {"certificate ISO 27001"}),
        ("AS9100D", {"certificate AS 9100"}),
        ("NATO AQAP 2310 Edition B", {"certificate AQAP 2310"}),
        ("CMMC Level 2 (self)", {"certificate CMMC 2"}),
        ("Approved to Part-145", {"certificate EASA PART 145"}),
        ("section 9001 of the annex, part 1451", set()),
        ("Alle medarbejdere skal have sikkerhedsgodkendelse til HEMMELIGT.", {"clearance SECRET"}),
        ("Sikkerhedsgodkendelse til YDERST HEMMELIGT", {"clearance TOP SECRET"}),
        ("A facility security clearance at NATO CONFIDENTIAL", {"clearance CONFIDENTIAL"}),
        ("Sicherheitsüberprüfung nach SÜG (Ü2)", {"clearance ANY"}),
        ("Our secret is good coffee. The tender is confidential.", set()),
        ("", set()),
    ],
)
def test_a_condition_is_found_in_a_requirement(text, found):
    assert asked(text) == found


def test_where_the_source_says_clearance_the_level_alone_is_enough():
    assert asked("NATO SECRET", RequirementKind.CLEARANCE) == {"clearance SECRET"}
    assert asked("required", RequirementKind.CLEARANCE) == {"clearance ANY"}


def test_how_tenders_are_judged_is_no_condition():
    assert asked("Points for ISO 14001", RequirementKind.AWARD) == set()


def test_what_contains_another_certificate_meets_it_too():
    names = {condition.name for condition in held([Condition("certificate", "AQAP 2310")])}
    assert names == {"AQAP 2310", "AQAP 2110", "AS 9100", "ISO 9001"}
    levels = {condition.name for condition in held([Condition("clearance", "NATO SECRET")])}
    assert levels == {"SECRET", "CONFIDENTIAL", "RESTRICTED", "ANY"}


def test_of_two_that_end_the_later_counts_and_one_without_end_counts_most():
    early, late = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)

    def until(*ends):
        (one,) = held([Condition("certificate", "ISO 14001", until=end) for end in ends])
        return one.until

    assert (until(early, late), until(late, early), until(early, None), until(None, early)) == (late, late, None, None)


def test_an_unknown_certificate_keeps_its_own_name():
    assert held([Condition("certificate", "Svanemærket")])[0].name == "Svanemærket"


def test_a_megabyte_of_text_is_read_in_a_moment():
    assert asked("sikkerhedsgodkendelse ISO " * 50_000) == {"clearance ANY"}
