"""What an organisation answers is kept, booked in the ledger as a result, and corrected there when it changes its mind."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from klynge.core.errors import Refused, Wrong
from klynge.ledger.actions.book import first_broken
from klynge.ledger.models import Lock, Result
from klynge.programme.actions.answer import answer_survey
from klynge.programme.models import Answer, Asked
from klynge.programme.queries.my_surveys import survey_sheet
from klynge.programme.queries.outcome import answer_lines, outcome
from klynge.programme.queries.survey import one_survey
from klynge.register.models import Affiliation
from tests.programme import effect

pytestmark = pytest.mark.django_db
FULL = {
    "knowledge": True,
    "ideas": False,
    "product": True,
    "process": False,
    "service": False,
    "satisfaction": "5",
}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: effect.NOW)


def ask(survey, firm, viewer) -> Asked:
    return Asked.objects.create(survey=survey, organisation=firm, person_id=viewer.person_id, asked_at=effect.NOW)


def live(cast) -> set:
    rows = Result.objects.visible_to(cast.clara).filter(live=True)
    return {(row.organisation_id, row.result, row.amount, row.unit, row.on, row.source) for row in rows}


def test_a_yes_becomes_a_result_of_the_activitys_day_and_a_no_does_not(cast):
    one = effect.activity(date(2026, 11, 3))
    survey = effect.survey(cast, activity_id=one.pk, grant_id=effect.grant(one).pk)
    asked = ask(survey, cast.hawk, cast.anna)
    answer_survey(by=cast.anna, asked_id=asked.pk, said=FULL)
    source = f"survey:{survey.pk}"
    assert live(cast) == {
        (cast.hawk.pk, "knowledge", None, "", date(2026, 11, 3), source),
        (cast.hawk.pk, "product", None, "", date(2026, 11, 3), source),
    }
    row = Result.objects.visible_to(cast.clara).get(result="product")
    assert (row.activity_id, row.grant_id, row.member, row.group_id) == (one.pk, survey.grant_id, "company", cast.hawk.pk)
    asked.refresh_from_db()
    assert (asked.full, asked.answered_by_id) == (True, cast.anna.person_id)


def test_a_changed_answer_is_a_correction_and_a_taken_back_one_leaves_the_ledger(cast):
    survey = effect.survey(cast, "yearly", year=2026)
    asked = ask(survey, cast.hawk, cast.anna)
    for turnover in (Decimal(100), Decimal(100), Decimal("250.5"), Decimal(0), None, Decimal(7)):
        answer_survey(by=cast.anna, asked_id=asked.pk, said={"knowledge": False, "turnover": turnover})
    rows = Result.objects.visible_to(cast.clara).order_by("pk")
    assert [(row.amount, row.void, row.corrects_id is not None, row.live) for row in rows] == [
        (Decimal(100), False, False, False),
        (Decimal("250.5"), False, True, False),
        (Decimal("250.5"), True, True, False),
        (Decimal(7), False, False, True),
    ]
    assert first_broken(Result) is None


def test_a_nought_is_an_answer_and_a_missing_one_is_unknown(cast):
    survey = effect.survey(cast, "yearly", year=2026)
    firms = [(cast.hawk, cast.anna), (cast.kite, cast.ben), *effect.more_firms(2)]
    asked = [ask(survey, *one) for one in firms]
    for (_firm, viewer), row, jobs in zip(firms, asked, (Decimal(3), Decimal(0), None, None), strict=True):
        if viewer is not firms[3][1]:
            answer_survey(by=viewer, asked_id=row.pk, said={"jobs": jobs, "knowledge": True})
    figures = {one.key: one for one in outcome(cast.clara, survey.pk, language="en")}
    jobs = figures["jobs"]
    assert (jobs.total, jobs.answered, jobs.asked) == (Decimal(3), 2, 4)
    assert figures["turnover"].total is None
    assert [(part.key, part.count) for part in figures["knowledge"].parts] == [("yes", 3), ("no", 0)]
    rate = one_survey(cast.clara, survey.pk, language="en").rate
    assert (rate.asked, rate.full, rate.partial, rate.none, rate.percent) == (4, 0, 3, 1, 75)
    assert {row[:2] for row in live(cast) if row[1] == "jobs"} == {(cast.hawk.pk, "jobs")}


def test_a_choice_counts_only_where_its_question_says_so(cast):
    survey = effect.survey(cast, "yearly", year=2026)
    asked = ask(survey, cast.hawk, cast.anna)
    answer_survey(by=cast.anna, asked_id=asked.pk, said={"network": "no", "satisfaction": "4"})
    assert live(cast) == set()
    answer_survey(by=cast.anna, asked_id=asked.pk, said={"network": "customer"})
    assert {row[1] for row in live(cast)} == {"collaboration"}


def test_only_somebody_who_works_there_answers(cast):
    survey = effect.survey(cast, "yearly", year=2026)
    asked = ask(survey, cast.hawk, cast.anna)
    for viewer in (cast.ben, cast.guest, cast.dora, cast.clara, cast.erik):
        with pytest.raises(Refused):
            answer_survey(by=viewer, asked_id=asked.pk, said={"knowledge": True})
    left = Affiliation.objects.system_rows("Anna leaves").filter(person_id=cast.anna.person_id)
    left.update(to_on=effect.TODAY - timedelta(days=1))
    from tests.cast import as_of_now

    with pytest.raises(Refused):
        answer_survey(by=as_of_now(cast).anna, asked_id=asked.pk, said={"knowledge": True})


@pytest.mark.parametrize(
    "said",
    [
        {"turnover": Decimal(-1)},
        {"turnover": Decimal("NaN")},
        {"turnover": Decimal(10) ** 14},
        {"turnover": "many"},
        {"knowledge": "yes"},
        {"network": "nobody"},
        {"words": "x" * 1001},
        {"words": "a\x00b"},
        {"knowledge": None},
        {},
    ],
)
def test_an_answer_that_cannot_be_is_refused_and_nothing_is_kept(cast, said):
    survey = effect.survey(cast, "yearly", year=2026)
    asked = ask(survey, cast.hawk, cast.anna)
    with pytest.raises(Wrong):
        answer_survey(by=cast.anna, asked_id=asked.pk, said=said)
    asked.refresh_from_db()
    assert (asked.answered_at, Answer.objects.visible_to(cast.clara).count(), live(cast)) == (None, 0, set())


def test_a_closed_survey_takes_no_answer(cast):
    survey = effect.survey(
        cast, "yearly", year=2026, opens_on=effect.TODAY - timedelta(days=9), closes_on=effect.TODAY - timedelta(days=1)
    )
    asked = ask(survey, cast.hawk, cast.anna)
    with pytest.raises(Wrong):
        answer_survey(by=cast.anna, asked_id=asked.pk, said={"knowledge": True})


def test_an_answer_has_its_own_moment(cast):
    """What came by letter while the survey was open may be entered later."""
    days = {"opens_on": effect.TODAY - timedelta(days=9), "closes_on": effect.TODAY - timedelta(days=2)}
    asked = ask(effect.survey(cast, "yearly", year=2026, **days), cast.hawk, cast.anna)
    then = effect.NOW - timedelta(days=3)
    with pytest.raises(Wrong):
        answer_survey(by=cast.anna, asked_id=asked.pk, said={"knowledge": True}, now=then + timedelta(days=2))
    assert answer_survey(by=cast.anna, asked_id=asked.pk, said={"knowledge": True}, now=then).answered_at == then
    assert {row[4] for row in live(cast)} == {then.date()}


def test_a_locked_month_takes_no_correction_and_a_late_answer_counts_today(cast):
    one = effect.activity(date(2026, 10, 3))
    grant = effect.grant(one)
    survey = effect.survey(cast, activity_id=one.pk, grant_id=grant.pk)
    early, late = ask(survey, cast.hawk, cast.anna), ask(survey, cast.kite, cast.ben)
    answer_survey(by=cast.anna, asked_id=early.pk, said={"knowledge": True})
    Lock.objects.create(grant=grant, month=date(2026, 10, 1), locked_at=effect.NOW)
    with pytest.raises(Wrong):
        answer_survey(by=cast.anna, asked_id=early.pk, said={"knowledge": False})
    answer_survey(by=cast.ben, asked_id=late.pk, said={"knowledge": True})
    assert {row[0]: row[4] for row in live(cast)} == {cast.hawk.pk: date(2026, 10, 3), cast.kite.pk: effect.TODAY}


@pytest.mark.parametrize(
    ("year", "ends", "on"),
    [
        (2025, date(2027, 12, 31), date(2025, 12, 31)),
        (2025, date(2025, 6, 30), date(2025, 6, 30)),
        (2026, date(2027, 12, 31), effect.TODAY),
    ],
)
def test_a_years_result_belongs_to_its_last_day_within_the_grant_and_never_to_a_day_to_come(cast, year, ends, on):
    grant = effect.grant(from_on=date(2025, 1, 1), to_on=ends)
    asked = ask(effect.survey(cast, "yearly", year=year, grant_id=grant.pk), cast.hawk, cast.anna)
    answer_survey(by=cast.anna, asked_id=asked.pk, said={"knowledge": True})
    assert {row[4] for row in live(cast)} == {on}


def test_the_sheet_tells_what_was_said_last_time_and_fills_in_only_what_counts_nothing(cast):
    before = ask(effect.survey(cast, "yearly", year=2025), cast.hawk, cast.anna)
    answer_survey(by=cast.anna, asked_id=before.pk, said={"turnover": Decimal(100), "satisfaction": "4"})
    now = ask(effect.survey(cast, "yearly", year=2026), cast.hawk, cast.anna)
    sheet = survey_sheet(cast.anna, now.pk, language="en", today=effect.TODAY)
    asked = {one.key: (one.said, one.before, one.counts) for one in sheet.questions}
    assert (asked["turnover"], asked["satisfaction"]) == ((None, Decimal(100), True), (None, "4", False))
    from klynge.programme.forms.survey import SheetForm

    form = SheetForm(questions=sheet.questions)
    assert (form["turnover"].value(), form["satisfaction"].value()) == (None, "4")
    assert "100" in form.fields["turnover"].help_text


def test_whoever_sees_no_rows_sees_no_figure_of_fewer_than_three(cast):
    board = effect.standing.person("Bodil", role="board")
    survey = effect.survey(cast, "yearly", year=2026)
    firms = [(cast.hawk, cast.anna), (cast.kite, cast.ben), *effect.more_firms(4)]
    for n, (firm, viewer) in enumerate(firms):
        said = {"knowledge": True, "product": n > 0, "jobs": Decimal(n), "satisfaction": "5" if n < 3 else "4"}
        said |= {"turnover": Decimal(5)} if n < 2 else {}
        answer_survey(by=viewer, asked_id=ask(survey, firm, viewer).pk, said=said)
    figures = {one.key: one for one in outcome(board, survey.pk, language="en")}
    assert (figures["jobs"].total, figures["jobs"].answered, figures["jobs"].hidden) == (Decimal(15), 6, False)
    assert (figures["turnover"].total, figures["turnover"].answered, figures["turnover"].hidden) == (None, 0, True)
    assert (figures["product"].parts, figures["product"].hidden) == ((), True)
    assert {part.key: part.count for part in figures["satisfaction"].parts if part.count} == {"5": 3, "4": 3}
    assert answer_lines(board, survey.pk, "turnover", language="en")[1] == []
    assert len(answer_lines(cast.clara, survey.pk, "turnover", language="en")[1]) == 2
    assert [one.organisation for one in answer_lines(cast.clara, survey.pk, "product", "no", language="en")[1]] == ["Hawk ApS"]


@pytest.mark.parametrize("n", [1, 3])
def test_a_survey_takes_the_same_number_of_queries_for_one_answer_and_for_three(cast, n, django_assert_num_queries):
    survey = effect.survey(cast, "yearly", year=2026)
    for firm, viewer in effect.more_firms(n):
        answer_survey(by=viewer, asked_id=ask(survey, firm, viewer).pk, said={"knowledge": True})
    with django_assert_num_queries(4):
        outcome(cast.clara, survey.pk, language="en")
    with django_assert_num_queries(5):
        answer_lines(cast.clara, survey.pk, "knowledge", language="en")
