"""Addresses behind which something breaks, for the tests of what is said then; the house's own follow."""

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.urls import path

from klynge.access.who import everyone
from klynge.site.urls import handler400, handler404, handler500
from klynge.site.urls import urlpatterns as ours
from klynge.web.page import page


@page(who=everyone)
def fault(request):
    raise ValueError("a fault of ours with secret words")


@page(who=everyone)
def locked(request):
    raise OperationalError("database is locked, with secret words")


@page(who=everyone)
def closed(request):
    raise PermissionDenied("secret words")


urlpatterns = [path("fault/", fault), path("locked/", locked), path("closed/", closed), *ours]
__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]
