"""Lists of participants: shown with every problem and offer, taken in whole, again without change."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from klynge.core.errors import Refused, Wrong
from klynge.ledger import models
from klynge.ledger.actions.rolls import read_roll, take_in_roll
from klynge.ledger.actions.take_part import take_part
from klynge.register.models import Affiliation, Membership, Organisation, Person
from tests.ledger.things import activity, anna, live, rows
from tests.register.lists import as_workbook, workbook

pytestmark = pytest.mark.django_db
DANISH = "Navn;E-mail;Virksomhed;CVR-nr.;Udenlandsk nummer;Land;Rolle;Fra;Til;Dokumentation"
ANNA = "Anna;;Hawk ApS;11111118;;;Deltager;9.30;kl. 11:00;Underskrevet liste"
BEN = "Ben;;;22222226;;;;;;"
NEW = "Åse Ørum;aase@heron.example;Heron ApS;13585628;;;dedikeret;;;"
ABROAD = "Bo Ek;;Sjöfart AB;;556000-1111;Sverige;;;;"


@pytest.fixture
def one(cast):
    return activity(cast)


def roll(*said):
    return "\r\n".join((DANISH, *said)).encode("utf-8-sig")


def read(cast, one, content, name="list.csv"):
    return read_roll(by=cast.clara, activity_id=one.pk, name=name, content=content)


def problems(made):
    return [(row, column, template) for row, column, template, _facts, error in made.problems if error]


def everything():
    models_ = (models.Participation, Organisation, Person, Affiliation, Membership)
    return {model.__name__: model.objects.system_rows("the test counts all").count() for model in models_}


def test_reading_a_list_records_nobody(cast, one):
    before = everything()
    made = read(cast, one, roll(ANNA, BEN, NEW))
    assert (made.counts, made.problems) == ({"new": 3, "same": 0, "wrong": 0}, [])
    assert [(key, at, kind, name) for key, at, kind, name in made.offers] == [("firm:13585628", [4], "organisation", "Heron ApS")]
    assert everything() == before


@pytest.mark.parametrize("form", [lambda content: content, as_workbook, lambda c: c.decode("utf-8-sig").encode("cp1252")])
def test_a_danish_list_is_taken_in_and_again_changes_nothing(cast, one, form):
    content = form(roll(ANNA, BEN))
    made = take_in_roll(by=cast.clara, roll_id=read(cast, one, content).pk)
    said = [(r.person_id, r.organisation_id, r.capacity, r.hours, r.evidence, r.evidence_at) for r in live()]
    assert said == [
        (cast.anna.person_id, cast.hawk.pk, "participant", Decimal("1.5"), "signed list", "list.csv"),
        (cast.ben.person_id, cast.kite.pk, "participant", 0, "import", "list.csv"),
    ]
    assert live()[0].from_at == datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
    after = everything()
    assert take_in_roll(by=cast.clara, roll_id=made.pk).taken_at == made.taken_at
    again = read(cast, one, content)
    assert (again.pk != made.pk, again.counts) == (True, {"new": 0, "same": 2, "wrong": 0})
    take_in_roll(by=cast.clara, roll_id=again.pk)
    assert everything() == after


def test_english_headings_with_commas_and_a_foreign_firm(cast, one):
    Organisation.objects.system_rows("the test names it").filter(pk=cast.abroad.pk).update(foreign_number="556000-1111")
    content = b'Name,Organisation,Foreign number,Country\n"Ek, Bo",Cluster Abroad,556000-1111,SE\n,"Hawk ApS",,\n'
    take_in_roll(by=cast.clara, roll_id=read(cast, one, content).pk)
    assert [(row.organisation_id, row.person_id is None, row.country) for row in live()] == [
        (cast.abroad.pk, False, "SE"),
        (cast.hawk.pk, True, "DK"),
    ]


def test_an_unknown_firm_is_entered_only_when_ticked_and_then_once_and_as_no_member(cast, one):
    second = "Ida;;Heron ApS;13585628;;;;;;"
    made = read(cast, one, roll(ANNA, NEW, second, ABROAD))
    before = everything()
    assert [offer[:2] for offer in made.offers] == [["firm:13585628", [3, 4]], ["firm:SE:556000-1111", [5]]]
    with pytest.raises(Wrong, match="Sjöfart AB waits for your tick"):
        take_in_roll(by=cast.clara, roll_id=made.pk, ticked=["firm:13585628"])
    assert everything() == before
    take_in_roll(by=cast.clara, roll_id=made.pk, ticked=["firm:13585628", "firm:SE:556000-1111"])
    heron = Organisation.objects.visible_to(cast.clara).get(cvr="13585628")
    sjofart = Organisation.objects.visible_to(cast.clara).get(foreign_number="556000-1111")
    assert [row.organisation_id for row in live()] == [cast.hawk.pk, heron.pk, heron.pk, sjofart.pk]
    assert [(row.member, row.country) for row in live()][1:] == [("", "DK"), ("", "DK"), ("", "SE")]
    assert not Membership.objects.visible_to(cast.clara).filter(organisation__in=[heron.pk, sjofart.pk]).exists()


def test_somebody_from_elsewhere_is_recorded_only_when_the_affiliation_is_ticked(cast, one):
    mail = "anna@hawk.example"
    work = Affiliation.objects.visible_to(cast.clara).get(person_id=cast.anna.person_id)
    work.contact_points.create(organisation=cast.hawk, kind="email", value=mail)
    made = read(cast, one, roll(f"Anna;{mail};Kite ApS;22222226;;;;;;"))
    assert made.offers == [["works:2", [2], "affiliation", "Anna · Kite ApS"]]
    with pytest.raises(Wrong, match="Anna · Kite ApS waits for your tick"):
        take_in_roll(by=cast.clara, roll_id=made.pk)
    take_in_roll(by=cast.clara, roll_id=made.pk, ticked=["works:2"])
    assert [(row.person_id, row.organisation_id) for row in live()] == [(cast.anna.person_id, cast.kite.pk)]


def test_each_problem_is_named_by_row_and_column_and_nothing_is_recorded(cast, one):
    made = read(
        cast,
        one,
        roll(
            ANNA,
            ANNA,
            "Bo;bo at hawk;Hawk ApS;;;;;;;",
            "Bo;;;;;;;;;",
            "Bo;;Hawk ApS;1234567;;;;;;",
            "Bo;;Nordjysk Universitet;22222226;;;;;;",
            "Bo;;Hawk ApS;;;;Chef;;;",
            "Bo;;Hawk ApS;;;;;25:00;;",
            "Ib;;Hawk ApS;;;;;11:00;10:00;",
            "Eva;;;13585628;;;;;;",
            "Finn;;Sjöfart AB;;556;;;;;",
            "Gorm;;Hawk ApS",
        ),
    )
    assert [(row, column) for row, column, _ in problems(made)] == [
        (3, "name"),
        (4, "email"),
        (5, "organisation"),
        (6, "cvr"),
        (7, "cvr"),
        (8, "capacity"),
        (9, "from_at"),
        (10, "to_at"),
        (11, "organisation"),
        (12, "country"),
        (13, ""),
    ]
    before = everything()
    with pytest.raises(Wrong, match="nobody was recorded"):
        take_in_roll(by=cast.clara, roll_id=made.pk, ticked=[offer[0] for offer in made.offers])
    assert everything() == before


def test_somebody_who_is_recorded_for_another_firm_is_a_problem_not_a_second_row(cast, one):
    take_part(by=cast.clara, activity_id=one.pk, taken=[anna(cast)])
    Affiliation.objects.create(person_id=cast.anna.person_id, organisation=cast.kite, from_on="2020-01-01")
    made = read(cast, one, roll("Anna;;Kite ApS;;;;;;;"))
    assert [(row, column) for row, column, _ in problems(made)] == [(2, "name")]
    assert read(cast, one, roll("Anna;;Hawk ApS;;;;;;;")).counts == {"new": 0, "same": 1, "wrong": 0}


def test_formulas_stay_text_and_are_said(cast, one):
    made = read(cast, one, workbook([["Navn", "Organisation"], ["=1+1", "Hawk ApS"], ["'-Ib", "Hawk ApS"]]))
    assert [(row, column, error) for row, column, _t, _f, error in made.problems] == [(2, "name", False)]
    take_in_roll(by=cast.clara, roll_id=made.pk)
    names = Person.objects.visible_to(cast.clara).filter(pk__in=live().values("person_id")).order_by("pk")
    assert [person.name for person in names] == ["=1+1", "-Ib"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"Navn;Virksomhed\n", "no rows"),
        (b"Navn;Titel\nBo;Chef", "No column says for which organisation"),
        (b"PK\x03\x04rubbish", "no workbook"),
        (b"Navn;Virksomhed\n\xc3\xa6\xffBo;Hawk", "breaks at byte"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(cast, one, content, says):
    with pytest.raises(Wrong, match=says):
        read(cast, one, content)
    assert not models.Roll.objects.visible_to(cast.clara).exists()


def test_only_the_secretariat_reads_lists(cast, one):
    made = read(cast, one, roll(ANNA))
    for name, viewer in cast.everybody().items():
        if name != "clara":
            with pytest.raises(Refused):
                read_roll(by=viewer, activity_id=one.pk, name="x", content=roll(ANNA))
            with pytest.raises(Refused):
                take_in_roll(by=viewer, roll_id=made.pk)
    assert not rows().exists()


def test_thirty_rows_take_as_many_questions_as_one(cast, one):
    counts = []
    for n in (1, 30):
        content = roll(*(f"Person {k};;Hawk ApS;;;;;;;" for k in range(n)))
        with CaptureQueriesContext(connection) as asked:
            read(cast, one, content)
        counts.append(len(asked))
    assert counts[0] == counts[1]
