"""The models of this app."""

from klynge.programme.models.survey import Answer, Asked, Question, QuestionSet, Survey
from klynge.programme.models.workbook import Binder, Criterion, CriterionSet, Entry, Proof, Workbook

__all__ = [
    "Answer",
    "Asked",
    "Binder",
    "Criterion",
    "CriterionSet",
    "Entry",
    "Proof",
    "Question",
    "QuestionSet",
    "Survey",
    "Workbook",
]
