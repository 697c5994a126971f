"""TED's search: what is asked, and what an answer says.

The network is closed. The answers are built here strictly after the API's description: objects keyed by ISO 639-2, a text or a
list in each, lists for lots, buyers and winners, days with their zone.
"""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klynge.connectors.shapes import Answer, Ask
from klynge.connectors.ted import Ted
from klynge.connectors.ted_found import FIELDS
from klynge.core.errors import Unavailable, Wrong
from klynge.core.money import Money
from klynge.core.notice import Award, Kind, Lot, Notice, Party, Place, Requirement, RequirementKind, Text, Unread

COMPETITION = {
    "publication-number": "00453517-2026",
    "publication-date": "2026-11-20+01:00",
    "dispatch-date": "2026-11-18+01:00",
    "notice-identifier": "6d571f43-c045-4339-aebb-3ab08880a94c",
    "notice-version": 2,
    "notice-type": "cn-standard",
    "notice-subtype": "18",
    "form-type": "competition",
    "legal-basis": ["32009L0081"],
    "procedure-identifier": "a1b2",
    "procedure-type": ["restricted"],
    "official-language": ["dan", "eng"],
    "links": {"xml": {"MUL": "https://ted.europa.eu/en/notice/453517-2026/xml"}},
    "notice-title": {"deu": "Dänemark – Militärfahrzeuge – Køretøjer", "dan": "Danmark – Militære køretøjer – Køretøjer"},
    "title-proc": {"dan": "Køretøjer til ingeniørtropperne", "eng": ["Vehicles for the engineers"]},
    "description-proc": {"dan": "Rammeaftale.", "eng": ["Framework agreement."]},
    "identifier-lot": ["LOT-0001"],
    "title-lot": {"dan": ["Broklæggere"]},
    "description-lot": {"dan": ["Levering af tolv broklæggere."]},
    "classification-cpv": ["35410000", "35410000", "50600000"],
    "contract-nature": ["supplies"],
    "place-of-performance": ["DK041", "DNK", "Karup"],
    "place-of-performance-country-lot": ["DNK", "SWE"],
    "estimated-value-proc": "120000000",
    "estimated-value-cur-proc": "DKK",
    "deadline-receipt-request-date-lot": ["2026-12-18+01:00"],
    "deadline-receipt-tender-time-lot": ["12:00:00+01:00"],
    "buyer-name": {"dan": ["Materielindkøbet"]},
    "buyer-country": ["DNK"],
    "buyer-identifier": ["12 34 56 78"],
    "selection-criterion-lot": ["slc-abil-mgmt-quality"],
    "selection-criterion-description-lot": {"dan": ["AQAP 2110 eller tilsvarende."]},
}


def answer(*notices: object, **more: object) -> bytes:
    return json.dumps(
        {"notices": notices, "totalNoticeCount": len(notices), "iterationNextToken": "t", "timedOut": False, **more}
    ).encode()


def read(body: bytes) -> list[Notice | Unread]:
    return list(Ted().reads(Answer("ted", body)))


def the_notice(**change: object) -> Notice:
    (found,) = read(answer({**COMPETITION, **change}))
    assert isinstance(found, Notice)
    return found


def test_a_defence_competition_gives_all_that_the_answer_says() -> None:
    assert the_notice() == Notice(
        source="ted",
        number="6d571f43-c045-4339-aebb-3ab08880a94c",
        version="02",
        kind=Kind.COMPETITION,
        dialect="ted-search",
        form="18",
        procedure_id="a1b2",
        published_as="453517-2026",
        published_on=date(2026, 11, 20),
        dispatched_on=date(2026, 11, 18),
        languages=("da", "en"),
        title=Text({"da": "Køretøjer til ingeniørtropperne", "en": "Vehicles for the engineers"}),
        description=Text({"da": "Rammeaftale.", "en": "Framework agreement."}),
        cpv=("35410000", "50600000"),
        places=(Place("DK", "DK041"), Place("SE")),
        nature="supplies",
        procedure="restricted",
        legal_basis="32009L0081",
        value=Money(Decimal(120_000_000), "DKK"),
        deadline_at=datetime(2026, 12, 18, 11, tzinfo=UTC),
        buyers=(Party(Text({"da": "Materielindkøbet"}), national_id="12345678", country="DK"),),
        lots=(Lot("LOT-0001", Text({"da": "Broklæggere"}), Text({"da": "Levering af tolv broklæggere."})),),
        requirements=(
            Requirement(RequirementKind.SELECTION, code="slc-abil-mgmt-quality"),
            Requirement(RequirementKind.SELECTION, Text({"da": "AQAP 2110 eller tilsvarende."})),
        ),
        url="https://ted.europa.eu/en/notice/-/detail/453517-2026",
    )


def test_the_texts_of_several_lots_go_to_the_notice_since_nothing_says_whose_they_are() -> None:
    found = the_notice(**{"identifier-lot": ["LOT-0001", "LOT-0002"], "title-lot": {"dan": ["Broer", "Brodele"]}})
    assert found.lots == ()
    assert found.description["da"] == "Rammeaftale.\n\nBroer\n\nBrodele\n\nLevering af tolv broklæggere."


def test_of_several_deadlines_the_earliest_counts_and_a_bare_day_ends_at_the_buyer_s_midnight() -> None:
    days = {
        "deadline-receipt-tender-date-lot": ["2027-01-20+01:00", "2027-01-10+01:00"],
        "deadline-receipt-request-date-lot": None,
    }
    assert the_notice(**days).deadline_at == datetime(2027, 1, 10, 11, tzinfo=UTC)
    bare = {"deadline-receipt-tender-date-lot": ["2027-01-10"], "deadline-receipt-tender-time-lot": None}
    assert the_notice(**days | bare).deadline_at == datetime(2027, 1, 10, 22, 59, tzinfo=UTC)


def test_winners_keep_their_sums_only_when_there_are_as_many() -> None:
    won = {
        "form-type": "result",
        "winner-name": {"eng": ["Nordværft A/S", "Sydvest GmbH"]},
        "winner-identifier": ["12345678", "HRB 4711"],
        "winner-country": ["DNK", "DEU"],
        "winner-size": ["sme", "large"],
        "winner-decision-date": ["2026-11-01Z"],
        "tender-value": ["100.50", "200"],
        "tender-value-cur": ["DKK", "EUR"],
    }
    result = the_notice(**won)
    assert result.kind is Kind.RESULT
    assert result.awards == (
        Award(
            Party(Text({"en": "Nordværft A/S"}), "12345678", "DK", size="sme"),
            value=Money(Decimal("100.50"), "DKK"),
            awarded_on=date(2026, 11, 1),
        ),
        Award(
            Party(Text({"en": "Sydvest GmbH"}), "HRB4711", "DE", size="large"),
            value=Money(Decimal(200), "EUR"),
            awarded_on=date(2026, 11, 1),
        ),
    )
    fewer = the_notice(**won | {"tender-value": ["300"], "winner-identifier": ["12345678", "VAT 1", "HRB 4711"]})
    assert [(award.value, award.winner.national_id) for award in fewer.awards] == [(None, ""), (None, "")]


def test_a_firm_that_won_twice_is_one_winner() -> None:
    twice = the_notice(
        **{"winner-name": {"eng": ["A Ltd", "A Ltd"]}, "tender-value": ["1", "2"], "tender-value-cur": ["EUR", "EUR"]}
    )
    assert [(award.winner.name["en"], award.value) for award in twice.awards] == [("A Ltd", None)]


def test_an_old_notice_without_an_identifier_goes_by_its_publication_number() -> None:
    old = the_notice(**{"notice-identifier": None, "notice-version": None})
    assert (old.number, old.version, old.published_as) == ("453517-2026", "01", "453517-2026")


def test_a_title_is_the_procedure_s_own_before_ted_s() -> None:
    plain = the_notice(**{"title-proc": None, "title-lot": None})
    assert list(plain.title) == ["de", "da"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"<!doctype html><html><body>Access denied</body></html>", "html"),
        (b'{"notices": [{"publication-number": "1-20', "not-json"),
        (b'{"message": "QUERY_SYNTAX_ERROR at line 1, column 8"}', "not-ted"),
        (b"[]", "not-ted"),
        (answer("text"), "not-ted"),
        (answer({"notice-title": {"eng": "Nameless"}}), "no-number"),
    ],
)
def test_what_is_no_notice_is_unread_with_a_reason(body: bytes, reason: str) -> None:
    (found,) = read(body)
    assert isinstance(found, Unread)
    assert found.reason == reason


def test_the_complaint_of_the_api_reaches_the_reader() -> None:
    (found,) = read(b'{"message": "QUERY_SYNTAX_ERROR at line 1, column 8"}')
    assert found == Unread("not-ted", "ted", "QUERY_SYNTAX_ERROR at line 1, column 8")


@settings(max_examples=300)
@given(
    st.dictionaries(
        st.sampled_from(FIELDS),
        st.recursive(
            st.none()
            | st.booleans()
            | st.integers()
            | st.text(max_size=12)
            | st.sampled_from(["2026-11-20+01:00", "25:99", "DNK", "EUR"]),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["eng", "dan", "x"]), inner, max_size=2),
            max_leaves=6,
        ),
    )
)
def test_random_fields_never_raise(fields: dict[str, object]) -> None:
    assert len(read(answer({"publication-number": "1-2026", **fields}))) == 1


class Server:
    """Answers as the API does: one page of `pages` after another for each day, by token."""

    def __init__(self, **days: list[int]) -> None:
        self.days = days
        self.asked: list[str] = []

    def __call__(self, ask: Ask) -> Answer:
        body = json.loads(ask.body)
        self.asked.append(f"{ask.mark} {body.get('iterationNextToken', '')}")
        assert (body["scope"], body["paginationMode"], body["onlyLatestVersions"]) == ("ALL", "ITERATION", True)
        assert len(body["fields"]) * body["limit"] <= 10_000
        assert body["limit"] <= 250
        stamp = body["query"][-8:]
        assert body["query"] == f"publication-date>={stamp} AND publication-date<={stamp}"
        pages = self.days.get(f"d{stamp}", [])
        at = int(body.get("iterationNextToken", "t0")[1:])
        notices = [{"publication-number": f"{number}-2026"} for number in range(pages[at])] if at < len(pages) else []
        return Answer("ted", answer(*notices, totalNoticeCount=sum(pages), iterationNextToken=f"t{at + 1}"))


def run(server: Server, since: date, until: date, mark: str = "") -> list[str]:
    asks = Ted().asks(since, until, mark)
    ask = next(asks)
    while True:
        try:
            ask = asks.send(server(ask))
        except StopIteration:
            return server.asked


def test_each_day_is_asked_until_its_count_is_full_and_a_day_without_an_issue_is_no_fault() -> None:
    server = Server(d20261120=[250, 250, 7], d20261123=[3])
    assert run(server, date(2026, 11, 20), date(2026, 11, 23)) == [
        "2026-11-20 ",
        "2026-11-20 t1",
        "2026-11-20 t2",
        "2026-11-21 ",
        "2026-11-22 ",
        "2026-11-23 ",
    ]


def test_a_run_goes_on_from_the_beginning_of_the_day_in_which_it_stopped() -> None:
    server = Server(d20261119=[5], d20261120=[250, 7])
    assert run(server, date(2026, 11, 1), date(2026, 11, 20), "2026-11-20") == ["2026-11-20 ", "2026-11-20 t1"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>challenge</html>",
        b'{"notices": [',
        b'{"message": "Too many requests"}',
        answer(timedOut=True),
        answer({"publication-number": "1-2026"}, totalNoticeCount=900, iterationNextToken=""),
        answer(totalNoticeCount=5),
        b'{"notices": []}',
    ],
)
def test_a_broken_answer_is_never_an_empty_day(body: bytes) -> None:
    asks = Ted().asks(date(2026, 11, 20), date(2026, 11, 20))
    next(asks)
    with pytest.raises(Unavailable):
        asks.send(Answer("ted", body))


@pytest.mark.parametrize("mark", ["yesterday", "2026-11-20|7"])
def test_a_mark_of_another_source_is_refused(mark: str) -> None:
    with pytest.raises(Wrong):
        next(Ted().asks(date(2026, 11, 20), date(2026, 11, 20), mark))
