"""The newsroom: the page on which its materials stand, and what they all have. A type of material is a class that inherits
`MaterialPage` (see `materials`)."""

from collections.abc import Callable
from typing import ClassVar

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.models import Orderable
from wagtail.search import index

from klynge.core.tlp import Label
from klynge.register.places import region_name
from klynge.search.actions import index as keep_found
from klynge.search.actions import index_many
from klynge.search.kinds import Piece
from klynge.website.models.pages import SitePage

SEARCHED = "material"  # what search calls them


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

    def delete(self, *args: object, **kwargs: object) -> object:
        return _forgotten(self, lambda: super(NewsroomPage, self).delete(*args, **kwargs))


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

    @transaction.atomic
    def save(self, *args: object, **kwargs: object) -> None:
        """What is live can be found; of a draft in memory, of which only a few columns are kept, nothing is."""
        super().save(*args, **kwargs)
        if kwargs.get("update_fields") is None:
            keep_found(SEARCHED, self.pk, self.pieces() if self.live else ())

    def delete(self, *args: object, **kwargs: object) -> object:
        return _forgotten(self, lambda: super(MaterialPage, self).delete(*args, **kwargs))

    def body_text(self) -> str:
        """The words of the body, a paragraph each; "" where there is none."""
        body = getattr(self, "body", None)
        parts = body.stream_block.get_searchable_content(body) if body else []
        return "\n\n".join(part.strip() for part in parts if part.strip())

    def pieces(self) -> tuple[Piece, ...]:
        """What can be found by searching."""
        language = self.locale.language_code
        told = [("title", self.title), ("lead", self.lead), ("body", self.body_text())]
        told += [(name, getattr(self, name, "")) for name in ("place", "venue", "role", "credit")]
        told.append(("tag", " · ".join(sorted(tag.name for tag in self.tags.all()))))
        return tuple(Piece(name, text, Label.CLEAR, language) for name, text in told if text)


def _forgotten(page: SitePage, delete: Callable[[], object]) -> object:
    """Deletes a page with what lies under it; none of it is found any more."""
    gone = list(MaterialPage.objects.filter(path__startswith=page.path).values_list("pk", flat=True))
    with transaction.atomic():
        index_many(SEARCHED, dict.fromkeys(gone, ()))
        return delete()


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
