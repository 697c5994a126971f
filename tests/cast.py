"""The standing cast: Anna (member), Ben (rival member), Clara (secretariat), Dora (partner cluster), Erik (funder's auditor), and
a guest. Each is a viewer made from real rows, as a sign-in would make it."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.text import slugify

from klynge.access.viewer import ANYONE, Role, Viewer
from klynge.core.tlp import Label
from klynge.people.models import Account, RoleGrant
from klynge.register.models import Affiliation, Membership, Organisation, Person
from klynge.register.viewers import viewer_of_account

SINCE = date(2020, 1, 1)


@dataclass(frozen=True)
class Cast:
    guest: Viewer
    anna: Viewer
    ben: Viewer
    clara: Viewer
    dora: Viewer
    erik: Viewer
    hawk: Organisation  # Anna's firm
    kite: Organisation  # Ben's firm, its rival
    abroad: Organisation  # Dora's cluster

    def everybody(self) -> dict[str, Viewer]:
        return {name: getattr(self, name) for name in ("guest", "anna", "ben", "clara", "dora", "erik")}


def organisation(name: str, **more: object) -> Organisation:
    return Organisation.objects.create(name=name, slug=slugify(name), **{"label": Label.CLEAR, **more})


def person(name: str, organisation: Organisation | None = None, *, manages: bool = False, role: Role | None = None) -> Viewer:
    account = Account.objects.create_user(f"{name.lower()}@example.org")
    row = Person.objects.create(name=name, account=account, language="en")
    if organisation is not None:
        Affiliation.objects.create(person=row, organisation=organisation, manages=manages, from_on=SINCE)
    if role is not None:
        RoleGrant.objects.create(account=account, role=role, starts_on=SINCE, given_by=account, confirmed_by=account)
    return viewer_of_account(account, second_factor=True)


def make() -> Cast:
    hawk, kite = organisation("Hawk ApS", cvr="11111118"), organisation("Kite ApS", cvr="22222226")
    abroad = organisation("Cluster Abroad", country="SE", kind=Organisation.CLUSTER)
    for member in (hawk, kite):
        Membership.objects.create(organisation=member, type="company", from_on=SINCE, label=Label.CLEAR)
    return Cast(
        guest=ANYONE,
        anna=person("Anna", hawk, manages=True),
        ben=person("Ben", kite, manages=True),
        clara=person("Clara", role=Role.SECRETARIAT),
        dora=person("Dora", abroad, role=Role.PARTNER),
        erik=person("Erik", role=Role.AUDITOR),
        hawk=hawk,
        kite=kite,
        abroad=abroad,
    )


def as_of_now(cast: Cast) -> Cast:
    """The same people as their next request would see them: with the audiences and the work that they have by now."""
    now = {
        name: viewer_of_account(Account.objects.get(pk=viewer.account_id), second_factor=True)
        for name, viewer in cast.everybody().items()
        if viewer.signed_in
    }
    return replace(cast, **now)
