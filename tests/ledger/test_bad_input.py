"""What people get wrong, in the words in which the house says so in both languages; the ledger stays as it was, row by row."""

from datetime import date

import pytest
from django.utils import translation

from klynge.core.errors import Wrong
from klynge.ledger import models, roll
from klynge.ledger.actions.book import first_broken, heads
from klynge.ledger.actions.hours import record_hours
from klynge.ledger.actions.locks import lock_month
from klynge.ledger.actions.rolls import read_roll, take_in_roll
from klynge.ledger.actions.sheets import approve_sheet, sign_sheet
from klynge.ledger.actions.take_part import take_part
from klynge.ledger.queries.rolls import one_roll
from klynge.programme.actions.indicator import change_rule, load_indicators
from klynge.programme.models import Indicator
from klynge.register.actions.erase import erase_person
from klynge.register.models import Affiliation, Organisation, Person
from klynge.register.views.problems import problems_of
from klynge.web.errors import sentence
from tests.ledger import things
from tests.ledger.things import DAY, annas, finance, spent

pytestmark = pytest.mark.django_db
WHY = "a test looks at everything"
ROLL = "Navn;E-mail;Virksomhed;CVR-nr.;Udenlandsk nummer;Land;Fra;Til"


@pytest.fixture
def paid(cast):
    """A grant with a rate, and three hours of Anna's on the day."""
    grant, package = things.grant(cast)
    things.rate(cast)
    annas(cast, spent(package, begins="09:00", ends="12:00"))
    return package


def ledger() -> object:
    """Every chain by its head and length, and what people enter beside it."""
    kept = (*models.BOOKED, models.Sheet, models.Lock, Organisation, Person, Affiliation)
    counts = {model.__name__: model.objects.system_rows(WHY).count() for model in kept}
    signed = list(things.sheets().values_list("pk", "rows", "signed_at", "approved_at"))
    return heads(models.BOOKED), counts, signed


def over_a_day(cast, package):
    return lambda: annas(cast, spent(package, hours=25))


def over_a_day_together(cast, package):
    return lambda: annas(cast, spent(package, hours=22))


def overlapping(cast, package):
    return lambda: annas(cast, spent(package, begins="11:00", ends="13:00"))


def locked(cast, package):
    lock_month(by=finance(cast), grant_id=package.grant_id, month=DAY)
    return lambda: annas(cast, spent(package, date(2026, 3, 9), hours=1))


def not_affiliated(cast, package):
    said = {"person_id": cast.anna.person_id, "organisation_id": cast.kite.pk, "spent": [spent(package, hours=1)]}
    return lambda: record_hours(by=cast.clara, **said)


def before_birth(cast, package):
    one = things.activity(cast)
    Organisation.objects.system_rows(WHY).filter(pk=cast.hawk.pk).update(founded_on=date(2026, 3, 3))
    return lambda: take_part(by=cast.clara, activity_id=one.pk, taken=[things.anna(cast)])


def signed_twice(cast, package):
    [row] = things.sheets()
    Person.objects.system_rows(WHY).filter(pk=cast.anna.person_id).update(name="Anna Invented")
    sign_sheet(by=cast.anna, sheet_id=row.pk, seen=things.seen(row))
    return lambda: approve_sheet(by=cast.anna, sheet_id=row.pk, seen=things.seen(row))


def erased(cast, package):
    erase_person(by=cast.clara, person_id=cast.anna.person_id)
    return lambda: annas(cast, spent(package, date(2026, 3, 9), hours=1))


def rule_from_an_earlier_day(cast, package):
    load_indicators()
    row = Indicator.objects.system_rows(WHY).filter(key="ufs-companies").get()
    told = {"indicator_id": row.pk, "rule": row.rule, "from_on": row.from_on, "source": "An invented letter"}
    return lambda: change_rule(by=finance(cast), **told)


CASES = {
    over_a_day: (
        "28 hours on 2 March 2026 are more than the 24 hours of that day. Look for one registered twice.",
        "28 timer den 2. marts 2026 er mere end døgnets 24 timer. Se efter, om noget er registreret to gange.",
    ),
    over_a_day_together: (
        "25 hours on 2 March 2026 are more than the 24 hours of that day. Look for one registered twice.",
        "25 timer den 2. marts 2026 er mere end døgnets 24 timer. Se efter, om noget er registreret to gange.",
    ),
    overlapping: (
        "Anna has hours on 2 March 2026 from 09:00 to 12:00 already, for Strong supply chains. A moment counts once.",
        "Anna har allerede timer den 2. marts 2026 fra 09:00 til 12:00 på Strong supply chains. Samme tid tæller kun én gang.",
    ),
    locked: (
        "March 2026 is locked for Strong supply chains. Somebody with the money right can open it again, with a reason.",
        "Måneden marts 2026 er låst for Strong supply chains. En med økonomirollen kan åbne den igen med en begrundelse.",
    ),
    not_affiliated: (
        "Anna was not affiliated with Kite ApS on 2 March 2026. Look at the day, or record first that the person worked there.",
        "Anna var ikke tilknyttet Kite ApS den 2. marts 2026. Tjek datoen, eller registrér først, at personen arbejdede der.",
    ),
    before_birth: (
        "Hawk ApS was founded on 3 March 2026, so nobody took part for it before.",
        "Hawk ApS er stiftet den 3. marts 2026, så ingen kan have deltaget for virksomheden før den dag.",
    ),
    signed_twice: (
        "The two signatures are of two people. Somebody else who looks after the firm, or the secretariat, signs second.",
        "De to underskrifter skal være fra to personer. Den anden gives af en anden, der passer virksomheden, eller af sekretariatet.",
    ),
    erased: (
        "This person was erased, so nothing new is recorded for them. What was recorded before stays.",
        "Personen er slettet, så der registreres ikke mere på vedkommende. Det, der er registreret før, bliver stående.",
    ),
    rule_from_an_earlier_day: (
        "The version before holds from 1 January 2021. Choose a later day for the new one.",
        "Den forrige version gælder fra den 1. januar 2021. Vælg en senere dag til den nye.",
    ),
}


@pytest.mark.parametrize("wrong", CASES, ids=lambda wrong: wrong.__name__)
def test_it_is_said_in_a_sentence_and_the_ledger_stays_as_it_was(cast, paid, wrong):
    refused = wrong(cast, paid)
    before = ledger()
    with pytest.raises(Wrong) as told:
        refused()
    said = []
    for language in ("en", "da"):
        with translation.override(language):
            said.append(sentence(told.value))
    assert tuple(said) == CASES[wrong]
    assert ledger() == before
    assert [first_broken(kind) for kind in models.BOOKED] == [None] * len(models.BOOKED)


MEND = "The list has problems, so nobody was recorded. Mend them in the file and read it again."
TICK = "%s waits for your tick, so nobody was recorded. Tick it, or mend the file and read it again."
ANNA, BO = "Anna;;Hawk ApS;11111118;;;;", "Bo Ek;;Sjöfart AB"
LISTS = {
    "a CVR number that is none": (
        "Anna;;Hawk ApS;1234;;;;",
        "The CVR number '1234' must have eight digits. Look it up in the CVR register.",
        "CVR-nummeret '1234' skal have otte cifre. Slå det op i CVR-registret.",
    ),
    "a CVR number that nobody has, and no name": (
        ";;;99999993;;;;",
        "The organisation is not in the register. Write its name, too.",
        "Organisationen er ikke i registret. Skriv også navnet.",
    ),
    "a country that is none": (
        f"{BO};;556000-1111;Atlantis;;",
        "“Atlantis” is no country that is known. Write its two letters, as in SE.",
        "»Atlantis« er ikke et kendt land. Skriv dets to bogstaver, fx SE.",
    ),
    "a double row": (f"{ANNA}\r\n{ANNA}", "The same person stands in row 2.", "Den samme person står i række 2."),
    "somebody before the birth of the firm": (
        ANNA,
        "Hawk ApS was founded on 3 March 2026, so nobody took part for it before.",
        "Hawk ApS er stiftet den 3. marts 2026, så ingen kan have deltaget for virksomheden før den dag.",
    ),
}
OFFERED = {
    "a CVR number that nobody has": ("Åse Ørum;;Heron ApS;13585628;;;;", "Heron ApS"),
    "a foreign firm that nobody knows": (f"{BO};;556000-1111;Sverige;;", "Sjöfart AB"),
    "a foreign firm without a number": (f"{BO};;;Sverige;;", "Sjöfart AB"),
}


def read(cast, rows):
    one = things.activity(cast)
    return read_roll(by=cast.clara, activity_id=one.pk, name="list.csv", content=f"{ROLL}\r\n{rows}\r\n".encode("utf-8-sig"))


@pytest.mark.parametrize("name", LISTS)
def test_a_list_says_what_is_wrong_with_which_row_and_records_nobody(cast, paid, name):
    rows, *says = LISTS[name]
    if "birth" in name:
        Organisation.objects.system_rows(WHY).filter(pk=cast.hawk.pk).update(founded_on=date(2026, 3, 3))
    before = ledger()
    card = one_roll(cast.clara, read(cast, rows).pk)
    said = []
    for language in ("en", "da"):
        with translation.override(language):
            said += [row[2] for row in problems_of(card.errors, (), roll.ROLL)["errors"].rows]
    with pytest.raises(Wrong) as told:
        take_in_roll(by=cast.clara, roll_id=card.id)
    assert (said, str(told.value), ledger()) == (says, MEND, before)


@pytest.mark.parametrize("name", OFFERED)
def test_a_list_enters_no_firm_that_nobody_ticked(cast, paid, name):
    rows, firm = OFFERED[name]
    before = ledger()
    made = read(cast, rows)
    with pytest.raises(Wrong) as told:
        take_in_roll(by=cast.clara, roll_id=made.pk)
    assert (str(told.value), ledger()) == (TICK % firm, before)


def test_a_rule_that_changes_within_a_period_adds_a_version_and_leaves_the_ledger(cast, paid):
    """Which version counts a period is tested with the figures."""
    load_indicators()
    row = Indicator.objects.system_rows(WHY).filter(key="ufs-companies").get()
    before = ledger()
    told = {"indicator_id": row.pk, "rule": row.rule, "source": "An invented letter"}
    new = change_rule(by=finance(cast), from_on=date(2026, 3, 16), **told)
    row.refresh_from_db()
    assert ((row.version, row.to_on), (new.version, new.from_on)) == ((1, date(2026, 3, 15)), (2, date(2026, 3, 16)))
    assert ledger() == before
