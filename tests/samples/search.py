from itertools import product

from django.utils import timezone

from klynge.access.models import Circle
from klynge.core.tlp import Label
from klynge.register.models import Named, Organisation
from klynge.search.models import Passage, Word
from tests.cast import Cast, organisation
from tests.samples import name, word


def samples(cast: Cast) -> None:
    """Passages and words with every label and audience: of Anna's firm, of Ben's, of one that is closed itself, of one that does
    not exist, and of a kind that nobody named."""
    closed = organisation(f"Closed {word()}", label=Label.STRICT)
    firm_named, person_named = (Circle.objects.create(name=word(), made_at=timezone.now()) for _ in range(2))
    Named.objects.create(circle=firm_named, organisation=cast.kite)
    Named.objects.create(circle=person_named, person_id=cast.ben.person_id)
    nobody = Organisation(pk=10**9)
    for label, circle in product(Label, (None, firm_named, person_named)):
        audience = {"label": label.value, "circle": circle}
        for owner in (cast.hawk, cast.kite, closed, nobody):
            for kind in ("organisation", "unnamed"):
                text = f"{kind} {word()}"
                Passage.objects.create(
                    kind=kind,
                    thing=f"{kind}:{owner.pk}",
                    object_id=owner.pk,
                    owner_id=owner.pk,
                    field="profile",
                    text=text,
                    size=2,
                    **audience,
                )
            Word.objects.create(
                kind="organisation", audience=name(), owner_id=owner.pk, text=name(), language="da", count=1, **audience
            )
