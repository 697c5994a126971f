"""The connectors read what the demonstration writes: nothing is taken in by a back door."""

from collections import Counter

from klynge.connectors.ocds import Ocds
from klynge.connectors.shapes import Answer
from klynge.connectors.ted_xml import TedXml
from klynge.core.fit.shapes import Condition
from klynge.core.notice import Kind, Notice, Requirement, RequirementKind
from klynge.demo import bank
from klynge.demo.dice import SEED
from klynge.demo.notices import eforms_issues, fitting
from klynge.market.plain.conditions import asked_of, held
from tests.demo.conftest import TODAY


def _read(files):
    ted, ocds = TedXml(), Ocds()
    for name, body in files:
        yield from (ted if name.endswith(".xml") else ocds).reads(Answer(name, body))


def test_every_file_is_read_as_one_notice_with_all_that_a_page_shows(files):
    notices = list(_read(files))
    assert [notice for notice in notices if not isinstance(notice, Notice)] == []
    assert len(notices) == 120
    for notice in notices:
        for field in ("number", "title", "description", "cpv", "buyers", "places", "published_on", "languages", "lots", "nature"):
            assert getattr(notice, field), (notice.number, field)
        if notice.kind is Kind.COMPETITION:
            assert notice.deadline_at
            assert notice.value
        if notice.kind in (Kind.RESULT, Kind.DIRECT):
            assert notice.awards
            assert all(award.winner.national_id for award in notice.awards)


def test_kinds_are_what_was_written(files):
    kinds = Counter(notice.kind for notice in _read(files))
    assert set(kinds) >= {Kind.PLANNING, Kind.COMPETITION, Kind.RESULT, Kind.DIRECT}


def test_conditions_come_through(files):
    requirements = Counter(requirement.kind for notice in _read(files) for lot in notice.lots for requirement in lot.requirements)
    assert requirements[RequirementKind.SELECTION] > 50
    assert requirements[RequirementKind.CLEARANCE] >= 8
    asked = Counter(condition.name for notice in _read(files) for condition in asked_of(notice))
    assert {"ISO 9001", "ISO 14001", "ISO 27001", "AQAP 2110", "AS 9100", "ANY"} <= set(asked)


def test_what_members_hold_goes_by_the_names_that_notices_ask_for(members):
    asked = {condition.name for name in ("iso9001", "iso27001", "as9100", "aqap2110", "iso3834") for condition in _asked(name)}
    assert asked == {"ISO 9001", "ISO 27001", "AS 9100", "AQAP 2110", "ISO 3834"}
    certificates = [certificate for firm in members for certificate in firm.certificates]
    answered = {condition.name for each in certificates for condition in held((Condition("certificate", each.name),))}
    assert asked <= answered


def _asked(key):
    text = bank.asks()[key].text
    requirement = Requirement(RequirementKind.SELECTION, text)
    return asked_of(Notice(source="demo", number="1", requirements=(requirement,)))


def test_a_changed_notice_has_the_number_of_the_first_version(files):
    versions = Counter((notice.number, notice.version) for notice in _read(files) if notice.dialect == "eforms")
    assert max(versions.values()) == 1
    seconds = {number for number, version in versions if version == "02"}
    assert len(seconds) == 5
    assert {(number, "01") for number in seconds} <= set(versions)


def test_fitting_names_notices_as_the_connectors_do(files):
    assert set(fitting(SEED, TODAY)) == {notice.number for notice in _read(files)}


def test_the_days_and_values_are_those_of_the_issue(files):
    by_number = {(issue.notice_id, issue.version): issue for issue in eforms_issues(SEED, TODAY)}
    for notice in _read(files):
        if notice.dialect != "eforms":
            continue
        issue = by_number[(notice.number, notice.version)]
        assert notice.published_on == issue.published_on
        assert notice.published_as == issue.number
        assert dict(notice.title) == dict(issue.title)
        assert notice.cpv[: len(issue.cpv)] == issue.cpv
        assert {lot.months for lot in notice.lots if lot.months} <= {issue.months}
        if issue.deadline_on:
            assert notice.deadline_at.date() == issue.deadline_on
