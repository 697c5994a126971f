"""The demonstration's year in the ledger, as everybody gets it: told by actions, whole, and the same again."""

from collections import Counter
from decimal import Decimal

import pytest
from django.db.models import F

from klynge.access.viewer import Role
from klynge.core.indicators.shapes import Period
from klynge.demo.ledger.grants import half_years
from klynge.ledger import models
from klynge.ledger.actions.book import first_broken, heads
from klynge.ledger.queries.aid import headroom
from klynge.programme.queries.figures import figures
from tests.demo.year import all_of, lived

pytestmark = pytest.mark.django_db

KINDS = {"event": 15, "course": 10, "group": 12, "visit": 7, "advice": 8, "introduction": 6, "project": 2}


def test_the_year_stands_in_the_ledger_whole(world, today):
    (first, _), _ = half_years(today)
    assert Counter(all_of(models.Activity).values_list("kind", flat=True)) == KINDS
    rows = all_of(models.Participation).filter(live=True)
    assert 800 < rows.count() < 1000
    assert set(rows.values_list("capacity", flat=True)) == {"participant", "dedicated", "economic", "recipient"}
    assert {"DK", "SE"} == set(rows.values_list("country", flat=True))
    assert rows.filter(member="").exists()  # organisations that are no members took part
    assert not rows.exclude(on__range=(first, today)).exists()
    corrected = all_of(models.Participation).filter(void=True) | all_of(models.Participation).exclude(corrects=None)
    assert corrected.count() == 3
    assert [first_broken(kind) for kind in models.BOOKED] == [None] * 5
    assert not all_of(models.Grant).filter(demo=False).exists()
    assert not all_of(models.Activity).filter(demo=False).exists()

    sheets = all_of(models.Sheet)
    assert sheets.filter(signed_at=None).count() == 1  # one is missing
    assert sheets.exclude(approved_at=None).count() == sheets.count() - 1
    assert not sheets.filter(approved_by=F("signed_by")).exists()

    clara, erik = world["clara"], world["erik"]
    assert clara.roles == {Role.SECRETARIAT, Role.FINANCE}
    assert erik.roles == {Role.AUDITOR}
    [grant] = models.Grant.objects.visible_to(erik)
    assert grant.funder == "Den opdigtede Innovationsfond"

    declared = all_of(models.Aid).filter(step="declared", live=True, euro__gt=20_000)
    rooms = [headroom(clara, firm, today) for firm in set(declared.values_list("organisation_id", flat=True))]
    assert [(room.room, room.used) for room in rooms] == [(Decimal(37_100), Decimal(262_900))] * 2  # one group, asked by two
    assert len({room.group for room in rooms}) == 1


def test_both_funders_get_figures_by_rules_of_their_own_for_both_half_years(world, today):
    clara = world["clara"]
    for grant in models.Grant.objects.visible_to(clara):
        for span in half_years(today):
            found = {card.key: card.value for card in figures(clara, grant.pk, Period(*span)).cards}
            most = "ufs-companies" if grant.rules == "ufs" else "deb-supported"
            assert {key[:3] for key in found} == {grant.rules[:3]}
            assert 60 < found[most] <= 170


def test_the_year_is_lived_once(world, today):
    before = heads(models.BOOKED)
    lived(today)
    assert heads(models.BOOKED) == before
    assert all_of(models.Grant).count() == 2
