"""The demonstration's year in the ledger, for the tests that look at it."""

from klynge.access.viewer import Viewer
from klynge.demo.dice import SEED
from klynge.demo.firms import firms
from klynge.demo.ledger.year import live_year
from klynge.demo.load import LOADER, PASSWORD
from klynge.demo.members import admit_firms, open_team
from klynge.demo.people import team
from klynge.ledger.actions.law import load_values
from klynge.people.models import Account
from klynge.programme.actions.indicator import load_indicators
from klynge.register.actions.after import gathering
from klynge.register.reference_tables import load_reference
from klynge.register.viewers import viewer_of_account

_WHY = "a test looks at the whole ledger"


def all_of(model):
    return model.objects.system_rows(_WHY)


def begun(today) -> None:
    """The members and their people, before the year."""
    load_reference()
    load_values()
    load_indicators()
    members = firms(SEED, today)
    with gathering():
        keys = admit_firms(by=LOADER, firms=members, today=today)
        open_team(by=LOADER, team=team(SEED, today, members), keys=keys, password=PASSWORD)


def lived(today) -> dict[str, Viewer]:
    """The people of the demonstration by their key, after the year."""
    staff = team(SEED, today, firms(SEED, today))
    emails = {one.key: one.email for one in staff.sign_ins}
    known = {one.name for one in staff.sign_ins}
    live_year(today, emails, [one.person.email for one in staff.secretariat if one.person.name not in known])
    accounts = {key: Account.objects.get(email=email) for key, email in emails.items()}
    return {key: viewer_of_account(account, second_factor=True) for key, account in accounts.items()}
