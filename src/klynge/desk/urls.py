from django.urls import path

from klynge.desk import views

app_name = "desk"
urlpatterns = [
    path("why/", views.why, name="why"),
    path("journal/", views.journal_page, name="journal"),
]
