"""What the desks call the journal's verbs and the steps from notice to contract."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

STEPS: dict[str, Promise] = {
    "suggested": _("Suggested"),
    "approved": _("Approved"),
    "sent": _("Told to the member"),
    "interested": _("Interested"),
    "bid": _("Bid sent"),
    "won": _("Won"),
}

VERBS: dict[str, Promise] = {
    "add": _("added"),
    "admit": _("admitted"),
    "answer": _("answered"),
    "approve": _("approved"),
    "ask": _("asked"),
    "change": _("changed"),
    "close": _("closed"),
    "close account": _("closed the account"),
    "confirm": _("confirmed that it is right"),
    "confirm role": _("confirmed the role"),
    "decline": _("declined"),
    "dismiss": _("dismissed"),
    "doubt": _("said that it is not right"),
    "end": _("ended"),
    "end role": _("ended the role"),
    "enter": _("entered"),
    "export": _("took out"),
    "export list": _("took out the list"),
    "give account": _("gave an account"),
    "give role": _("gave the role"),
    "keep apart": _("kept apart"),
    "merge": _("merged"),
    "name": _("named"),
    "open account": _("opened the account"),
    "propose": _("proposed"),
    "read list": _("read the list"),
    "remove": _("took out"),
    "set": _("set"),
    "stop": _("stopped"),
    "take in list": _("took in the list"),
    "undo merge": _("undid the merge"),
    "unname": _("took off the list"),
}

KINDS: dict[str, Promise] = {
    "market.Match": _("Match"),
    "market.Notice": _("Notice"),
    "ops.Run": _("Run"),
    "people.Account": _("Account"),
    "people.RoleGrant": _("Role"),
    "register.Affiliation": _("Person's work"),
    "register.Capability": _("Code"),
    "register.Certificate": _("Certificate"),
    "register.Confirmation": _("Yearly question"),
    "register.ContactPoint": _("Contact"),
    "register.Fact": _("Field of the profile"),
    "register.Figure": _("Figure"),
    "register.Import": _("List"),
    "register.Membership": _("Membership"),
    "register.Merge": _("Merge"),
    "register.Organisation": _("Organisation"),
    "register.Ownership": _("Owner"),
    "register.Person": _("Person"),
    "register.Proposal": _("Proposed change"),
    "register.Reference": _("Past work"),
    "register.Site": _("Place"),
}


def verb(name: str) -> str:
    """The verb of a journal line; itself where nobody has a better word."""
    return str(VERBS.get(name, name))


def kind(label: str) -> str:
    """What a journal line is about."""
    return str(KINDS.get(label, label))


def said(why: str) -> str:
    """The sentence of a grant in the reader's language; grants that were joined are sentences with “And:” between them."""
    both = " " + gettext("And:") + " "
    return both.join(gettext(sentence) for sentence in why.split(" And: "))
