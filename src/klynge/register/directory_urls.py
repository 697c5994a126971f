"""Under /members/."""

from django.urls import path

from klynge.register.views import directory

app_name = "directory"
urlpatterns = [
    path("", directory.members, name="members"),
    path("<slug:slug>/", directory.member, name="member"),
]
