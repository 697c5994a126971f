from datetime import UTC, date, datetime

from klynge.ledger.models import Activity, Grant
from klynge.programme import models
from klynge.programme.actions.binder import freeze_binder
from tests.cast import Cast
from tests.samples import programme_reports, word

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
_WHY = "a sample stands on those of the ledger"


def samples(cast: Cast) -> None:
    """A survey of each grant, put to Anna's firm, to Ben's, and to one of whom nobody was asked; a workbook with every kind of
    proof, and a binder."""
    grants = list(Grant.objects.system_rows(_WHY).order_by("pk"))
    activity = Activity.objects.system_rows(_WHY).filter(label="TLP:RED").order_by("pk").first()
    people = ((cast.hawk, cast.anna.person_id), (cast.kite, cast.ben.person_id))
    for grant, firms in zip((None, *grants[::-1]), ((), people[1:], people), strict=True):
        _survey(grant, activity if grant is None else None, firms)
    _workbook(cast)
    programme_reports.samples(cast)


def _survey(grant, activity, firms) -> None:
    questions = models.QuestionSet.objects.create(key=word(), version=1, name_da=word(), name_en=word(), source=word())
    asked_for = [
        models.Question.objects.create(
            set=questions, key=key, place=place, text_da=word(), text_en=word(), kind=kind, choices=choices
        )
        for place, (key, kind, choices) in enumerate((("a", "text", []), ("b", "choice", [["c1", word(), word(), True]])))
    ]
    survey = models.Survey.objects.create(
        name_da=word(),
        name_en=word(),
        questions=questions,
        year=None if activity else 2026,
        activity=activity,
        grant=grant,
        opens_on=date(2026, 3, 1),
        closes_on=date(2126, 3, 1),
        made_at=AT,
    )
    for firm, person_id in firms:
        asked = models.Asked.objects.create(
            survey=survey, organisation=firm, person_id=person_id, asked_at=AT, answered_at=AT, fault=word()
        )
        models.Answer.objects.create(asked=asked, question=asked_for[0], text=word())
        models.Answer.objects.create(asked=asked, question=asked_for[1], choice="c1")


def _workbook(cast: Cast) -> None:
    criteria = models.CriterionSet.objects.create(key="gold", version="1", name=word())
    criterion = models.Criterion.objects.create(
        set=criteria,
        place=1,
        number="1.1",
        group_da=word(),
        group_en=word(),
        name_da=word(),
        name_en=word(),
        source=word(),
    )
    workbook = models.Workbook.objects.create(
        label=word(), set=criteria, window_from_on=date(2026, 3, 1), window_to_on=date(2126, 3, 1), made_at=AT
    )
    entry = models.Entry.objects.create(
        workbook=workbook, criterion=criterion, owner_id=cast.clara.person_id, note_da=word(), note_en=word()
    )
    for said in ({"text": word()}, {"address": f"https://{word()}.example"}, {"live": "members"}):
        models.Proof.objects.create(entry=entry, **said)
    freeze_binder(by=cast.clara, workbook_id=workbook.pk, language="en", on=date(2026, 3, 2))
