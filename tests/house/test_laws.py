"""The laws of access over worlds that nobody thought of: labels, owners, audiences, roles and days at random, compared with the
slow rules, and what may never happen when something is taken away or closed."""

import os
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klynge.access.models import Circle
from klynge.access.viewer import ANYONE, Role, Viewer
from klynge.core.tlp import Label, is_stricter
from klynge.market.models import Match, Notice
from klynge.people.models import Account, RoleGrant
from klynge.register.models import Affiliation, Fact, Membership, Named, Organisation, Person
from klynge.register.viewers import viewer_of_account
from klynge.web.listing import listing
from tests.house.world import part

pytestmark = pytest.mark.django_db
WORLDS = settings(
    max_examples=int(os.environ.get("KLYNGE_WORLDS", "100")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    database=None,
    derandomize=True,
)
LABELS = list(Label)
LESS_THAN_DAYS = st.integers(-3, 3)  # from today
MODELS = (Organisation, Fact, Affiliation, Membership, Person, Notice, Match)
_WHY = "the test looks at all rows"

firms = st.integers(0, 2)
people = st.integers(0, 2)
circles = st.one_of(st.none(), st.integers(0, 2))
audience = st.tuples(st.sampled_from(LABELS), circles)
worlds = st.fixed_dictionaries(
    {
        "firms": st.lists(audience, min_size=3, max_size=3),
        "facts": st.lists(st.tuples(firms, audience), max_size=3),
        "works": st.lists(st.tuples(people, firms, st.booleans(), LESS_THAN_DAYS, LESS_THAN_DAYS, audience), max_size=4),
        "members": st.lists(st.tuples(firms, LESS_THAN_DAYS, LESS_THAN_DAYS, audience), max_size=3),
        "named": st.lists(
            st.tuples(st.integers(0, 2), st.one_of(firms.map(lambda n: ("f", n)), people.map(lambda n: ("p", n)))), max_size=4
        ),
        "roles": st.lists(
            st.tuples(people, st.sampled_from(list(Role)), LESS_THAN_DAYS, LESS_THAN_DAYS, st.booleans()), max_size=3
        ),
        "notices": st.lists(audience, max_size=2),
        "matches": st.lists(st.tuples(st.integers(0, 1), firms, st.booleans()), max_size=2),
    }
)


class Made:
    """Rows of a drawn world, and its three people."""

    def __init__(self, drawn) -> None:
        today = timezone.localdate()
        day = lambda n: today + timedelta(days=n)  # noqa: E731  # two letters for the eye
        self.circles = [Circle.objects.create(name=f"c{n}", made_at=timezone.now()) for n in range(3)]
        self.firms = [
            Organisation.objects.create(name=f"f{n}", slug=f"f{n}", **self._audience(one)) for n, one in enumerate(drawn["firms"])
        ]
        self.accounts = [Account(email=f"p{n}@example.org") for n in range(3)]
        for one in self.accounts:
            one.save()
        self.people = [Person.objects.create(name=f"p{n}", account=one) for n, one in enumerate(self.accounts)]
        for n, (firm, one) in enumerate(drawn["facts"]):
            Fact.objects.create(organisation=self.firms[firm], name=f"n{n}", value="x", **self._audience(one))
        for who, firm, manages, since, until, one in drawn["works"]:
            days = {"from_on": day(since), "to_on": day(until)}
            Affiliation.objects.create(
                person=self.people[who], organisation=self.firms[firm], manages=manages, **days, **self._audience(one)
            )
        for firm, since, until, one in drawn["members"]:
            days = {"from_on": day(since), "to_on": day(until)}
            Membership.objects.create(organisation=self.firms[firm], type="company", **days, **self._audience(one))
        for circle, (kind, n) in drawn["named"]:
            named = {"organisation": self.firms[n]} if kind == "f" else {"person": self.people[n]}
            Named.objects.create(circle=self.circles[circle], **named)
        for who, role, since, until, confirmed in drawn["roles"]:
            by = self.accounts[(who + 1) % 3]
            RoleGrant.objects.create(
                account=self.accounts[who],
                role=role,
                starts_on=day(since),
                ends_on=day(until),
                given_by=by,
                confirmed_by=by if confirmed else None,
            )
        notices = [
            Notice.objects.create(
                source="manual", number=f"{n}", version="01", hash="", kind="call", taken_at=timezone.now(), **one
            )
            for n, one in enumerate(map(self._audience, drawn["notices"]))
        ]
        for n, firm, shown in {(n, firm): (n, firm, shown) for n, firm, shown in drawn["matches"]}.values():
            if n < len(notices):
                match = {"score": 1.0, "place": 1, "shown": shown, "suggested_at": timezone.now()}
                Match.objects.create(notice=notices[n], organisation=self.firms[firm], **match)

    def _audience(self, drawn) -> dict[str, object]:
        label, circle = drawn
        return {"label": label.value, "circle": None if circle is None else self.circles[circle]}

    def viewers(self) -> list[Viewer]:
        return [ANYONE, *(viewer_of_account(one, second_factor=True) for one in self.accounts)]


def seen(viewer: Viewer) -> dict[str, frozenset[int]]:
    return {m._meta.label: frozenset(m.objects.visible_to(viewer).values_list("pk", flat=True)) for m in MODELS}


def in_a_world(check) -> None:
    """Runs the check for drawn worlds, each undone after it."""

    @WORLDS
    @given(worlds)
    def run(drawn) -> None:
        with transaction.atomic():
            check(Made(drawn))
            transaction.set_rollback(True)

    run()


def test_everybody_sees_what_the_slow_rule_says_in_any_world():
    def check(world: Made) -> None:
        rows = {model: list(model.objects.system_rows(_WHY)) for model in MODELS}
        for viewer in world.viewers():
            found = seen(viewer)
            for model, all_rows in rows.items():
                sees = part("oracle", model._meta.app_label).SEES[model._meta.label]
                assert found[model._meta.label] == {row.pk for row in all_rows if sees(viewer, row)}, model

    in_a_world(check)


def test_taking_away_never_gives_and_closing_never_opens():
    """A membership or a role less, or a stricter label: nobody sees a row that they did not see before. An empty audience is
    nobody's, an expired role is none, a count is the length of its list, and the pages together are the list."""

    def check(world: Made) -> None:
        before = [seen(viewer) for viewer in world.viewers()]
        for model in MODELS:
            rows = model.objects.visible_to(world.viewers()[1]).order_by("pk")
            assert rows.count() == len(rows)
            pages = [listing(rows, n, 2) for n in range(1, listing(rows, 1, 2).pages + 1)]
            assert [row.pk for page in pages for row in page] == [row.pk for row in rows]
        for take in (_end_a_membership, _raise_a_label, _empty_an_audience, _end_a_role):
            with transaction.atomic():
                if take():
                    for viewer, was in zip(world.viewers(), before, strict=True):
                        for label, ids in seen(viewer).items():
                            assert ids <= was[label], (take.__name__, label)
                transaction.set_rollback(True)

    in_a_world(check)


def _end_a_membership() -> int:
    row = Membership.objects.system_rows(_WHY).first()
    return Membership.objects.system_rows(_WHY).filter(pk=row.pk).delete()[0] if row else 0


def _raise_a_label() -> int:
    """CLEAR to GREEN to AMBER+STRICT; RED is another thing, as it names persons."""
    done = 0
    for model in (Organisation, Fact, Notice):
        for row in model.objects.system_rows(_WHY):
            stricter = [one for one in (Label.GREEN, Label.STRICT) if is_stricter(one, Label(row.label))]
            if stricter:
                done += model.objects.system_rows(_WHY).filter(pk=row.pk).update(label=stricter[0].value)
    return done


def _empty_an_audience() -> int:
    return Named.objects.system_rows(_WHY).delete()[0]


def _end_a_role() -> int:
    ended = timezone.localdate() - timedelta(days=1)
    return RoleGrant.objects.system_rows(_WHY).update(ends_on=ended)


def test_an_audience_without_anybody_opens_to_nobody_but_owner_and_secretariat(cast):
    circle = Circle.objects.create(name="empty", made_at=timezone.now())
    for n, label in enumerate((Label.AMBER, Label.STRICT, Label.RED)):
        row = Fact.objects.create(organisation=cast.hawk, name=f"n{n}", value="x", label=label, circle=circle)
        readers = {
            name for name, viewer in cast.everybody().items() if Fact.objects.visible_to(viewer).filter(pk=row.pk).exists()
        }
        assert readers == (set() if label is Label.RED else {"anna", "clara"}), label
