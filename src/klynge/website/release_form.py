"""The editor's form of a release: what it tells of is chosen from what its editor sees."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from klynge.register.viewers import viewer_of_account
from klynge.website.models import Tie
from klynge.website.queries.ties import offered

_OF = {"activities": Tie.Of.ACTIVITY, "projects": Tie.Of.PROJECT, "members": Tie.Of.MEMBER}


def _many(label: Any, help_text: Any) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=label, help_text=help_text, coerce=int, required=False, widget=forms.SelectMultiple({"size": 8})
    )


class ReleaseForm(WagtailAdminPageForm):
    """Three choices more, kept as the ties of the page, in its versions and copies as well. What the editor does not see and somebody
    else has chosen stays."""

    activities = _many(_("Activities"), _("The grants that pay for them are credited."))
    projects = _many(_("Projects"), _("The grants that pay for them are credited."))
    members = _many(_("Members"), _("Each approves what is said of it before it is published."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The editor's door has asked for the role, and for the second factor where roles need one.
        viewer = viewer_of_account(self.for_user, second_factor=True)
        found = offered(viewer, (get_language() or "da")[:2], timezone.localdate())
        ties = list(self.instance.ties.all())
        for name, of in _OF.items():
            if name in self.fields:
                self.fields[name].choices = getattr(found, name)
                self.initial[name] = [tie.key for tie in ties if tie.of == of]

    def save(self, commit: bool = True) -> Any:
        kept = []
        for name, of in _OF.items():
            before = [tie.key for tie in self.instance.ties.all() if tie.of == of]
            if name not in self.fields:
                kept += [Tie(of=of, key=key) for key in before]
                continue
            seen = {key for key, _name in self.fields[name].choices}
            chosen = [*self.cleaned_data.get(name, ()), *(key for key in before if key not in seen)]
            kept += [Tie(of=of, key=key) for key in chosen]
        for place, tie in enumerate(kept):
            tie.sort_order = place
        self.instance.ties = kept
        return super().save(commit)
