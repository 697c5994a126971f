"""Under /programme/: what is owed to those who pay."""

from django.urls import path

from klynge.programme.views import answer, questions, survey

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
]
