"""What tests of the ledger's pages share: a browser for one of the cast, and what a page says."""

import re
from dataclasses import replace
from html import unescape

from django.test import Client

from klynge.access.viewer import Role
from klynge.people.models import Account, RoleGrant
from klynge.register.models import Affiliation, ContactPoint
from tests.cast import SINCE, Cast
from tests.house.world import client_of


def browser(viewer, language: str = "en") -> Client:
    client = client_of(viewer.account_id, language=language)
    client.raise_request_exception = True
    return client


def said(answer) -> str:
    """The words of a page, without its marks."""
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", unescape(text)).strip()


def with_money(cast: Cast):
    """Clara, who has got the money right as well."""
    account = Account.objects.get(pk=cast.clara.account_id)
    RoleGrant.objects.create(account=account, role=Role.FINANCE, starts_on=SINCE, given_by=account, confirmed_by=account)
    return replace(cast.clara, roles=cast.clara.roles | {Role.FINANCE})


def reachable(firm, person, email: str) -> None:
    """The person who looks after the firm has an address."""
    work = Affiliation.objects.system_rows("a test writes an address").get(organisation=firm, person_id=person.person_id)
    ContactPoint.objects.create(affiliation=work, organisation=firm, kind="email", value=email)


def line_of(number: int, on: str, amount: str, giver: str, currency: str = "EUR", what: str = "") -> dict[str, str]:
    told = {"on": on, "amount": amount, "currency": currency, "giver": giver, "what": what}
    return {f"line-{number}-{name}": value for name, value in told.items()}


def lines(*told: dict[str, str], group: str = "", sure: bool = True) -> dict[str, str]:
    """What the form of a declaration sends."""
    sent = {"line-TOTAL_FORMS": str(max(len(told), 1)), "line-INITIAL_FORMS": "0", "group": group}
    if sure:
        sent["sure"] = "on"
    for each in told or ({f"line-0-{name}": "" for name in ("on", "amount", "giver", "what")} | {"line-0-currency": "DKK"},):
        sent |= each
    return sent
