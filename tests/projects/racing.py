"""The same thing at the same moment: `python -m tests.projects.racing prepare` and then, in as many processes as one likes,
`... race N` with N threads. Each prints how many were accepted of each thing, and why the others were not."""

import os
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klynge.site.settings")


def prepare() -> None:
    from tests.databases import filled
    from tests.projects import made

    filled()
    world = made.make()
    world.running()
    idea = world.opened()
    for firm, role in ((world.cast.kite, "company"), (world.third, "company"), (world.university, "knowledge")):
        world.join(idea, firm, role)


def race(threads: int) -> None:
    from django.db import connection

    from klynge.core.errors import Wrong
    from klynge.people.models import Account
    from klynge.projects.actions.booking import record_cost
    from klynge.projects.actions.partners import add_partner
    from klynge.projects.actions.stages import move_stage
    from klynge.projects.models import Part, Partner, Project
    from klynge.register.models import Organisation
    from klynge.register.viewers import viewer_of_account

    clara = viewer_of_account(Account.objects.get(email="clara@example.org"), second_factor=True)
    run, idea = Project.objects.system_rows("a test finds its world").order_by("pk")
    part = Part.objects.system_rows("a test finds its world").get(project=run)
    hawk = Partner.objects.system_rows("a test finds its world").get(project=run, organisation_id=run.lead_id)
    abroad = Organisation.objects.system_rows("a test finds its world").get(country="SE")
    day: date = run.from_on + timedelta(days=100)
    paid = {"partner_id": hawk.pk, "part_id": part.pk, "cost": "travel", "on": day, "amount": Decimal(9)}
    joins = {"organisation_id": abroad.pk, "role": "cluster", "economic": False, "from_on": day}
    things = {
        "cost": lambda: record_cost(by=clara, **paid, currency="DKK", what="A train"),
        "partner": lambda: add_partner(by=clara, project_id=run.pk, **joins),
        "stage": lambda: move_stage(by=clara, project_id=idea.pk, stage="running"),
    }

    def one(number: int) -> str:
        name = sorted(things)[number % 3]
        try:
            things[name]()
        except Wrong as refusal:
            return f"{name}: {type(refusal).__name__}"
        else:
            return f"{name}: accepted"
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        for answer, count in sorted(Counter(pool.map(one, range(threads))).items()):
            print(count, answer, flush=True)


def look() -> None:
    from klynge.ledger.actions.book import first_broken
    from klynge.ledger.models import BOOKED, Cost, Participation

    print(Cost.objects.system_rows("a test counts").count(), Participation.objects.system_rows("a test counts").count())
    print([first_broken(kind) for kind in BOOKED])


if __name__ == "__main__":
    django.setup()
    {"prepare": prepare, "race": lambda: race(int(sys.argv[2])), "look": look}[sys.argv[1]]()
