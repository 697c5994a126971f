"""The calculator of the block exemption: article 27 for clusters, article 28 for small and medium firms. All amounts in euro."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from klynge.core.aid.gber import Area, Cluster, Cost
from klynge.core.aid.limits import Size
from klynge.core.aid.window import Award
from klynge.core.money import Money
from klynge.register.fields import SIZES
from klynge.register.forms.parts import AmountField, day_field


class ClusterForm(forms.Form):
    """Article 27."""

    article = forms.CharField(initial="27", widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Aid for"),
        choices=[(Cluster.OPERATION.value, _("operation of the cluster")), (Cluster.INVESTMENT.value, _("investment"))],
    )
    eligible = AmountField(label=_("Eligible costs in euro"))
    on = day_field(_("Day of the grant"), required=True, initial=timezone.localdate)
    area = forms.ChoiceField(
        label=_("Area of the regional aid map"),
        required=False,
        choices=[(Area.NONE.value, _("none")), (Area.A.value, _("“a” area")), (Area.C.value, _("“c” area"))],
        help_text=_("For investment only."),
    )
    operating_since = day_field(_("First day of operating aid"))
    earlier = AmountField(label=_("Aid to the cluster so far in euro"), required=False)
    same_costs = AmountField(label=_("Other aid for the same costs in euro"), required=False)

    def asked(self) -> dict[str, Any]:
        """In the words of klynge.core.aid.gber.cluster_aid."""
        said = self.cleaned_data
        return {
            "kind": Cluster(said["kind"]),
            "eligible": _euro(said["eligible"]),
            "on": said["on"],
            "area": Area(said["area"]),
            "operating_since": said["operating_since"],
            "earlier": _euro(said["earlier"]),
            "same_costs": _euro(said["same_costs"]),
        }


class FirmForm(forms.Form):
    """Article 28."""

    article = forms.CharField(initial="28", widget=forms.HiddenInput)
    size = forms.ChoiceField(label=_("Size of the firm"), choices=list(SIZES.items()), initial="small")
    rights = AmountField(label=_("Patents and other rights in euro"), required=False)
    staff = AmountField(label=_("Staff lent by a research body or a large firm in euro"), required=False)
    advice = AmountField(label=_("Advice and support in euro"), required=False)
    on = day_field(_("Day of the grant"), required=True, initial=timezone.localdate)
    advised = AmountField(label=_("Aid for advice in the last three years in euro"), required=False)
    earlier = AmountField(label=_("Aid for the same project so far in euro"), required=False)

    def asked(self) -> dict[str, Any]:
        """In the words of klynge.core.aid.gber.innovation_aid."""
        said = self.cleaned_data
        return {
            "costs": {cost: _euro(said[cost.value]) for cost in Cost if said[cost.value]},
            "size": Size(said["size"]),
            "on": said["on"],
            "advice": [Award("advice", 0, said["on"], said["advised"], "")] if said["advised"] else [],
            "earlier": _euro(said["earlier"]),
        }


def _euro(amount: Decimal | None) -> Money:
    return Money(amount or Decimal(0), "EUR")
