"""Whether somebody may be recorded on an activity: what the register and the ledger know, fetched once for a whole list, and every
fault of each row in a sentence. Nothing here writes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from django.utils import timezone

from klynge.access.viewer import Viewer
from klynge.core.errors import Conflict, Wrong
from klynge.core.words import fold
from klynge.ledger.models import CAPACITIES, Activity, Funding, Grant, Participation
from klynge.ledger.queries.locks import locked_months
from klynge.ledger.queries.standing import kept_ids
from klynge.ledger.words import CURRENCIES, EVIDENCE
from klynge.register.models import Affiliation, ContactPoint, Organisation, Person

_WHY = "whether somebody may be recorded does not depend on who records it"


@dataclass(frozen=True, slots=True)
class Taken:
    """Somebody took part. Either `person_id`, or a name (perhaps with an e-mail) by which the person is found or made, or neither:
    then only the firm is known. With `affiliate` it is recorded that the person works there, where the register does not know."""

    organisation_id: int
    person_id: int | None = None
    name: str = ""
    email: str = ""
    capacity: str = "participant"
    from_at: datetime | None = None
    to_at: datetime | None = None
    value: Decimal = Decimal(0)
    currency: str = "DKK"
    evidence: str = "signed list"
    evidence_at: str = ""
    affiliate: bool = False

    @property
    def named(self) -> bool:
        return self.person_id is not None or bool(self.name or self.email)

    def day(self, activity: Activity) -> date:
        return timezone.localtime(self.from_at).date() if self.from_at else activity.on  # type: ignore[no-any-return]

    @property
    def hours(self) -> Decimal:
        if self.from_at is None or self.to_at is None:
            return Decimal(0)
        passed = self.to_at.astimezone(UTC) - self.from_at.astimezone(UTC)  # the clocks of one zone lie when they change
        return Decimal(passed.total_seconds() / 3600).quantize(Decimal("0.01"))


@dataclass(frozen=True, slots=True)
class Firm:
    id: int
    name: str
    founded_on: date | None
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class Work:
    person_id: int
    organisation_id: int
    from_on: date
    to_on: date | None

    def holds(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


@dataclass(frozen=True, slots=True)
class Facts:
    """`there`: row -> (person, organisation, capacity) of what is live on the activity; `people`: id -> (name, erased). `note` adds
    what a list has said so far."""

    kept: Mapping[int, int]
    firms: Mapping[int, Firm]
    works: "defaultdict[int, list[Work]]"  # by organisation
    people: dict[int, tuple[str, bool]]
    emails: "defaultdict[str, list[int]]"  # e-mail -> people
    grants: Sequence[Grant]
    locked: frozenset[tuple[int, date]]
    there: dict[int, tuple[int | None, int, str]]

    def note(self, taken: Taken, person_id: int | None, firm_id: int, day: date) -> None:
        """This is recorded now: the next row of the same list meets it."""
        self.there[-len(self.there) - 1] = (person_id, firm_id, taken.capacity)
        if person_id is not None:
            self.people.setdefault(person_id, (taken.name, False))
            self.works[firm_id].append(Work(person_id, firm_id, day, day))
            if taken.email:
                self.emails[taken.email.lower()].append(person_id)

    def firm(self, taken: Taken) -> Firm | None:
        return self.firms.get(self.kept.get(taken.organisation_id, taken.organisation_id))

    def person(self, taken: Taken, day: date) -> int | None:
        """Who is meant: by id, by e-mail, by name among those who work there on the day. None is somebody new. Raises Wrong when
        several are meant."""
        if taken.person_id is not None:
            return taken.person_id
        firm = self.firm(taken)
        works = [one for one in self.works.get(firm.id, ()) if one.holds(day)] if firm else []
        found = set(self.emails.get(taken.email.lower(), ())) if taken.email else set()
        here = found & {one.person_id for one in works}
        if len(found) > 1 and len(here) != 1:
            raise Wrong("Several people have the e-mail %(email)s. Choose one of them.", where="email", email=taken.email)
        if found:
            return (here or found).pop()
        named = {one.person_id for one in works if fold(self.people[one.person_id][0]) == fold(taken.name)}
        if len(named) > 1:
            raise Wrong(
                "Several people there are called %(name)s. Write the e-mail, so that one is meant.", where="name", name=taken.name
            )
        return named.pop() if named else None


def facts(viewer: Viewer, activity: Activity, takens: Iterable[Taken]) -> Facts:
    """Nine queries, however many there are. An organisation that is closed to the viewer is none."""
    takens = list(takens)
    kept = kept_ids()
    ids = {kept.get(one.organisation_id, one.organisation_id) for one in takens}
    merged = {old for old, new in kept.items() if new in ids}
    firms = Organisation.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", "name", "founded_on", "closed_on")
    rows = Affiliation.objects.system_rows(_WHY).filter(organisation_id__in=ids | merged).order_by("pk")
    works: defaultdict[int, list[Work]] = defaultdict(list)
    for person, organisation, first, last in rows.values_list("person_id", "organisation_id", "from_on", "to_on"):
        at = kept.get(organisation, organisation)
        works[at].append(Work(person, at, first, last))
    emails: defaultdict[str, list[int]] = defaultdict(list)
    points = ContactPoint.objects.system_rows(_WHY).filter(
        kind="email", value__in={one.email.lower() for one in takens if one.email}
    )
    for email, person in points.values_list("value", "affiliation__person_id").distinct():
        emails[email].append(person)
    known = {work.person_id for held in works.values() for work in held} | {one for found in emails.values() for one in found}
    known |= {one.person_id for one in takens if one.person_id is not None}
    people = Person.objects.system_rows(_WHY).filter(pk__in=known).values_list("pk", "name", "erased_at")
    paid = Funding.objects.system_rows(_WHY).filter(activity=activity).values("grant_id")
    grants = list(Grant.objects.system_rows(_WHY).filter(pk__in=paid))
    there = Participation.objects.system_rows(_WHY).filter(activity=activity, live=True)
    return Facts(
        kept=kept,
        firms={one[0]: Firm(*one) for one in firms},
        works=works,
        people={pk: (name, erased is not None) for pk, name, erased in people},
        emails=emails,
        grants=grants,
        locked=locked_months(grant.pk for grant in grants),
        there={pk: tuple(said) for pk, *said in there.values_list("pk", "person_id", "organisation_id", "capacity")},
    )


def faults(activity: Activity, taken: Taken, known: Facts, today: date, instead_of: int | None = None) -> Iterator[Wrong]:
    """Everything that keeps somebody from being recorded. `instead_of` is the row that this one corrects."""
    firm, day = known.firm(taken), taken.day(activity)
    if firm is None:
        yield Wrong("There is no such organisation in the register.", where="organisation")
        return
    yield from _form(activity, taken, day, today)
    if firm.founded_on is not None and day < firm.founded_on:
        facts = {"name": firm.name, "day": firm.founded_on.isoformat()}
        yield Wrong("%(name)s was founded on %(day)s, so nobody took part for it before.", where="organisation", **facts)
    if firm.closed_on is not None and day > firm.closed_on:
        facts = {"name": firm.name, "day": firm.closed_on.isoformat()}
        yield Wrong("%(name)s was closed on %(day)s, so nobody took part for it after.", where="organisation", **facts)
    try:
        person = known.person(taken, day)
    except Wrong as several:
        yield several
        return
    yield from _person(taken, person, firm, day, known)
    yield from _outside(day, known)
    yield from closed(day, known)
    key = (person, firm.id, taken.capacity)
    if person is not None or not taken.named:
        for row, (who, where, capacity) in known.there.items():
            same = who == person if person is not None else (who, known.kept.get(where, where), capacity) == key
            if row != instead_of and same:
                said = known.people[person][0] if person is not None else firm.name
                yield Conflict("%(name)s is recorded on this activity already.", where="name", name=said)


def _form(activity: Activity, taken: Taken, day: date, today: date) -> Iterator[Wrong]:
    if taken.capacity not in CAPACITIES:
        yield Wrong("“%(text)s” is no capacity in which somebody takes part.", where="capacity", text=taken.capacity)
    if taken.evidence not in EVIDENCE:
        yield Wrong("“%(text)s” is no kind of evidence.", where="evidence", text=taken.evidence)
    if taken.currency not in CURRENCIES:
        yield Wrong("“%(text)s” is no currency that is kept here.", where="currency", text=taken.currency)
    if not 0 <= taken.value < 10**10:
        yield Wrong("A value is an amount from 0 up.", where="value")
    if len(taken.name) > 200 or len(taken.evidence_at) > 200:
        yield Wrong("At most 200 characters are kept. Shorten it.", where="name" if len(taken.name) > 200 else "evidence_at")
    if taken.from_at and taken.to_at and taken.to_at < taken.from_at:
        yield Wrong("Somebody leaves after they come. Look at the two times.", where="to_at")
    if taken.to_at and not taken.from_at:
        yield Wrong("Say from when, too.", where="from_at")
    last = timezone.localtime(activity.to_at).date()
    if not activity.on <= day <= last or (taken.to_at and timezone.localtime(taken.to_at).date() > last):
        facts = {"first": activity.on.isoformat(), "last": last.isoformat()}
        yield Wrong("The activity ran from %(first)s to %(last)s. Nobody took part on another day.", where="from_at", **facts)
    if day > today:
        yield Wrong(
            "The activity begins on %(day)s. Whoever takes part is recorded on that day, not ahead of it.",
            where="activity",
            day=day.isoformat(),
        )


def _person(taken: Taken, person: int | None, firm: Firm, day: date, known: Facts) -> Iterator[Wrong]:
    if person is None:
        if taken.email and not taken.name:
            yield Wrong("Nobody in the register has the e-mail %(email)s. Write the name, too.", where="name", email=taken.email)
        return
    if person not in known.people:
        yield Wrong("There is no such person in the register.", where="name")
        return
    name, erased = known.people[person]
    if erased:
        yield Wrong("This person was erased, so nothing new is recorded for them. What was recorded before stays.", where="name")
    elif not taken.affiliate and not any(one.person_id == person and one.holds(day) for one in known.works.get(firm.id, ())):
        yield Wrong(
            "%(name)s was not affiliated with %(firm)s on %(day)s. Choose another organisation, or tick that the person worked there.",
            where="affiliate",
            name=name,
            firm=firm.name,
            day=day.isoformat(),
        )


def _outside(day: date, known: Facts) -> Iterator[Wrong]:
    for grant in known.grants:
        if not grant.from_on <= day <= grant.to_on:
            yield Wrong(
                "%(grant)s runs from %(first)s to %(last)s and does not pay for an activity on %(day)s.",
                where="from_at",
                grant=grant.name,
                first=grant.from_on.isoformat(),
                last=grant.to_on.isoformat(),
                day=day.isoformat(),
            )


def closed(day: date, known: Facts) -> Iterator[Wrong]:
    """The month of this day is locked for a grant that pays: nothing is recorded, corrected or withdrawn in it."""
    for grant in known.grants:
        if (grant.pk, day.replace(day=1)) in known.locked:
            yield Wrong(
                "%(month)s is locked for %(grant)s. Somebody with the money right can open it again, with a reason.",
                where="from_at",
                month=day.strftime("%Y-%m"),
                grant=grant.name,
            )
