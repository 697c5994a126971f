"""What the tests of surveys stand on: an activity with those who took part, and a survey of it."""

from datetime import UTC, date, datetime, timedelta

from django.core.mail.backends.base import BaseEmailBackend

from klynge.ledger.actions.book import book
from klynge.ledger.models import Activity, Funding, Grant, Participation, WorkPackage
from klynge.ledger.queries.standing import FIELDS, standings
from klynge.programme.actions.survey import load_questions, open_survey
from klynge.programme.models import QuestionSet, Survey
from klynge.register.models import Affiliation, ContactPoint
from tests import cast as standing


class Killing(BaseEmailBackend):
    """A mail server at whose door the process is killed."""

    def send_messages(self, messages: object) -> int:
        raise SystemExit


TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def reachable(cast, *names: str) -> None:
    """Anna and Ben get an address."""
    for name in names:
        work = Affiliation.objects.system_rows("the test writes an address").get(person_id=getattr(cast, name).person_id)
        ContactPoint.objects.create(
            affiliation=work, organisation_id=work.organisation_id, kind="email", value=f"{name}@example.org"
        )


def activity(on: date = TODAY, title: str = "A day on drones") -> Activity:
    at = datetime(on.year, on.month, on.day, 8, tzinfo=UTC)
    return Activity.objects.create(kind="event", title=title, from_at=at, to_at=at + timedelta(hours=3), on=on, label="TLP:GREEN")


def grant(one: Activity | None = None, **more: object) -> Grant:
    said = {"from_on": date(2026, 1, 1), "to_on": date(2027, 12, 31), **more}
    made = Grant.objects.create(funder="The Fund", name="A grant", rules="ufs", amount=1000, **said)
    package = WorkPackage.objects.create(grant=made, number="1", name="Knowledge")
    if one is not None:
        Funding.objects.create(activity=one, grant=made, work_package=package)
    return made


def took_part(cast, one: Activity, *pairs) -> None:
    rows = []
    for firm, person_id in pairs:
        stands = standings([(firm.pk, one.on)])[firm.pk, one.on]
        said = {name: getattr(stands, name) for name in FIELDS}
        rows.append(
            Participation(**said, on=one.on, activity=one, person_id=person_id, capacity="participant", evidence="check-in")
        )
    book(cast.clara, rows)


def survey(cast, key: str = "after-activity", **more: object) -> Survey:
    load_questions(by=cast.clara)
    questions = QuestionSet.objects.visible_to(cast.clara).get(key=key)
    said = {"name_da": "Hvad kom der ud af det?", "name_en": "What came of it?", "opens_on": TODAY, **more}
    return open_survey(
        by=cast.clara, questions_id=questions.pk, closes_on=said.pop("closes_on", TODAY + timedelta(days=30)), **said
    )


def more_firms(n: int):
    """Further firms with a manager each: (organisation, viewer)."""
    made = []
    for place in range(n):
        firm = standing.organisation(f"Firm {place}")
        made.append((firm, standing.person(f"Person{place}", firm, manages=True)))
    return made
