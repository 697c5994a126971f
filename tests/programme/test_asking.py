"""Who is asked and reminded, by mail with a link of their own, and never twice."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from klynge.core.errors import Conflict, Refused, Wrong
from klynge.ops.runs import running
from klynge.programme.actions.answer import answer_survey
from klynge.programme.actions.ask import send_surveys
from klynge.programme.actions.survey import add_question, change_survey, drop_question, load_questions, open_survey
from klynge.programme.models import Asked, Question, QuestionSet, Survey
from klynge.programme.queries.survey import asked_lines, survey_cards
from klynge.programme.tasks import surveys
from klynge.register.models import Organisation, Person
from tests.programme import effect

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    """Sets the day; it begins on that of the survey."""

    def on(days: int) -> None:
        monkeypatch.setattr(timezone, "now", lambda: effect.NOW + timedelta(days=days))

    on(0)
    return on


@pytest.fixture
def survey(cast, clock):
    """After an activity in which both firms took part; Anna and Ben can be reached."""
    effect.reachable(cast, "anna", "ben")
    one = effect.activity()
    effect.took_part(cast, one, (cast.hawk, cast.anna.person_id), (cast.kite, cast.ben.person_id), (cast.kite, None))
    return effect.survey(cast, activity_id=one.pk)


def sent() -> list[tuple[str, str]]:
    found = [(one.to[0], one.subject) for one in mail.outbox]
    mail.outbox.clear()
    return sorted(found)


def test_each_firm_is_asked_once_and_reminded_twice_at_most_and_never_after_its_answer(cast, clock, survey):
    assert surveys() == {"asked": 2}
    assert sent() == [("anna@example.org", "What came of it?"), ("ben@example.org", "What came of it?")]
    assert surveys() == {}
    asked = Asked.objects.visible_to(cast.clara).get(organisation=cast.hawk)
    clock(6)
    assert surveys() == {}
    answer_survey(by=cast.anna, asked_id=asked.pk, said={"knowledge": True})
    clock(7)
    assert surveys() == {"reminded": 1}
    assert sent() == [("ben@example.org", "Reminder: What came of it?")]
    assert surveys() == {}
    clock(15)
    assert surveys() == {"reminded": 1}
    clock(25)
    assert surveys() == {}
    lines = [(line.organisation, line.person, line.reminders, line.state) for line in asked_lines(cast.clara, survey.pk)]
    assert lines == [("Hawk ApS", "Anna", 0, "partial"), ("Kite ApS", "Ben", 2, "none")]


def test_mails_go_where_they_are_told_to(cast, clock, survey, tmp_path):
    post = mail.get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=tmp_path)
    with running("survey") as run:
        send_surveys(run, by=cast.clara, post=post)
        send_surveys(run, by=cast.clara, post=post, now=effect.NOW + timedelta(days=7))
    assert (run.counts, sent()) == ({"asked": 2, "reminded": 2}, [])
    [file] = tmp_path.iterdir()
    told = file.read_text()
    assert [told.count(f"To: {name}@example.org") for name in ("anna", "ben")] == [2, 2]


def test_nobody_is_asked_before_it_opens_or_after_it_closes(cast, clock, survey):
    for day in (-1, 31):
        clock(day)
        assert surveys() == {}
    assert Asked.objects.visible_to(cast.clara).count() == 0


def test_a_firm_without_an_address_is_told_and_asked_once_it_has_one(cast, clock):
    one = effect.activity()
    effect.took_part(cast, one, (cast.hawk, cast.anna.person_id))
    effect.survey(cast, activity_id=one.pk)
    assert surveys() == {"unreachable": 1}
    effect.reachable(cast, "anna")
    assert surveys() == {"asked": 1}


def test_whoever_looks_after_the_firm_is_asked_when_who_took_part_is_gone(cast, clock, survey):
    Person.objects.system_rows("Ben asks to be forgotten").filter(pk=cast.ben.person_id).update(erased_at=effect.NOW)
    other = effect.standing.person("Birgit", cast.kite, manages=True)
    cast_with = type("Names", (), {"birgit": other})
    effect.reachable(cast_with, "birgit")
    assert surveys() == {"asked": 2}
    assert [to for to, _subject in sent()] == ["anna@example.org", "birgit@example.org"]


def test_a_merged_firm_is_asked_as_the_one_that_was_kept(cast, clock, survey):
    Organisation.objects.system_rows("the test merges").filter(pk=cast.kite.pk).update(merged_into=cast.hawk)
    assert surveys() == {"asked": 1}
    assert [row.organisation_id for row in Asked.objects.visible_to(cast.clara)] == [cast.hawk.pk]


def test_a_mail_that_does_not_leave_is_tried_again_and_a_reminder_too(cast, clock, survey, settings):
    good = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    assert surveys() == {"failed": 2}
    assert {line.fault != "" for line in asked_lines(cast.clara, survey.pk)} == {True}
    settings.EMAIL_BACKEND = good
    assert surveys() == {"asked": 2}
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    clock(8)
    assert surveys() == {"failed": 2}
    settings.EMAIL_BACKEND = good
    assert surveys() == {"reminded": 2}
    assert {line.reminders for line in asked_lines(cast.clara, survey.pk)} == {1}


def test_a_run_that_is_killed_while_it_sends_asks_and_reminds_nobody_twice(cast, clock, survey, settings):
    """Killed between what it wrote down and the mail: what is in doubt is not sent again as a question."""
    alive = settings.EMAIL_BACKEND
    for day, left in ((0, {"asked": 1}), (8, {"reminded": 1})):
        clock(day)
        settings.EMAIL_BACKEND = "tests.programme.effect.Killing"
        with pytest.raises(SystemExit):
            surveys()
        settings.EMAIL_BACKEND = alive
        assert surveys() == left
        assert surveys() == {}
    assert sorted(one.reminders for one in Asked.objects.visible_to(cast.clara)) == [1, 1]


def test_mails_are_in_the_readers_language_and_tell_nothing_but_names(cast, clock, survey):
    Person.objects.system_rows("Ben reads Danish").filter(pk=cast.ben.person_id).update(language="da")
    surveys()
    letters = {one.to[0]: one for one in mail.outbox}
    assert letters["ben@example.org"].subject == "Hvad kom der ud af det?"
    assert "to minutter" in letters["ben@example.org"].body
    assert "two minutes" in letters["anna@example.org"].body
    assert "Hawk ApS" not in letters["ben@example.org"].body
    assert "A day on drones" not in letters["ben@example.org"].body


def test_a_year_is_asked_of_all_who_took_part_in_what_the_grant_paid(cast, clock):
    effect.reachable(cast, "anna", "ben")
    paid, other, older = effect.activity(), effect.activity(), effect.activity(date(2025, 5, 5))
    grant = effect.grant(paid)
    effect.took_part(cast, paid, (cast.hawk, cast.anna.person_id))
    effect.took_part(cast, other, (cast.kite, cast.ben.person_id))
    effect.took_part(cast, older, (cast.kite, cast.ben.person_id))
    effect.survey(cast, "yearly", year=2026, grant_id=grant.pk)
    assert surveys() == {"asked": 1}
    assert sent() == [("anna@example.org", "What came of it?")]
    effect.survey(cast, "yearly", year=2026)
    assert surveys() == {"asked": 2}


def test_only_the_house_makes_surveys(cast, clock):
    load_questions(by=cast.clara)
    questions = QuestionSet.objects.visible_to(cast.clara).get(key="yearly")
    day = {"opens_on": effect.TODAY, "closes_on": effect.TODAY}
    for viewer in (cast.anna, cast.dora, cast.erik, cast.guest):
        with pytest.raises(Refused):
            open_survey(by=viewer, name_da="a", name_en="b", questions_id=questions.pk, year=2026, **day)
        with pytest.raises(Refused):
            load_questions(by=viewer)


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("name_en", {"name_en": " "}),
        ("closes_on", {"closes_on": effect.TODAY - timedelta(days=1)}),
        ("closes_on", {"closes_on": effect.TODAY + timedelta(days=400)}),
        ("activity_id", {"year": None}),
        ("year", {"year": 1999}),
    ],
)
def test_a_survey_that_cannot_be_is_refused_with_its_place(cast, clock, where, said):
    with pytest.raises(Wrong) as wrong:
        effect.survey(cast, "yearly", **{"year": 2026, **said})
    assert wrong.value.where == where
    assert Survey.objects.visible_to(cast.clara).count() == 0


def test_a_grant_that_does_not_pay_for_the_activity_is_refused(cast, clock):
    one = effect.activity()
    with pytest.raises(Wrong):
        effect.survey(cast, activity_id=one.pk, grant_id=effect.grant().pk)


def test_a_survey_that_has_begun_does_not_open_later(cast, clock, survey):
    said = {"name_da": "x", "name_en": "y", "closes_on": survey.closes_on}
    change_survey(by=cast.clara, survey_id=survey.pk, opens_on=effect.TODAY, **said)
    surveys()
    with pytest.raises(Wrong):
        change_survey(by=cast.clara, survey_id=survey.pk, opens_on=effect.TODAY + timedelta(days=1), **said)


def test_a_set_that_was_asked_keeps_its_questions_and_a_change_is_its_next_version(cast, clock, survey):
    was = list(Question.objects.visible_to(cast.clara).filter(set_id=survey.questions_id).values_list("key", flat=True))
    new = add_question(by=cast.clara, set_id=survey.questions_id, text_da="Ny?", text_en="New?", kind="yes", feeds="export")
    assert (new.version, new.confirmed) == (2, False)
    again = add_question(by=cast.clara, set_id=new.pk, text_da="Nyere?", text_en="Newer?", kind="yes")
    assert again.pk == new.pk
    first = Question.objects.visible_to(cast.clara).filter(set=new).first()
    assert drop_question(by=cast.clara, question_id=first.pk).pk == new.pk
    keys = list(Question.objects.visible_to(cast.clara).filter(set=new).values_list("key", flat=True))
    assert keys == [*was[1:], "own-8", "own-9"]
    assert list(Question.objects.visible_to(cast.clara).filter(set_id=survey.questions_id).values_list("key", flat=True)) == was
    with pytest.raises(Conflict):
        add_question(by=cast.clara, set_id=survey.questions_id, text_da="x", text_en="y", kind="yes")


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "number"},
        {"kind": "yes", "unit": "DKK"},
        {"kind": "text", "feeds": "product"},
        {"kind": "choice", "choices": [["a", "A", "A", False]]},
        {"kind": "song"},
        {"kind": "yes", "feeds": "fame"},
        {"kind": "yes", "text_en": ""},
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(cast, clock, said):
    load_questions(by=cast.clara)
    one = QuestionSet.objects.visible_to(cast.clara).get(key="yearly")
    with pytest.raises(Wrong):
        add_question(by=cast.clara, set_id=one.pk, **{"text_da": "a", "text_en": "b", **said})


def test_the_standard_questions_are_taken_in_once_and_say_that_nobody_confirmed_them(cast):
    assert (load_questions(by=cast.clara), load_questions(by=cast.clara)) == (2, 0)
    rows = QuestionSet.objects.visible_to(cast.clara)
    assert {(row.key, row.version, row.confirmed) for row in rows} == {("after-activity", 1, False), ("yearly", 1, False)}
    assert Question.objects.visible_to(cast.clara).count() == 21


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_of_surveys_takes_the_same_number_of_queries(cast, clock, n, django_assert_num_queries):
    one = effect.activity()
    grant = effect.grant(one)
    for _ in range(n):
        effect.survey(cast, activity_id=one.pk, grant_id=grant.pk)
    with django_assert_num_queries(5):
        assert len(survey_cards(cast.clara, language="en")) == n
