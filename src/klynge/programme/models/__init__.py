"""The models of this app."""

from klynge.programme.models.indicator import Indicator, Target
from klynge.programme.models.pack import Pack
from klynge.programme.models.survey import Answer, Asked, Question, QuestionSet, Survey
from klynge.programme.models.workbook import Binder, Criterion, CriterionSet, Entry, Proof, Workbook

__all__ = [
    "Answer",
    "Asked",
    "Binder",
    "Criterion",
    "CriterionSet",
    "Entry",
    "Indicator",
    "Pack",
    "Proof",
    "Question",
    "QuestionSet",
    "Survey",
    "Target",
    "Workbook",
]
