"""Under /join/: for organisations that want to become members."""

from django.urls import path

from klynge.register.views import join

app_name = "join"
urlpatterns = [
    path("", join.join, name="join"),
    path("sent/", join.sent, name="sent"),
    path("confirm/<str:token>/", join.confirm, name="confirm"),
    path("answer/<str:token>/", join.answer, name="answer"),
]
