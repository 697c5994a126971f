"""Under /codes/."""

from django.urls import path

from klynge.register.views import code_search

app_name = "codes"
urlpatterns = [path("", code_search.codes, name="codes")]
