"""An account whose owner is erased: nothing is left of it but its number, at which roles given and confirmed still point."""

from functools import partial

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from klynge.people.demonstration import sign_ins, write_sign_ins
from klynge.people.models import Account, Link, RoleGrant

_WHY = "whoever is erased is erased everywhere, also where the one who does it may not look"


def role_in_the_way(account_id: int) -> bool:
    """A role runs, begins later, or waits for a second person."""
    rows = RoleGrant.objects.system_rows("whoever still has a task in the house is not erased").filter(account_id=account_id)
    return bool(rows.filter(Q(ends_on=None) | Q(ends_on__gte=timezone.localdate())).exists())


def forget_account(account_id: int) -> None:
    """Its address, password, second factors and sessions; whoever is signed in with it is not at the next request."""
    account = Account.objects.get(pk=account_id)
    transaction.on_commit(partial(_forget_sign_in, account.email.lower()))
    for model in (EmailAddress, Authenticator, SocialAccount):
        model.objects.filter(user_id=account_id).delete()
    _end_sessions(account_id)
    account.email, account.is_active, account.last_login = f"erased-{account_id}@erased.invalid", False, None
    account.set_unusable_password()
    account.save()


def forget_links(person_id: int) -> None:
    """Links are for one person alone; nobody else needs them."""
    Link.objects.system_rows(_WHY).filter(person_id=person_id).delete()


def _end_sessions(account_id: int) -> None:
    """What stands in a session is written so that only Django can read it, so each is asked."""
    for session in Session.objects.iterator(chunk_size=500):
        if session.get_decoded().get(SESSION_KEY) == str(account_id):
            session.delete()


def _forget_sign_in(email: str) -> None:
    """The demonstration keeps its sign-ins in a file."""
    known = sign_ins()
    left = [one for one in known if one.email.lower() != email]
    if len(left) < len(known):
        write_sign_ins(left)
