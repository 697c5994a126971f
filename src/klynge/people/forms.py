"""What the secretariat writes about accounts and roles."""

from django import forms
from django.utils.translation import gettext_lazy as _

from klynge.access.viewer import Role

ROLES = {
    Role.SECRETARIAT: _("Secretariat"),
    Role.FINANCE: _("Finance"),
    Role.BOARD: _("Board"),
    Role.AUDITOR: _("Funder's auditor"),
    Role.PARTNER: _("Partner cluster"),
    Role.TECH: _("Runs the server"),
}


class RoleForm(forms.Form):
    email = forms.EmailField(label=_("E-mail of the account"))
    role = forms.ChoiceField(label=_("Role"), choices=[(role.value, name) for role, name in ROLES.items()])
    field = forms.CharField(label=_("Special field"), required=False, max_length=200)
    starts_on = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    ends_on = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
