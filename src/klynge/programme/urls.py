"""Under /programme/: what is owed to those who pay."""

from django.urls import path

from klynge.programme.views import answer, cockpit, entry, figures, packs, questions, survey, workbook

app_name = "programme"
urlpatterns = [
    path("", cockpit.cockpit, name="cockpit"),
    path("grants/<int:grant_id>/figures/<slug:key>/", figures.figure, name="figure"),
    path("grants/<int:grant_id>/figures/<slug:key>/rows/", figures.figure_rows, name="figure-rows"),
    path("grants/<int:grant_id>/spent/", cockpit.spent, name="spent"),
    path("grants/<int:grant_id>/targets/", figures.targets, name="targets"),
    path("indicators/", figures.indicators, name="indicators"),
    path("indicators/<int:indicator_id>/confirm/", figures.confirm, name="confirm-indicator"),
    path("reports/<int:due_id>/begin/", packs.start, name="start-pack"),
    path("packs/", packs.pack_list, name="packs"),
    path("packs/<int:pack_id>/", packs.pack, name="pack"),
    path("packs/<int:pack_id>/write/", packs.write, name="write-pack"),
    path("packs/<int:pack_id>/freeze/", packs.freeze, name="freeze-pack"),
    path("packs/<int:pack_id>/file/", packs.file, name="pack-file"),
    path("packs/<int:pack_id>/difference/", packs.difference, name="pack-difference"),
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
