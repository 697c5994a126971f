"""What the market forgets of a person who is erased."""

from klynge.market.models import Digest, Silence
from klynge.register.erasing import Fate, Gone, Part

_WHY = "whoever is erased is erased everywhere, also where the one who does it may not look"


def forget(gone: Gone) -> None:
    """A fault of the mail names the address."""
    Silence.objects.system_rows(_WHY).filter(person_id=gone.person_id).delete()
    Digest.objects.system_rows(_WHY).filter(person_id=gone.person_id).exclude(fault="").update(fault="")


# What buyers publish is public, and about nobody of the register.
_PUBLIC = {
    "market.Raw": {Fate.NONE: "source where sha256"},
    "market.Unread": {Fate.NONE: "source reason where detail key run_id"},
    "market.Notice": {
        Fate.NONE: "source number published_as version hash form procedure_id legal_basis title cpv_main cpv countries buyer_name "
        "buyer_country buyer_key currency matched"
    },
    "market.Version": {Fate.NONE: "version hash content"},
    "market.Award": {Fate.NONE: "lot_id title cpv winner_name winner_country winner_key currency"},
    "market.Earlier": {Fate.NONE: "number"},
}
_COLUMNS = {
    "market.Match": {Fate.LOOKED: "reason reasons gaps"},
    "market.Answer": {Fate.DID: "person_id", Fate.LOOKED: "why reasons"},
    "market.Digest": {Fate.ABOUT: "person_id", Fate.GOES: "fault", Fate.NONE: "week matches"},
    "market.Silence": {Fate.GOES: "person_id"},
}
PART = Part({**_PUBLIC, **_COLUMNS}, forget)
