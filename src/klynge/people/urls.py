from django.urls import path

from klynge.people import views

app_name = "people"
urlpatterns = [
    path("", views.roles, name="roles"),
    path("<int:grant_id>/confirm/", views.confirm, name="confirm"),
    path("<int:grant_id>/end/", views.end, name="end"),
]
