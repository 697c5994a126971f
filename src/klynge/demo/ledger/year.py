"""The last year in the ledger, by the actions that people use: once, and whole or not at all."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction

from klynge.access.viewer import Viewer
from klynge.demo.dice import SEED, dice
from klynge.demo.ledger.aid import live_aid
from klynge.demo.ledger.done import Worker, correct_some, live_activities
from klynge.demo.ledger.grants import half_years, money_right, open_grants
from klynge.demo.ledger.hours import close_month, live_attendance, live_hours
from klynge.demo.ledger.label import live_label
from klynge.demo.ledger.projects import live_projects
from klynge.demo.ledger.surveys import live_surveys
from klynge.demo.numbers import cvr_numbers
from klynge.ledger.models import Activity, Grant
from klynge.people.models import Account
from klynge.register.actions.after import gathering
from klynge.register.actions.organisation import Legal, enter_organisation
from klynge.register.models import Affiliation, Organisation, Ownership
from klynge.register.viewers import viewer_of_account

_WHY = "the demonstration marks what it invented"
_GUESTS = ("Opfundet Optik ApS", "Luftspejling Værktøj ApS", "Ikke Rigtig Robotik ApS", "Tænkt Eksempel A/S")
_ABROAD = Legal(name="Påhittad Mekanik AB", country="SE", foreign_number="999999-0000", field="production")


def live_year(today: date, emails: Mapping[str, str], colleagues: Iterable[str]) -> None:
    """`emails`: key of a sign-in ("clara") -> its address; `colleagues`: the others of the secretariat."""
    clara = _viewer(emails["clara"])
    if Grant.objects.visible_to(clara).exists():
        return
    (first, ended), _running = half_years(today)
    throw = dice(SEED, "ledger")
    with transaction.atomic(), gathering():
        giver, second = (_viewer(email) for email in list(colleagues)[:2])
        money_right(giver=giver, second=second, email=emails["clara"], today=today)
        clara = _viewer(emails["clara"])
        grants = open_grants(clara, today, emails["erik"])
        workers, guests = _workers(clara), _guests(clara)
        done = live_activities(clara, grants, workers, guests, first, today, throw)
        correct_some(clara, done)
        live_aid(clara, grants["agency"], done, _groups(clara, today), today)
        companies, knowledge = _partners(clara, workers)
        project, team = live_projects(clara, grants["fund"], grants["agency"], companies, knowledge, first, today)
        staff = [next(one for one in workers if one.organisation_id == firm) for firm in team]
        live_hours(clara, grants["fund"], project.activity_id, staff, first, today, throw)
        live_attendance(clara, grants["agency"], done)
        anna = _viewer(emails["anna"])
        live_surveys(clara, grants["fund"], done, ended, today, anna.managed, dice(SEED, "ledger", "surveys"))
        live_label(clara, today)
        close_month(clara, list(grants.values()), first)
        Grant.objects.system_rows(_WHY).update(demo=True)
        Activity.objects.system_rows(_WHY).update(demo=True)


def _viewer(email: str) -> Viewer:
    return viewer_of_account(Account.objects.get(email=email), second_factor=True)


def _workers(by: Viewer) -> list[Worker]:
    """People of the members who work there still."""
    rows = Affiliation.objects.visible_to(by).filter(to_on=None).order_by("pk")
    return [Worker(*row) for row in rows.values_list("person_id", "organisation_id", "from_on")]


def _guests(by: Viewer) -> list[int]:
    """Organisations that are no members, one of them foreign."""
    numbers = cvr_numbers(dice(SEED, "ledger", "guests"))
    taken = set(Organisation.objects.visible_to(by).values_list("cvr", flat=True))
    free = (number for number in numbers if number not in taken)
    told = [Legal(name=name, cvr=next(free), field="production") for name in _GUESTS]
    found = [enter_organisation(by=by, legal=legal).pk for legal in (*told, _ABROAD)]
    Organisation.objects.system_rows(_WHY).filter(pk__in=found).update(demo=True)
    return found


def _groups(by: Viewer, today: date) -> list[tuple[int, int]]:
    """Owner and owned among those who are looked after by somebody, with the majority of the votes."""
    led = set(Affiliation.objects.visible_to(by).filter(manages=True, to_on=None).values_list("organisation_id", flat=True))
    rows = Ownership.objects.visible_to(by).filter(share__gt=50, from_on__lte=today).exclude(to_on__lt=today).order_by("pk")
    ties = rows.values_list("owner_id", "organisation_id")
    return [(owner, owned) for owner, owned in ties if owner in led and owned in led]


def _partners(by: Viewer, workers: Iterable[Worker]) -> tuple[list[int], int]:
    """Four companies and a university that have people, in the order of the register."""
    staffed = {one.organisation_id for one in workers}
    kinds = dict(Organisation.objects.visible_to(by).filter(pk__in=staffed).order_by("pk").values_list("pk", "kind"))
    companies = [pk for pk, kind in kinds.items() if kind == "company"]
    return companies[10:14], next(pk for pk, kind in kinds.items() if kind == "university")
