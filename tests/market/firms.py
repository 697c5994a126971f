"""What the firms of the cast can do, for the tests of matching."""

from datetime import date

from klynge.core.tlp import Label
from klynge.register.models import Capability, Certificate, Fact, Organisation
from tests.cast import Cast


def skilled(cast: Cast) -> None:
    """Anna's firm makes radars that find drones and holds ISO 9001; Ben's builds the like without a certificate; both profiles are
    TLP:AMBER+STRICT."""
    say(cast.hawk, "Vi udvikler radarer og sensorer til detektion af droner.", "35613000", "35722000")
    say(cast.kite, "Kameraer og radarer, der finder små droner.", "35613000")
    Certificate.objects.create(
        organisation=cast.hawk, kind="certificate", name="DS/EN ISO 9001:2015", expires_on=date(2099, 1, 1), label=Label.STRICT
    )


def say(firm: Organisation, profile: str, *codes: str, label: Label = Label.STRICT) -> None:
    Fact.objects.create(organisation=firm, name="profile", language="da", value=profile, label=label)
    for code in codes:
        Capability.objects.create(organisation=firm, system="cpv", code=code, label=label)
