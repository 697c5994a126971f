"""EU funding topics: the saved list with all its rows, the shape of the portal's search answer, and broken answers.

The network is closed, so search answers are built here after the description in the connector's docstring.
"""

import gzip
import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klynge.connectors.eu_calls import EuCalls
from klynge.connectors.shapes import Answer, Ask
from klynge.core.errors import Unavailable
from klynge.core.money import Money
from klynge.core.notice import Kind, Notice, RequirementKind, Unread
from tests.real import real


def read(value: object) -> list[Notice | Unread]:
    return list(EuCalls().reads(Answer("topics", value if isinstance(value, bytes) else json.dumps(value).encode())))


@pytest.fixture(scope="module")
def topics() -> dict[str, Notice]:
    found = read(gzip.decompress(real("calls/eu-topics-2026.jsonl.gz").read_bytes()))
    assert [one for one in found if isinstance(one, Unread)] == []
    return {one.number: one for one in found}


def asked(topic: Notice, code: str) -> list[str]:
    return [requirement.text["en"] for requirement in topic.requirements if requirement.code == code]


def test_all_629_topics_are_read_with_title_deadline_funder_and_address(topics: dict[str, Notice]) -> None:
    assert len(topics) == 629
    assert {topic.kind for topic in topics.values()} == {Kind.CALL}
    assert all(topic.title and topic.deadline_at and topic.buyers and topic.url for topic in topics.values())
    assert sum(bool(topic.description) for topic in topics.values()) == 605
    assert sum(bool(topic.value) for topic in topics.values()) == 493


def test_the_european_defence_fund_is_marked_as_defence(topics: dict[str, Notice]) -> None:
    defence = {number for number, topic in topics.items() if topic.buyers[0].activity == "defence"}
    assert len(defence) == 37
    assert all(number.startswith("EDF-") for number in defence)
    assert {topics[number].buyers[0].name["en"] for number in defence} == {"European Defence Fund"}


def test_a_defence_topic_closes_at_five_in_brussels_and_states_its_budget_in_words(topics: dict[str, Notice]) -> None:
    vessels = topics["EDF-2026-DA-NAVAL-EMSAS"]
    assert vessels.title["en"] == "Enhanced medium-size semi-autonomous surface vessels"
    assert vessels.deadline_at == datetime(2026, 9, 29, 15, tzinfo=UTC)
    assert vessels.value == Money(Decimal(90_000_000), "EUR")
    assert vessels.form == "EDF Development Actions"
    assert (vessels.procedure, vessels.procedure_id) == ("single-stage", "EDF-2026-DA")
    assert vessels.description["en"].startswith("Scope: The aim of this topic is to follow up")
    assert "environment.\nIn particular" not in vessels.description["en"]
    assert "missions.\nIn particular, this topic" in vessels.description["en"]
    assert vessels.requirements == ()


def test_in_winter_five_in_brussels_is_four_in_utc(topics: dict[str, Notice]) -> None:
    winter = [topic for topic in topics.values() if topic.deadline_at and topic.deadline_at.month in (12, 1, 2)]
    assert winter
    assert {topic.deadline_at.hour for topic in winter} == {16}


def test_a_topic_s_own_conditions_are_kept_and_those_told_elsewhere_are_not(topics: dict[str, Notice]) -> None:
    transport = topics["HORIZON-CL5-2026-10-D6-10"]
    (eligibility,) = asked(transport, "eligibility")
    assert eligibility.startswith("If projects use satellite-based earth observation")
    assert eligibility.endswith("(other data and services may additionally be used).")
    assert not asked(transport, "eligible-countries")
    assert transport.value == Money(Decimal(5_000_000), "EUR")


def test_who_must_apply_together_is_a_requirement(topics: dict[str, Notice]) -> None:
    (policy,) = asked(topics["LIFE-2026-CET-POLICY"], "consortium")
    assert policy.startswith("For both scopes A and B: Proposals must be submitted by at least 3 applicants")
    assert policy.endswith("from 3 different eligible countries.")
    assert sum(bool(asked(topic, "consortium")) for topic in topics.values()) > 60


def test_a_prospect_without_a_text_is_read_by_its_title(topics: dict[str, Notice]) -> None:
    nigeria = topics["EuropeAid/186246/DD/ACT/NG"]
    assert nigeria.title["en"] == "Support to Civil Society and Human Rights in Nigeria"
    assert nigeria.description == {}
    assert nigeria.deadline_at == datetime(2026, 7, 6, 15, tzinfo=UTC)


METADATA = {
    "identifier": ["EDF-2027-DA-GROUND-XY"],
    "title": ["Ground vehicles &amp; their sensors"],
    "callIdentifier": ["EDF-2027-DA"],
    "status": ["31094502"],
    "startDate": ["2026-11-02T00:00:00.000+0000"],
    "deadlineDate": ["2027-03-17T00:00:00.000+0000"],
    "frameworkProgramme": ["44181033"],
    "actions": [
        json.dumps(
            [{"types": [{"typeOfAction": "EDF Development Actions"}], "submissionProcedure": {"abbreviation": "single-stage"}}]
        )
    ],
    "budgetOverview": [
        json.dumps(
            {
                "budgetTopicActionMap": {
                    "1": [
                        {
                            "action": "EDF-2027-DA-GROUND-XY - EDF-DA",
                            "budgetYearMap": {"2027": "30000000"},
                            "maxContribution": 15000000,
                        },
                        {
                            "action": "EDF-2027-DA-GROUND-OTHER - EDF-DA",
                            "budgetYearMap": {"2027": "99000000"},
                            "maxContribution": 99000000,
                        },
                    ]
                }
            }
        )
    ],
    "keywords": ["EDF-2027-DA-GROUND-XY", "Land vehicles", "Sensors"],
    "descriptionByte": ["<p><b>Scope:</b></p><p>Sensors for <i>vehicles</i>.</p><ul><li>radar</li><li>lidar</li></ul>"],
    "topicConditions": [
        "<p>3. Other Eligible Conditions</p><p>The consortium must include at least three legal entities.</p>"
        "<p>4. Financial and operational capacity</p>"
    ],
}
RESULT = {"reference": "1TOPICSen", "url": "https://ec.europa.eu/data/topicDetails/edf-2027.json", "metadata": METADATA}


def test_a_search_result_gives_the_same_facts_from_html_and_json_in_json() -> None:
    (topic,) = read({"totalResults": 1, "results": [RESULT]})
    assert isinstance(topic, Notice)
    assert topic.number == "EDF-2027-DA-GROUND-XY"
    assert topic.title["en"] == "Ground vehicles & their sensors"
    assert topic.description["en"] == "Scope: Sensors for vehicles.\n\n- radar\n- lidar\n\nKeywords: Land vehicles, Sensors"
    assert topic.deadline_at == datetime(2027, 3, 17, 16, tzinfo=UTC)
    assert topic.published_on == date(2026, 11, 2)
    assert topic.value == Money(Decimal(15_000_000), "EUR")
    assert (topic.form, topic.procedure) == ("EDF Development Actions", "single-stage")
    assert [(r.kind, r.text["en"], r.code) for r in topic.requirements] == [
        (RequirementKind.SELECTION, "The consortium must include at least three legal entities.", "eligibility"),
        (RequirementKind.SELECTION, "The consortium must include at least three legal entities.", "consortium"),
    ]
    assert topic.url.endswith("/topic-details/edf-2027-da-ground-xy")


def test_of_two_stages_the_first_counts_and_of_several_cut_offs_the_last() -> None:
    both = {"deadlineDate": ["2027-03-17T00:00:00.000+0000", "2027-09-16T00:00:00.000+0000"]}
    (staged,) = read({"results": [{"metadata": {**METADATA, **both, "deadlineModel": ["two-stage"]}}]})
    (cut_offs,) = read({"results": [{"metadata": {**METADATA, **both, "deadlineModel": ["multiple cut-off"]}}]})
    assert (staged.deadline_at, cut_offs.deadline_at) == (
        datetime(2027, 3, 17, 16, tzinfo=UTC),
        datetime(2027, 9, 16, 15, tzinfo=UTC),
    )


def test_a_forthcoming_topic_is_not_yet_published() -> None:
    (topic,) = read({"results": [{"metadata": {**METADATA, "status": ["31094501"]}}]})
    assert topic.published_on is None


def test_broken_json_within_the_json_costs_only_what_it_held() -> None:
    (topic,) = read({"results": [{"metadata": {**METADATA, "actions": ["{oops"], "budgetOverview": ["[1"]}}]})
    assert isinstance(topic, Notice)
    assert (topic.form, topic.value) == ("", None)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (b"", "empty"),
        (b"<html>maintenance</html>", "html"),
        ({"results": [{"x": 1}]}, "not-eu-calls"),
        ({"results": [3]}, "not-eu-calls"),
        ({"metadata": {"title": ["No name"]}}, "no-topic"),
        ({"topicId": "A-1"}, "no-content"),
    ],
)
def test_what_is_no_topic_is_unread_with_a_reason(value: object, reason: str) -> None:
    (found,) = read(value)
    assert isinstance(found, Unread)
    assert found.reason == reason


def drive(*answers: object) -> list[Ask]:
    asks = EuCalls().asks(date(2026, 11, 20), date(2026, 11, 23))
    made = [next(asks)]
    for answer in answers:
        try:
            made.append(asks.send(Answer("page", answer if isinstance(answer, bytes) else json.dumps(answer).encode())))
        except StopIteration:
            break
    return made


def test_pages_are_asked_until_the_stated_count_is_reached() -> None:
    made = drive({"totalResults": 150, "results": [RESULT] * 100}, {"totalResults": 150, "results": [RESULT] * 50}, {})
    assert [ask.mark for ask in made] == ["1", "2"]
    assert (
        made[1].url == "https://api.tech.ec.europa.eu/search-api/prod/rest/search?apiKey=SEDIA&text=***&pageSize=100&pageNumber=2"
    )
    assert made[0].method == "POST"


def test_the_form_has_three_json_parts() -> None:
    (ask, *_) = drive()
    boundary = ask.headers["Content-Type"].partition("boundary=")[2]
    parts = ask.body.decode().split(f"--{boundary}")
    assert parts[0] == ""
    assert parts[-1] == "--\r\n"
    bodies = [json.loads(part.partition("\r\n\r\n")[2]) for part in parts[1:-1]]
    assert bodies[0]["bool"]["must"][1] == {"terms": {"status": ["31094501", "31094502"]}}
    assert bodies[1:] == [["en"], {"field": "startDate", "order": "DESC"}]


@pytest.mark.parametrize("answer", [b"", b"<html></html>", b'{"results": [', {"results": []}, {"totalResults": 7, "results": []}])
def test_a_broken_or_short_answer_is_never_the_end(answer: object) -> None:
    with pytest.raises(Unavailable):
        drive(answer)


@settings(max_examples=200)
@given(
    st.dictionaries(
        st.sampled_from([*METADATA, "topicId", "description", "deadline", "budgetMax", "typesOfAction"]),
        st.none() | st.text(max_size=20) | st.integers() | st.lists(st.text(max_size=20) | st.none(), max_size=3),
    )
)
def test_random_fields_never_raise(fields: dict[str, object]) -> None:
    assert len(read({"topicId": "A", **fields})) == len(read({"metadata": fields})) == 1
