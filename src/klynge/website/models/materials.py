"""The types of material."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from klynge.website.models.blocks import BODY
from klynge.website.models.newsroom import Kind, MaterialPage

MEDIA = (Kind.PICTURE, Kind.VIDEO, Kind.DOCUMENT)


class ReleasePage(MaterialPage):
    """A press release, a piece of news or a statement."""

    body = StreamField(BODY, verbose_name=_("body"), blank=True)
    boilerplate = models.TextField(
        _("about the cluster"), blank=True, max_length=1500, help_text=_("When empty, what the newsroom says of the cluster.")
    )

    is_creatable = True
    template = "website/release.html"
    content_panels: ClassVar = [
        HelpPanel(template="website/edit/lacking.html"),
        FieldPanel("kind"),
        *MaterialPage.content_panels,
        *MaterialPage.head_panels,
        FieldPanel("body"),
        FieldPanel("boilerplate"),
        # fields of `release_form.ReleaseForm`, kept as ties
        MultiFieldPanel([FieldPanel("activities"), FieldPanel("projects"), FieldPanel("members")], heading=_("What it tells of")),
        *MaterialPage.about_panels,
    ]
    search_fields: ClassVar = [*MaterialPage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("release")


class Tie(Orderable):
    """What a release tells of: an activity, a project, or a member. Of the first two the grants that paid are credited; a member
    approves what is said of it. `key` is the number of the thing in its own table."""

    class Of(models.TextChoices):
        ACTIVITY = "activity", _("Activity")
        PROJECT = "project", _("Project")
        MEMBER = "member", _("Member")

    page = ParentalKey(ReleasePage, related_name="ties", on_delete=models.CASCADE)
    of = models.CharField(_("kind"), max_length=10, choices=Of)
    key = models.BigIntegerField()

    class Meta(Orderable.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["page", "of", "key"], name="tie_once")]


class EventPage(MaterialPage):
    """Something that takes place. It moves over to the events of the house when they come: every column has its like there."""

    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    venue = models.CharField(_("where"), blank=True, max_length=200)
    online = models.BooleanField(_("can be followed online"), default=False)
    signup_url = models.URLField(_("address for signing up"), blank=True)
    body = StreamField(BODY, verbose_name=_("body"), blank=True)

    is_creatable = True
    parent_page_types: ClassVar = ["website.NewsroomPage", "website.EventsPage"]
    template = "website/event.html"
    content_panels: ClassVar = [
        *MaterialPage.content_panels,
        FieldPanel("starts_at"),
        FieldPanel("ends_at"),
        FieldPanel("venue"),
        FieldPanel("online"),
        FieldPanel("signup_url"),
        FieldPanel("body"),
        *MaterialPage.about_panels,
    ]
    search_fields: ClassVar = [*MaterialPage.search_fields, index.SearchField("venue"), index.SearchField("body")]

    class Meta:
        verbose_name = _("event")

    def full_clean(self, *args: object, **kwargs: object) -> None:
        self.kind = Kind.EVENT
        super().full_clean(*args, **kwargs)


class MediaPage(MaterialPage):
    """A picture, a link to a video, or a document, for those who write about the cluster. `in_kit`: it is part of the press kit."""

    picture = models.ForeignKey(
        "website.Picture", null=True, blank=True, related_name="+", on_delete=models.PROTECT, verbose_name=_("picture")
    )
    file = models.ForeignKey(
        "website.File", null=True, blank=True, related_name="+", on_delete=models.PROTECT, verbose_name=_("file")
    )
    video_url = models.URLField(_("address of the video"), blank=True)
    credit = models.CharField(
        _("who made it"), blank=True, max_length=200, help_text=_("As it is to be credited where it is used.")
    )
    in_kit = models.BooleanField(_("part of the press kit"), default=False)

    is_creatable = True
    template = "website/media.html"
    content_panels: ClassVar = [
        FieldPanel("kind"),
        *MaterialPage.content_panels,
        FieldPanel("picture"),
        FieldPanel("file"),
        FieldPanel("video_url"),
        FieldPanel("credit"),
        FieldPanel("in_kit"),
        *MaterialPage.about_panels,
    ]

    class Meta:
        verbose_name = _("picture, video or document")


class ContactPage(MaterialPage):
    """A press contact: whom journalists call. The title of the page is the person's name, the lead what the person speaks of."""

    role = models.CharField(_("role"), blank=True, max_length=120)
    phone = models.CharField(_("phone"), blank=True, max_length=40)
    email = models.EmailField(_("mail"), blank=True)
    picture = models.ForeignKey(
        "website.Picture", null=True, blank=True, related_name="+", on_delete=models.PROTECT, verbose_name=_("picture")
    )

    is_creatable = True
    template = "website/contact.html"
    content_panels: ClassVar = [
        *MaterialPage.content_panels,
        FieldPanel("role"),
        FieldPanel("phone"),
        FieldPanel("email"),
        FieldPanel("picture"),
    ]

    class Meta:
        verbose_name = _("press contact")

    def full_clean(self, *args: object, **kwargs: object) -> None:
        self.kind = Kind.CONTACT
        super().full_clean(*args, **kwargs)
