from django.urls import path

from klynge.ops import views

app_name = "ops"
urlpatterns = [
    path("", views.all_runs, name="runs"),
    path("<int:run_id>/", views.one_run, name="run"),
    path("<int:run_id>/part/", views.part, name="part"),
    path("<int:run_id>/stop/", views.stop, name="stop"),
]
