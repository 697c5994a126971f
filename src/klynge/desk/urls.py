from django.urls import path

from klynge.desk.views import abroad, desks, why

app_name = "desk"
urlpatterns = [
    path("desk/", desks.desk, name="desk"),
    path("desk/matches/", desks.matches, name="matches"),
    path("desk/abroad/", abroad.abroad, name="abroad"),
    path("desk/abroad.<str:form>", abroad.abroad_file, name="abroad_file"),
    path("why/", why.why, name="why"),
    path("journal/", why.journal_page, name="journal"),
    path("journal/stopped/", why.stopped_page, name="stopped"),
]
