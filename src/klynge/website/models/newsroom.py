"""The newsroom: the page on which its materials stand, and what they all have. A type of material is a class that inherits
`MaterialPage` (see `materials`)."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.models import Orderable
from wagtail.search import index

from klynge.register.places import region_name
from klynge.website.models.pages import SitePage


class Kind(models.TextChoices):
    """What a material is, as newsrooms call it."""

    PRESS = "pressrelease", _("Press release")
    NEWS = "news", _("News")
    STATEMENT = "statement", _("Statement")
    EVENT = "event", _("Event")
    PICTURE = "image", _("Picture")
    VIDEO = "video", _("Video")
    DOCUMENT = "document", _("Document")
    CONTACT = "contact", _("Press contact")


class Topic(models.Model):
    """What a material is about: a short list that the cluster keeps, in both languages. Tags are free, topics are not."""

    slug = models.SlugField(_("address"), unique=True, max_length=60)
    name_da = models.CharField(_("name in Danish"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80)

    class Meta:
        ordering: ClassVar = ["slug"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return self.name_da if (get_language() or "da").startswith("da") else self.name_en


class Region(models.Model):
    """A region that materials are about, by its key in the dated tables of the register, which know its name."""

    code = models.CharField(_("code"), unique=True, max_length=10)

    class Meta:
        ordering: ClassVar = ["code"]
        verbose_name = _("region")
        verbose_name_plural = _("regions")

    def __str__(self) -> str:
        return region_name(self.code, get_language() or "da")


class NewsroomPage(SitePage):
    """The newsroom of one language. Its boilerplate stands under each press release that has none of its own."""

    boilerplate = models.TextField(_("about the cluster"), blank=True, max_length=1500, help_text=_("Stands under each release."))

    template = "website/newsroom.html"
    content_panels: ClassVar = [*SitePage.content_panels, FieldPanel("boilerplate")]
    parent_page_types: ClassVar = ["website.HomePage"]
    subpage_types: ClassVar = ["website.ReleasePage", "website.EventPage", "website.MediaPage", "website.ContactPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("newsroom")


class MaterialTag(TaggedItemBase):
    content_object = ParentalKey("website.MaterialPage", related_name="tagged", on_delete=models.CASCADE)


class MaterialPage(SitePage):
    """What every material has. `told_on` with `place` is its date line, and its day in lists and feeds; an embargo is the moment for
    which it was approved (`go_live_at`). `source` and `source_key` say where one that was moved in came from."""

    kind = models.CharField(_("type"), max_length=20, choices=Kind, default=Kind.NEWS, db_index=True)
    place = models.CharField(_("place"), blank=True, max_length=80, help_text=_("Where it is told from: Karup."))
    told_on = models.DateField(_("day"), default=timezone.localdate, db_index=True)
    topics = ParentalManyToManyField(Topic, blank=True, related_name="materials", verbose_name=_("topics"))
    regions = ParentalManyToManyField(Region, blank=True, related_name="materials", verbose_name=_("regions"))
    tags = ClusterTaggableManager(through=MaterialTag, blank=True, verbose_name=_("tags"))
    source = models.CharField(max_length=60, blank=True, editable=False)
    source_key = models.CharField(max_length=120, blank=True, editable=False)

    is_creatable = False
    subpage_types: ClassVar = []
    parent_page_types: ClassVar = ["website.NewsroomPage"]
    head_panels: ClassVar = [FieldPanel("place"), FieldPanel("told_on")]
    about_panels: ClassVar = [
        FieldPanel("topics"),
        FieldPanel("regions"),
        FieldPanel("tags"),
        InlinePanel("contacts", label=_("Press contact")),
        InlinePanel("related", label=_("Related material")),
    ]
    search_fields: ClassVar = [
        *SitePage.search_fields,
        index.SearchField("lead"),
        index.FilterField("kind"),
        index.FilterField("told_on"),
    ]

    class Meta:
        verbose_name = _("material")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source", "source_key"], condition=~models.Q(source=""), name="material_moved_in_once"
            )
        ]


class MaterialContact(Orderable):
    """Whom a journalist can ask about a material."""

    page = ParentalKey(MaterialPage, related_name="contacts", on_delete=models.CASCADE)
    contact = models.ForeignKey(
        "website.ContactPage", related_name="+", on_delete=models.CASCADE, verbose_name=_("press contact")
    )

    panels: ClassVar = [PageChooserPanel("contact", "website.ContactPage")]


class RelatedMaterial(Orderable):
    page = ParentalKey(MaterialPage, related_name="related", on_delete=models.CASCADE)
    other = models.ForeignKey(MaterialPage, related_name="+", on_delete=models.CASCADE, verbose_name=_("related material"))

    panels: ClassVar = [PageChooserPanel("other", "website.MaterialPage")]
