"""The demonstration's year in the ledger, as everybody gets it: told by actions, whole, and the same again."""

from collections import Counter
from decimal import Decimal
from io import BytesIO

import pypdfium2
import pytest
from django.db.models import F
from django.utils import translation
from openpyxl import load_workbook

from klynge.access.viewer import Role
from klynge.core.indicators.shapes import Period
from klynge.demo.ledger.grants import half_years
from klynge.ledger import models
from klynge.ledger.actions.book import first_broken, heads
from klynge.ledger.queries.aid import headroom
from klynge.programme.actions.pack import pack_file, start_pack
from klynge.programme.queries.figures import figures
from tests.demo.hand import Counted, cents, number
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


def test_both_packs_of_the_last_half_year_say_what_a_count_by_hand_says(world, today, settings, tmp_path):
    settings.HOME = tmp_path
    clara, (first, last) = world["clara"], half_years(today)[0]
    dues = models.Due.objects.visible_to(clara).filter(from_on=first)
    assert dues.count() == 2
    seen = set()
    for due in dues:
        counted = Counted(due.grant_id, first, last)
        pack = start_pack(by=clara, due_id=due.pk)
        with translation.override("en"):
            made = {
                form: pack_file(by=clara, pack_id=pack.pk, form=form, language="en", today=today).content
                for form in ("xlsx", "pdf")
            }
        book = {sheet.title: list(sheet.values)[1:] for sheet in load_workbook(BytesIO(made["xlsx"]))}

        said = {row[1]: number(row[4]) for row in book["Indicators"]}
        hand = counted.ufs() if "ufs-companies" in said else counted.deb()
        assert said == hand
        seen |= {key for key, value in hand.items() if value}

        assert {row[0]: (row[8], row[9], number(row[10])) for row in book["Participants"]} == counted.participants()
        assert {row[0]: (row[3] == "x", row[4] == "x") for row in book["Partners and recipients"]} == counted.partners()
        packages = {row[0]: cents([*row[3:11], row[12]]) for row in book["Accounts (DKK)"] if row[0] != "All"}
        assert packages == {name: cents(values) for name, values in counted.accounts().items()}
        assert sorted(number(row[6]) for row in book["State aid"]) == sorted(number(row["amount"]) for row in counted.aid)

        text = "".join("".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made["pdf"])).split())
        assert [name for name in counted.participants() if "".join(name.split()) not in text] == []
        if "deb-supported" in said:
            assert len(counted.firms(counted.companies())) != said["deb-supported"]  # firms of one group count once
    assert len(seen) >= 10  # a count in which all is nought would show nothing
