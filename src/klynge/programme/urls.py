"""Under /programme/: what is owed to those who pay."""

from django.urls import path

from klynge.programme.views import cockpit, figures

app_name = "programme"
urlpatterns = [
    path("", cockpit.cockpit, name="cockpit"),
    path("grants/<int:grant_id>/figures/<slug:key>/", figures.figure, name="figure"),
    path("grants/<int:grant_id>/figures/<slug:key>/rows/", figures.figure_rows, name="figure-rows"),
    path("grants/<int:grant_id>/targets/", figures.targets, name="targets"),
    path("indicators/", figures.indicators, name="indicators"),
    path("indicators/<int:indicator_id>/confirm/", figures.confirm, name="confirm-indicator"),
]
