"""Under /programme/: what is owed to those who pay."""

from django.urls import path

from klynge.programme.views import answer, entry, questions, survey, workbook

app_name = "programme"
urlpatterns = [
    path("surveys/", survey.surveys, name="surveys"),
    path("surveys/new/", survey.add, name="survey-add"),
    path("surveys/mine/", answer.mine, name="my-surveys"),
    path("surveys/mine/<int:id>/", answer.answer, name="survey-answer"),
    path("surveys/link/<str:token>/", answer.by_link, name="survey-link"),
    path("surveys/questions/", questions.sets, name="questions"),
    path("surveys/questions/load/", questions.load, name="questions-load"),
    path("surveys/questions/<int:id>/", questions.one, name="question-set"),
    path("surveys/questions/<int:id>/confirm/", questions.confirm, name="questions-confirm"),
    path("surveys/questions/<int:id>/take-out/", questions.drop, name="question-drop"),
    path("surveys/<int:id>/", survey.survey, name="survey"),
    path("surveys/<int:id>/change/", survey.change, name="survey-change"),
    path("surveys/<int:id>/asked/", survey.asked, name="survey-asked"),
    path("surveys/<int:id>/answers/<str:key>/", survey.answers, name="survey-answers"),
    path("label/", workbook.label, name="label"),
    path("label/load/", workbook.load, name="label-load"),
    path("label/new/", workbook.add, name="label-add"),
    path("label/evidence/<str:name>/", workbook.evidence, name="evidence"),
    path("label/binders/<int:id>.<str:form>", workbook.binder, name="binder"),
    path("label/criteria/<int:id>/", entry.entry, name="entry"),
    path("label/criteria/<int:id>/confirm/", entry.confirm, name="criterion-confirm"),
    path("label/criteria/<int:id>/proofs/", entry.prove, name="prove"),
    path("label/proofs/<int:id>/take-out/", entry.disprove, name="disprove"),
    path("label/<int:id>/", workbook.workbook, name="workbook"),
    path("label/<int:id>/change/", workbook.change, name="workbook-change"),
    path("label/<int:id>/freeze/", workbook.freeze, name="freeze"),
]
