"""The list of what takes place, one for each language. The events themselves are pages (`materials.EventPage`), wherever they lie."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from klynge.website.models.pages import SitePage


class EventsPage(SitePage):
    """What is coming, by month, and what has been, by year: all published events of its language."""

    template = "website/events.html"
    parent_page_types: ClassVar = ["website.HomePage"]
    subpage_types: ClassVar = ["website.EventPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of events")
