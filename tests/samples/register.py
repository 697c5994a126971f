from datetime import date, timedelta
from itertools import product

from django.utils import timezone

from klynge.access.models import Circle
from klynge.core.tlp import Label
from klynge.register import models
from klynge.register.fields import FACTS
from klynge.register.passages import index_organisations
from tests.cast import Cast, organisation
from tests.samples import name, word

DAY = date(2026, 1, 1)


def samples(cast: Cast) -> None:
    """Each labelled model with every label, owned by Anna's firm, Ben's and a third that is itself closed, without an audience,
    with one that names Ben's firm and with one that names Ben; and for each of these audiences a member of today with an open
    card, whose whole profile has it."""
    third = organisation(f"Third {word()}", label=Label.STRICT)
    firm_named, person_named, empty = (Circle.objects.create(name=word(), made_at=timezone.now()) for _ in range(3))
    models.Named.objects.create(circle=firm_named, organisation=cast.kite)
    models.Named.objects.create(circle=person_named, person_id=cast.ben.person_id)
    for label, circle in product(Label, (None, firm_named, person_named, empty)):
        organisation(f"Sample {word()}", label=label, circle=circle)
        for owner in (cast.hawk, cast.kite, third):
            _of(owner, {"label": label.value, "circle": circle})
        _member({"label": label.value, "circle": circle})
    for owner in (cast.hawk, cast.kite, third):
        models.Proposal.objects.create(
            organisation=owner, target="fact:profile:da", change=_change(), made_by_id=cast.anna.person_id, made_at=timezone.now()
        )
        models.Confirmation.objects.create(organisation=owner, asked_at=timezone.now() - timedelta(days=90), note=word())
    for owner in (cast.hawk, third):
        models.OldAddress.objects.create(slug=name(), organisation=owner, until_at=timezone.now())
    models.Import.objects.create(
        name=word(), hash="0" * 64, rows=[[2, "new", {"name": word()}, [["name", "", word()]]]], made_at=timezone.now()
    )
    models.Merge.objects.create(kept=cast.hawk, gone=third, moved=[], made_at=timezone.now(), undone_at=timezone.now())
    for state in ("waiting", "new", "asked", "declined"):
        _application(state)
    models.Apart.objects.create(one=cast.hawk, other=cast.kite, made_at=timezone.now())


def _application(state: str) -> None:
    texts = ("name", "foreign_number", "address", "website", "contact_name", "contact_title", "email", "phone", "why", "question")
    now, told = timezone.now(), {text: word() for text in (*texts, "answer", "letter")}
    confirmed, decided = None if state == "new" else now, now if state == "declined" else None
    models.Application.objects.create(state=state, country="SE", made_at=now, confirmed_at=confirmed, decided_at=decided, **told)


def _change() -> dict[str, object]:
    """A new profile text that would be open to all, as the register's action writes it down."""
    values = {"name": "profile", "language": "da", "value": word()}
    return {"kind": "fact", "id": None, "values": values, "label": Label.CLEAR.value, "was": ""}


def _member(audience: dict[str, object]) -> None:
    owner = organisation(f"Member {word()}", cvr_note=word())
    models.Membership.objects.create(organisation=owner, type="company", from_on=DAY, label=Label.CLEAR)
    for fact, field in FACTS.items():
        for language in ("da", "en") if field.languages else ("",):
            models.Fact.objects.create(organisation=owner, name=fact, language=language, value=word(), **audience)
    _of(owner, audience)
    index_organisations([owner.pk])


def _of(owner: models.Organisation, audience: dict[str, object]) -> None:
    person = models.Person.objects.create(name=word())
    work = models.Affiliation.objects.create(person=person, organisation=owner, title=word(), from_on=DAY, **audience)
    models.ContactPoint.objects.create(affiliation=work, organisation=owner, kind="email", value=word(), **audience)
    site = models.Site.objects.create(organisation=owner, name=word(), address=word(), town=word(), **audience)
    models.Fact.objects.create(organisation=owner, name=name(), language="da", value=word(), **audience)
    year = 1990 + models.Figure.objects.system_rows("a sample of its own year").count()
    models.Figure.objects.create(organisation=owner, name="staff", year=year, amount=1, source=word(), **audience)
    models.Capability.objects.create(organisation=owner, system="own", code=word(), **audience)
    models.Certificate.objects.create(
        organisation=owner, site=site, kind="certificate", name=word(), evidence=word(), verifier=word(), **audience
    )
    models.Reference.objects.create(organisation=owner, title=word(), text=word(), buyer=word(), **audience)
    other = organisation(f"Owner {word()}")
    models.Ownership.objects.create(owner=other, organisation=owner, share=30, from_on=DAY, source=word(), **audience)
    models.Membership.objects.create(organisation=owner, type="company", from_on=DAY, to_on=DAY, **audience)
