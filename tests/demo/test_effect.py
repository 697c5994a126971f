"""The demonstration's surveys and label workbook, as everybody gets them: each figure of a page against a count by hand."""

import re
from collections import Counter
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from klynge.core.indicators.shapes import Period
from klynge.demo.ledger.grants import half_years
from klynge.ledger.models import Activity, Funding, Grant, Participation, Result
from klynge.ledger.queries.standing import kept_ids
from klynge.ops.models import Run
from klynge.programme import models
from klynge.programme.queries.evidence import EVIDENCE
from klynge.programme.queries.figures import figures
from klynge.programme.queries.my_surveys import my_surveys, survey_sheet, surveys_waiting
from klynge.programme.queries.outcome import outcome
from klynge.programme.queries.secretaries import secretaries
from klynge.programme.queries.survey import survey_cards
from klynge.programme.queries.workbook import binders, entries, workbook_cards
from tests.demo.year import all_of, lived

pytestmark = pytest.mark.django_db
HELD = (models.Survey, models.Asked, models.Answer, models.Workbook, models.Entry, models.Proof, models.Binder, Result, Run)


def test_two_surveys_were_put_to_those_who_took_part_and_most_did_not_answer(world, today):
    clara = world["clara"]
    yearly, after = survey_cards(clara, language="en")
    assert [(card.yearly, card.state(today), card.confirmed) for card in (yearly, after)] == [
        (True, "open", False),
        (False, "closed", False),
    ]
    assert not all_of(models.Survey).filter(demo=False).exists()
    (first, ended), _running = half_years(today)
    activity = all_of(Activity).get(pk=after.activity_id)
    assert first <= activity.on <= ended
    assert {grant.rules for grant in Grant.objects.visible_to(clara)} == set(
        all_of(Funding).filter(activity=activity).values_list("grant__rules", flat=True)
    )

    for card in (yearly, after):
        rows = list(all_of(models.Asked).filter(survey_id=card.id))
        answers = Counter(row.answered_at and ("full" if row.full else "partial") for row in rows)
        assert (card.rate.asked, card.rate.full, card.rate.partial, card.rate.none) == (
            len(rows),
            answers["full"],
            answers["partial"],
            answers[None],
        )
        assert card.rate.percent == round(100 * sum(row.answered_at is not None for row in rows) / len(rows))
        assert 25 <= card.rate.percent <= 50
        assert min(answers["full"], answers["partial"]) > 0
        assert {row.reminders for row in rows if row.answered_at is None} == {2}
        assert {row.fault for row in rows} == {""}
        assert all(card.opens_on <= row.answered_at.date() <= min(card.closes_on, today) for row in rows if row.answered_at)

    reached = set(all_of(models.Asked).filter(survey_id=after.id).values_list("organisation_id", flat=True))
    took = all_of(Participation).filter(live=True, activity=activity).exclude(person=None)
    assert reached == {kept_ids().get(pk, pk) for pk in took.values_list("organisation_id", flat=True)}


def test_no_mail_leaves_all_of_them_lie_in_the_home(world):
    """A question to each organisation, and its reminders."""
    asked = all_of(models.Asked)
    sent = sum(1 + row.reminders for row in asked)
    [file] = (Path(settings.HOME) / "demo" / "mail").glob("*.log")
    told = file.read_text()
    assert told.count("\nAuto-Submitted: auto-generated\n") == sent
    to = re.findall(r"^To:\s+(\S+)$", told, re.MULTILINE)
    assert (len(to), {one for one in to if not one.endswith(".example")}) == (sent, set())
    [run] = all_of(Run).filter(kind="survey")
    assert (run.counts["asked"], run.counts["reminded"]) == (asked.count(), sent - asked.count())


def test_what_was_answered_counts_for_both_grants_and_what_was_not_is_no_nought(world, today):
    clara = world["clara"]
    yearly, _after = survey_cards(clara, language="en")
    told = {figure.key: figure for figure in outcome(clara, yearly.id, language="en")}
    answers = all_of(models.Answer).filter(asked__survey_id=yearly.id)
    numbers = list(answers.filter(question__key="turnover").exclude(number=None).values_list("number", flat=True))
    assert (told["turnover"].total, told["turnover"].answered) == (sum(numbers), len(numbers))
    assert Decimal(0) in numbers  # somebody said nought
    assert len(numbers) < yearly.rate.answered < yearly.rate.asked  # others left it open, or said nothing
    assert all_of(Result).filter(live=True, result="turnover").count() == sum(number > 0 for number in numbers)

    learnt = {}
    for grant in Grant.objects.visible_to(clara):
        paid = all_of(Funding).filter(grant=grant).values("activity_id")
        for place, span in enumerate(half_years(today)):
            cards = figures(clara, grant.pk, Period(*span)).cards
            key = "ufs-competences" if grant.rules == "ufs" else "deb-demo-competences"
            said = {card.key: (card.value, card.target) for card in cards}
            rows = all_of(Result).filter(live=True, kind="company", result="knowledge", on__range=span)
            counted = rows.filter(grant=grant) | rows.filter(grant=None, activity_id__in=paid)
            assert said[key][0] == len(set(counted.values_list("organisation_id", flat=True)))
            assert said[key][1] is not None
            learnt[grant.rules, place] = said[key][0]
    assert learnt["ufs", 0] >= learnt["deb-erdf", 0] > 0  # what both paid for counts for both, in the half-year that is over
    assert max(learnt["ufs", 0], learnt["ufs", 1]) > learnt["deb-erdf", 0]  # the year's survey is the fund's


def test_anna_has_one_survey_to_answer(world, today):
    anna = world["anna"]
    assert surveys_waiting(anna, today) == 1
    [waiting] = [sheet for sheet in my_surveys(anna, language="en", today=today) if sheet.open]
    sheet = survey_sheet(anna, waiting.id, language="en", today=today)
    assert (sheet.answered, sheet.name) == (False, f"The year's outcome {sheet.year}")
    assert [one.said for one in sheet.questions] == [None] * 14


def test_the_workbook_tells_its_gaps_and_draws_all_evidence_there_is(world, today):
    clara = world["clara"]
    [card] = workbook_cards(clara)
    assert (card.window(today), card.unconfirmed, card.score.criteria) == ("open", 31, 31)
    assert "demo" in card.label
    assert "opdigtede" in card.label
    lines = entries(clara, card.id, "en")
    gaps = {gap: {line.number for line in lines if gap in line.gaps} for gap in ("points", "below", "proof", "owner", "ready")}
    rows = {row.criterion.number: row for row in all_of(models.Entry).select_related("criterion")}
    proven = set(all_of(models.Proof).values_list("entry__criterion__number", flat=True))
    assert gaps["proof"] == rows.keys() - proven
    assert gaps["points"] == {number for number, row in rows.items() if row.points is None}
    assert gaps["owner"] == {number for number, row in rows.items() if row.owner_id is None}
    assert gaps["ready"] == {number for number, row in rows.items() if row.state != "ready"}
    assert gaps["below"] == {"2.4"}
    assert card.score.points == sum(row.points for row in rows.values() if row.points is not None)
    assert {row.owner_id for row in rows.values()} - {None} == {pk for pk, _name in secretaries(clara)}
    assert set(all_of(models.Proof).exclude(live="").values_list("live", flat=True)) == set(EVIDENCE)
    assert {line.number for line in lines if line.points is not None} == {
        line.number for line in lines if "invented" in line.note_en and "opdigtet" in line.note_da
    }
    [binder] = binders(clara, card.id)
    assert (binder.on, binder.language) == (today - timedelta(days=9), "da")


def test_both_are_lived_once(world, today):
    before = {model: all_of(model).count() for model in HELD}
    assert all(before.values())
    lived(today)
    assert {model: all_of(model).count() for model in HELD} == before
