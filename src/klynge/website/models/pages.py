"""Types of page. A new one is a class here that inherits SitePage, and a template `templates/website/<name>.html`."""

from typing import ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PagePermissionTester, ReferenceIndex

from klynge.website.models.blocks import BODY
from klynge.website.models.blocks_story import STORY


class Editing(PagePermissionTester):
    """What an editor may do with a page. Nobody has the right to publish: a page goes public when a second person approves it (see
    `approval`). To take one down again takes no second person, and a page is public or not: it is not kept for some."""

    def _editor(self) -> bool:
        return bool(self.user.is_active and "change" in self.permissions)

    def can_unpublish(self) -> bool:
        return self._editor() and self.page.live and not self.page_is_root and not self.page_locked()

    def can_unschedule(self) -> bool:
        return self._editor()

    def can_reorder_children(self) -> bool:
        return self._editor()

    def can_set_view_restrictions(self) -> bool:
        return False


class SitePage(Page):
    """What every page of ours has. Its address is its place in the tree: the home of each language is called after the language, so
    that /da/om-klyngen/ is the page "om-klyngen" under the Danish home."""

    lead = models.TextField(_("lead"), blank=True, max_length=500, help_text=_("One or two sentences that say it all."))

    content_panels: ClassVar = [HelpPanel(template="website/edit/languages.html"), *Page.content_panels, FieldPanel("lead")]

    class Meta:
        abstract = True

    def get_url_parts(self, request: object = None) -> tuple[int, str, str] | None:
        roots = self._get_relevant_site_root_paths(request)
        return (roots[0].site_id, roots[0].root_url, self.url_path) if roots else None

    def permissions_for_user(self, user: object) -> Editing:
        return Editing(user, self)

    @transaction.atomic
    def save(self, *args: object, **kwargs: object) -> None:
        """Which pictures and files the page uses is known at once, not when the queue has come to it: they are served by it."""
        super().save(*args, **kwargs)
        if kwargs.get("update_fields") is None:  # else this is a draft in memory, of which only a few columns are kept
            ReferenceIndex.create_or_update_for_object(self)

    def serve_preview(self, request: object, mode_name: str) -> object:
        """In the language of the page, whatever that of its editor."""
        with override(self.locale.language_code):
            return super().serve_preview(request, mode_name).render()


class HomePage(SitePage):
    """The front of one language: what the cluster is, its members on the map, what is open on the market."""

    template = "website/home.html"
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = ["website.TextPage", "website.NewsroomPage", "website.EventsPage"]
    max_count_per_parent = 2

    class Meta:
        verbose_name = _("front page")


class TextPage(SitePage):
    """A page of text: title, lead, and a body of blocks, those of the cluster's story among them."""

    body = StreamField([*BODY, *STORY], verbose_name=_("body"), blank=True)

    template = "website/text.html"
    content_panels: ClassVar = [*SitePage.content_panels, FieldPanel("body")]
    parent_page_types: ClassVar = ["website.HomePage", "website.TextPage"]
    subpage_types: ClassVar = ["website.TextPage"]

    class Meta:
        verbose_name = _("text page")
