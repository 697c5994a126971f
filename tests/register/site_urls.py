"""The site's addresses with the register's pages among them."""

from django.urls import include, path

from klynge.site.urls import urlpatterns as site

there = any(getattr(pattern, "app_name", "") == "register" for pattern in site)
urlpatterns = site if there else [path("register/", include("klynge.register.urls")), *site]
