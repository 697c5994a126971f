"""Every address of the house."""

from django.urls import include, path

from klynge.site import views

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("language/", views.language, name="set_language"),
    path("members/", include("klynge.register.directory_urls")),
    path("codes/", include("klynge.register.code_urls")),
    path("register/", include("klynge.register.urls")),
    path("join/", include("klynge.register.join_urls")),
    path("market/", include("klynge.market.urls")),
    path("ledger/", include("klynge.ledger.urls")),
    path("projects/", include("klynge.projects.urls")),
    path("programme/", include("klynge.programme.urls")),
    path("roles/", include("klynge.people.urls")),
    path("runs/", include("klynge.ops.urls")),
    path("edit/", include("klynge.website.edit_urls")),
    path("", include("klynge.website.press_urls")),
    path("", include("klynge.website.urls")),
    path("", include("klynge.desk.urls")),
    path("", include("klynge.web.urls")),
]
handler400 = views.unreadable
handler404 = views.absent
handler500 = views.broken
