"""Pictures and files of the site. They lie in KLYNGE_HOME/files under names that we make, and are given out by our own door
(`views.files`), only while a page that is published uses them."""

from pathlib import PurePath
from secrets import token_hex
from typing import ClassVar

from django.core.files.base import ContentFile
from django.core.files.base import File as Content
from django.db import models
from django.db.models.fields.files import FieldFile
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image, WagtailImageField, WagtailImageFieldFile

from klynge.website.redraw import checked, redrawn


def named(folder: str, filename: str) -> str:
    """A name that says nothing and can be guessed by nobody; of the old one only the ending is kept."""
    return f"{folder}/{token_hex(16)}{PurePath(filename).suffix.lower()[:8]}"


def picture_name(instance: object, filename: str) -> str:
    return named("site/pictures", filename)


def file_name(instance: object, filename: str) -> str:
    return named("site/files", filename)


class Redrawn(WagtailImageFieldFile):
    """Every way in passes here: what is stored was drawn anew."""

    def save(self, name: str, content: Content, save: bool = True) -> None:
        content.seek(0)
        drawn, ending = redrawn(content.read())
        super().save(PurePath(name).stem + ending, ContentFile(drawn), save)


class PictureField(WagtailImageField):
    attr_class = Redrawn


class Checked(FieldFile):
    """Every way in passes here: what is stored is what its name says."""

    def save(self, name: str, content: Content, save: bool = True) -> None:
        content.seek(0)
        checked(name, content.read())
        content.seek(0)
        super().save(name, content, save)


class CheckedField(models.FileField):
    attr_class = Checked


class Picture(AbstractImage):
    """A picture; `description` says what it shows."""

    file = PictureField(_("file"), upload_to=picture_name, width_field="width", height_field="height")
    admin_form_fields: ClassVar = Image.admin_form_fields

    @property
    def url(self) -> str:
        """As it was kept; opens to editors."""
        return reverse("website:picture-whole", args=(self.pk,))

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")


class Rendition(AbstractRendition):
    """A picture in one size."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    def get_upload_to(self, filename: str) -> str:
        return named("site/renditions", filename)

    @property
    def url(self) -> str:
        return reverse("website:picture", args=(self.pk,))

    class Meta:
        constraints = [models.UniqueConstraint(fields=("image", "filter_spec", "focal_point_key"), name="one_rendition")]


class File(AbstractDocument):
    """A file that a page offers."""

    file = CheckedField(_("file"), upload_to=file_name)
    admin_form_fields: ClassVar = Document.admin_form_fields

    @property
    def url(self) -> str:
        return reverse("website:file", args=(self.pk,))

    class Meta(AbstractDocument.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")
