"""Who sees what of surveys and label workbooks: the house all; a firm's managers, and whom it asked, their own answers; the board
names and totals; an auditor the surveys of the grant."""

from klynge.access.viewer import Viewer
from klynge.programme import models
from tests.oracle import programme_reports
from tests.oracle.ledger import house, may_audit

_WHY = "the slow rule looks at all rows"


def rows(model):
    return model.objects.system_rows(_WHY)


def board(viewer: Viewer) -> bool:
    return "board" in viewer.roles


def asked(viewer: Viewer, row) -> bool:
    mine = viewer.person_id is not None and row.person_id == viewer.person_id and row.organisation_id in viewer.organisations
    return house(viewer) or mine or row.organisation_id in viewer.managed


def survey(viewer: Viewer, row) -> bool:
    ours = any(asked(viewer, one) for one in rows(models.Asked) if one.survey_id == row.pk)
    return house(viewer) or board(viewer) or may_audit(viewer, row.grant_id) or ours


def question_set(viewer: Viewer, row) -> bool:
    return house(viewer) or board(viewer) or any(survey(viewer, one) for one in rows(models.Survey) if one.questions_id == row.pk)


def question(viewer: Viewer, row) -> bool:
    return question_set(viewer, rows(models.QuestionSet).get(pk=row.set_id))


def answer(viewer: Viewer, row) -> bool:
    return asked(viewer, rows(models.Asked).get(pk=row.asked_id))


def totals(viewer: Viewer, row) -> bool:
    return house(viewer) or board(viewer)


def inside(viewer: Viewer, row) -> bool:
    return house(viewer)


SEES = {
    **programme_reports.SEES,
    "programme.QuestionSet": question_set,
    "programme.Question": question,
    "programme.Survey": survey,
    "programme.Asked": asked,
    "programme.Answer": answer,
    "programme.CriterionSet": totals,
    "programme.Criterion": totals,
    "programme.Workbook": totals,
    "programme.Entry": inside,
    "programme.Proof": inside,
    "programme.Binder": inside,
}
