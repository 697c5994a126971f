"""Effect surveys: sets of questions in versions, whom they were put to, and what was answered. A missing answer is unknown."""

from django.db import models

from klynge.access.guard import Guarded
from klynge.access.rules import Access, Rule, both, follows, holders, manages, named_in, own, works_for
from klynge.access.viewer import Role
from klynge.ledger.models import Activity, Grant, Result
from klynge.ledger.rules import audits, house
from klynge.register.models import Organisation, Person


def board() -> Rule:
    return holders(Role.BOARD, "The board reads totals.")


class QuestionSet(Guarded):
    """Questions that are asked together, in a version. Once a survey uses it, a change is a new version. While `confirmed` is
    false, nobody has held it against the funder's own text, and pages say so."""

    key = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    name_da = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    source = models.CharField(max_length=300, blank=True)
    confirmed = models.BooleanField(default=False)

    access = Access(read=house() | board() | named_in("pk", lambda: Survey, "questions_id"), change=house())

    class Meta(Guarded.Meta):
        ordering = ("key", "-version")
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="one_question_set_a_version")]


class Question(Guarded):
    """One question. `unit` of a number ("DKK", "jobs"); `choices` of a choice: [key, Danish, English, counts] each. `feeds` is the
    ledger's kind of result that a yes, a number above 0 or a choice that counts becomes, "" for none."""

    YES, NUMBER, CHOICE, TEXT = "yes", "number", "choice", "text"
    KINDS = [(kind, kind) for kind in (YES, NUMBER, CHOICE, TEXT)]

    set = models.ForeignKey(QuestionSet, on_delete=models.PROTECT, related_name="questions")
    key = models.CharField(max_length=40)
    place = models.PositiveIntegerField()
    text_da = models.CharField(max_length=300)
    text_en = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=KINDS)
    unit = models.CharField(max_length=10, blank=True)
    choices = models.JSONField(default=list, blank=True)
    feeds = models.CharField(max_length=20, choices=Result.RESULTS, blank=True)

    access = Access(read=follows("set_id", lambda: QuestionSet), change=house())

    class Meta(Guarded.Meta):
        ordering = ("set_id", "place", "pk")
        constraints = [models.UniqueConstraint(fields=["set", "key"], name="one_question_a_key")]


class Survey(Guarded):
    """Put to the organisations that took part in an activity, or in anything in a year (of one grant, where it is named). Both days
    included."""

    name_da = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    questions = models.ForeignKey(QuestionSet, on_delete=models.PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    grant = models.ForeignKey(Grant, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opens_on = models.DateField()
    closes_on = models.DateField()
    made_at = models.DateTimeField()
    demo = models.BooleanField(default=False)

    access = Access(
        read=house() | board() | audits("grant_id") | named_in("pk", lambda: Asked, "survey_id"), change=house(), export=house()
    )

    class Meta(Guarded.Meta):
        ordering = ("-opens_on", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")), name="a_survey_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=models.Q(activity=None, year__isnull=False) | models.Q(activity__isnull=False, year=None),
                name="a_survey_follows_an_activity_or_a_year",
            ),
        ]


class Asked(Guarded):
    """An organisation was asked, through one person. `sent_at` is None while the mail has not left: `fault` says why, or a run was
    cut off, and nobody is asked twice. `reminders` counts what was sent after it."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="asked")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=300, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by_id = models.BigIntegerField(null=True, blank=True)  # person
    full = models.BooleanField(default=False)  # every question but free text has its answer

    access = Access(
        read=house() | both(own("person_id"), works_for("organisation_id")) | manages("organisation_id"),
        change=house() | both(own("person_id"), works_for("organisation_id")) | manages("organisation_id"),
        export=house(),
    )

    class Meta(Guarded.Meta):
        ordering = ("survey_id", "organisation_id")
        constraints = [models.UniqueConstraint(fields=["survey", "organisation"], name="an_organisation_is_asked_once_a_survey")]


class Answer(Guarded):
    """What was answered last; `result` is the ledger's row that came of it, whose corrections tell the earlier answers. One of
    `yes`, `number`, `choice`, `text` by the question's kind."""

    asked = models.ForeignKey(Asked, on_delete=models.PROTECT, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    yes = models.BooleanField(null=True)
    number = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    choice = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=1000, blank=True)
    result = models.ForeignKey(Result, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    access = Access(read=follows("asked_id", lambda: Asked), change=follows("asked_id", lambda: Asked, "change"), export=house())

    class Meta(Guarded.Meta):
        ordering = ("asked_id", "question_id")
        constraints = [models.UniqueConstraint(fields=["asked", "question"], name="one_answer_a_question")]
