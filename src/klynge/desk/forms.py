"""“Why can she see this?”"""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class WhyForm(forms.Form):
    who = forms.CharField(
        label=_("Who"), help_text=_("An e-mail address, or “guest” for somebody who is not signed in"), max_length=254
    )
    action = forms.ChoiceField(
        label=pgettext_lazy("permission", "May"),
        choices=[
            ("read", pgettext_lazy("permission", "read")),
            ("change", pgettext_lazy("permission", "change")),
            ("publish", pgettext_lazy("permission", "publish")),
            ("export", pgettext_lazy("permission", "export")),
        ],
    )
    what = forms.CharField(label=_("What"), help_text=_("For instance register.Organisation:12"), max_length=120)
