"""Under /programme/: what is owed to those who pay."""

from django.urls import path

from klynge.programme.views import cockpit, figures, packs

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
]
