"""Where a release was printed, read out or shown."""

from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from klynge.access.guard import Guarded
from klynge.access.rules import Access, Grant, Rule, secretariat
from klynge.access.viewer import Viewer


def _with_release() -> Rule:
    """Rows of a release that is published: what was printed stands under it."""

    def rows(viewer: Viewer) -> Q:
        live = Page.objects.filter(Q(expire_at=None) | Q(expire_at__gt=timezone.now()), live=True)
        return Q(Exists(live.order_by().filter(pk=OuterRef("page_id"))))

    return Rule((Grant("The release that this tells of is published.", rows),))


class Coverage(Guarded):
    """One place where something was said of a release. The same address, outlet and day again is the same row."""

    class Kind(models.TextChoices):
        WEB = "web", _("Web")
        PRINT = "print", _("Print")
        RADIO = "radio", _("Radio")
        TV = "tv", _("Television")

    page_id = models.BigIntegerField()
    outlet = models.CharField(max_length=200)
    title = models.CharField(max_length=300, blank=True)
    address = models.URLField(max_length=500, blank=True)
    on = models.DateField()
    language = models.CharField(max_length=5, default="da")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.WEB)
    made_by_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()

    access: ClassVar[Access] = Access(read=secretariat() | _with_release(), change=secretariat(), export=secretariat())

    class Meta(Guarded.Meta):
        ordering = ("-on", "outlet", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["page_id", "address", "on", "outlet"], name="coverage_is_written_down_once")
        ]
