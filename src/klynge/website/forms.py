"""Forms of the editor that ask for more than Wagtail does."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from klynge.core.errors import Wrong
from klynge.web.errors import sentence
from klynge.website.redraw import checked, redrawn

MOST = 20 * 1024 * 1024  # bytes of a file


def _seen(text: Any) -> forms.BooleanField:
    """The tick by which somebody answers for a file that no program can read; the guard against protective marks asks for it."""
    return forms.BooleanField(label=text, required=False, widget=forms.CheckboxInput(attrs={"value": "yes"}))


class PictureForm(BaseImageForm):
    """What a picture shows is said in words; the file is looked at before anything is stored, by a program and by a person."""

    looked_through = _seen(_("I have looked at the picture: it shows nothing that bears a protective mark."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "description" in self.fields:
            self.fields["description"].required = True
            self.fields["description"].help_text = _("What the picture shows, in words, for those who do not see it.")

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if "file" in self.changed_data:
            drawn, ending = _looked_at(redrawn, file)
            if PurePath(file.name).suffix.lower() == ".svg":
                return SimpleUploadedFile(PurePath(file.name).stem + ending, drawn)
        return file


class FileForm(BaseDocumentForm):
    looked_through = _seen(_("If no program can read the file: I have looked through it, and it bears no protective mark."))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if "file" in self.changed_data:
            if file.size > MOST:
                raise forms.ValidationError(
                    _("This file is larger than %(most)s MB. Make it smaller."), params={"most": MOST // 2**20}
                )
            _looked_at(lambda content: checked(file.name, content), file)
        return file


def _looked_at(look: Any, file: Any) -> Any:
    file.seek(0)
    try:
        return look(file.read())
    except Wrong as error:
        raise forms.ValidationError(sentence(error)) from error
    finally:
        file.seek(0)
