from django.urls import path

from klynge.web import views

urlpatterns = [
    path("style", views.style, name="style"),
    path("style/desk", views.style_desk, name="style-desk"),
]
