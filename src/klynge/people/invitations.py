"""How somebody who was given an account gets in: the address is vouched for, and a link lets its owner choose a password."""

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from klynge.people.models import Account


def confirm_address(account: Account) -> None:
    """Whoever opened the account vouches for its address."""
    EmailAddress.objects.update_or_create(user=account, email=account.email, defaults={"verified": True, "primary": True})


def choose_password_url(account: Account) -> str:
    """The address at which the account's owner chooses a password; good once, and for three days (PASSWORD_RESET_TIMEOUT)."""
    parts = {"uidb36": user_pk_to_url_str(account), "key": default_token_generator.make_token(account)}
    return str(settings.ADDRESS) + reverse("account_reset_password_from_key", kwargs=parts)
