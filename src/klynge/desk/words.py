"""What the desks call the journal's verbs and the steps from notice to contract."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from klynge.ledger import words as ledger
from klynge.market.words import STATES
from klynge.people.forms import ROLES
from klynge.web.formats import text

STEPS: dict[str, Promise] = {
    "suggested": _("Suggested"),
    "approved": _("Approved"),
    "sent": _("Told to the member"),
    "interested": _("Interested"),
    "bid": _("Bid sent"),
    "won": _("Won"),
}

VERBS: dict[str, Promise] = {
    "add": pgettext_lazy("journal", "added"),
    "add milestone": pgettext_lazy("journal", "added the milestone"),
    "add part": pgettext_lazy("journal", "added the part"),
    "add partner": pgettext_lazy("journal", "added the partner"),
    "admit": pgettext_lazy("journal", "admitted"),
    "apply": pgettext_lazy("journal", "applied for membership with"),
    "answer": pgettext_lazy("journal", "answered"),
    "approve": pgettext_lazy("journal", "approved"),
    "approve page": pgettext_lazy("journal", "approved the page"),
    "add topic": pgettext_lazy("journal", "added the topic"),
    "answer approval": pgettext_lazy("journal", "answered about"),
    "ask": pgettext_lazy("journal", "asked"),
    "ask for approval": pgettext_lazy("journal", "asked for approval of"),
    "change coverage": pgettext_lazy("journal", "changed the coverage"),
    "drop coverage": pgettext_lazy("journal", "took out the coverage"),
    "drop topic": pgettext_lazy("journal", "took out the topic"),
    "log coverage": pgettext_lazy("journal", "wrote down the coverage"),
    "note answer": pgettext_lazy("journal", "wrote down an answer about"),
    "rename topic": pgettext_lazy("journal", "renamed the topic"),
    "withdraw asks": pgettext_lazy("journal", "withdrew the links about"),
    "change": pgettext_lazy("journal", "changed"),
    "close": pgettext_lazy("journal", "closed"),
    "close account": pgettext_lazy("journal", "closed the account"),
    "confirm": pgettext_lazy("journal", "confirmed that it is right"),
    "confirm role": pgettext_lazy("journal", "confirmed the role"),
    "declare partner": pgettext_lazy("journal", "recorded the declaration of"),
    "decline": pgettext_lazy("journal", "declined"),
    "dismiss": pgettext_lazy("journal", "dismissed"),
    "doubt": pgettext_lazy("journal", "said that it is not right"),
    "end": pgettext_lazy("journal", "ended"),
    "end partner": pgettext_lazy("journal", "let the partner leave"),
    "end role": pgettext_lazy("journal", "ended the role"),
    "enter": pgettext_lazy("journal", "entered"),
    "export": pgettext_lazy("journal", "took out"),
    "export accounts": pgettext_lazy("journal", "took out the accounts of"),
    "export list": pgettext_lazy("journal", "took out the list"),
    "fund": pgettext_lazy("journal", "let a grant pay for"),
    "give account": pgettext_lazy("journal", "gave an account"),
    "give role": pgettext_lazy("journal", "gave the role"),
    "keep apart": pgettext_lazy("journal", "kept apart"),
    "look at cost": pgettext_lazy("journal", "looked at the cost of"),
    "merge": pgettext_lazy("journal", "merged"),
    "move": pgettext_lazy("journal", "moved to another stage"),
    "name": pgettext_lazy("journal", "named"),
    "open": pgettext_lazy("journal", "opened"),
    "open account": pgettext_lazy("journal", "opened the account"),
    "propose": pgettext_lazy("journal", "proposed"),
    "reach milestone": pgettext_lazy("journal", "reached"),
    "export person": pgettext_lazy("journal", "took out what is kept about"),
    "erase": pgettext_lazy("journal", "erased"),
    "take a name out": pgettext_lazy("journal", "took a name out of"),
    "publish page": pgettext_lazy("journal", "published the page"),
    "read list": pgettext_lazy("journal", "read the list"),
    "record cost": pgettext_lazy("journal", "recorded a cost"),
    "record result": pgettext_lazy("journal", "recorded a result"),
    "remove": pgettext_lazy("journal", "took out"),
    "set": pgettext_lazy("journal", "set"),
    "set budget": pgettext_lazy("journal", "set the budget"),
    "set part": pgettext_lazy("journal", "changed the part"),
    "stop": pgettext_lazy("journal", "stopped"),
    "stop marked": pgettext_lazy("journal", "sent in what the guard against protective marks stopped"),
    "stop funding": pgettext_lazy("journal", "let a grant no longer pay for"),
    "take back cost": pgettext_lazy("journal", "took back a cost"),
    "take back result": pgettext_lazy("journal", "took back a result"),
    "take budget away": pgettext_lazy("journal", "took the budget away"),
    "take down page": pgettext_lazy("journal", "took down the page"),
    "delete page": pgettext_lazy("journal", "deleted the page"),
    "move page": pgettext_lazy("journal", "moved the page"),
    "take in list": pgettext_lazy("journal", "took in the list"),
    "undo merge": pgettext_lazy("journal", "undid the merge"),
    "unname": pgettext_lazy("journal", "took off the list"),
    **ledger.VERBS,
}

KINDS: dict[str, Promise] = {
    "access.Stopped": _("Stopped"),
    "ledger.Cost": _("Cost"),
    "ledger.Result": _("Result"),
    "market.Match": _("Match"),
    "market.Notice": _("Notice"),
    "ops.Run": _("Run"),
    "people.Account": _("Account"),
    "people.RoleGrant": _("Role"),
    "projects.Budget": _("Budget"),
    "projects.Milestone": _("Milestone"),
    "projects.Part": _("Part of a project"),
    "projects.Partner": _("Partner of a project"),
    "projects.Project": _("Project"),
    "register.Affiliation": _("Person's work"),
    "register.Application": _("Application for membership"),
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
    "website.Approval": _("Part of a release"),
    "website.Coverage": _("Coverage"),
    "website.Topic": _("Topic"),
    "website.HomePage": _("Front page"),
    "website.TextPage": _("Page of the website"),
    "website.NewsroomPage": _("Newsroom"),
    "website.ReleasePage": _("Release"),
    "website.EventPage": _("Event of the website"),
    "website.EventsPage": _("List of events"),
    "website.MediaPage": _("Picture, video or document"),
    "website.ContactPage": _("Press contact"),
    **ledger.THINGS,
}


# What a fact of a journal line is called; an empty name where the value says enough. Facts without a line here are for machines.
FACTS: dict[str, Promise | str] = {
    "organisation": "",
    "notice": "",
    "answer": "",
    "role": "",
    "label": "",
    "title": "",
    "kept": pgettext_lazy("journal", "kept"),
    "gone": pgettext_lazy("journal", "merged into it"),
    "other": pgettext_lazy("journal", "and"),
    "moved": pgettext_lazy("journal", "rows moved"),
    "rows": pgettext_lazy("journal", "rows"),
    "new": pgettext_lazy("journal", "new"),
    "changed": pgettext_lazy("journal", "changed rows"),
    "entries": pgettext_lazy("journal", "entries"),
    "number": pgettext_lazy("journal", "number"),
    "rule": pgettext_lazy("journal", "rule"),
    "version": pgettext_lazy("journal", "version"),
    "manages": pgettext_lazy("journal", "looks after the profile"),
    "consent": pgettext_lazy("journal", "how the member agreed"),
    "cvr_note": pgettext_lazy("journal", "note on the CVR number"),
    "on": pgettext_lazy("journal", "day"),
}


def facts(told: Mapping[str, object]) -> list[tuple[str, str]]:
    """Name and value of what a journal line tells, in the reader's language."""
    words = {**{state: str(name) for state, name in STATES.items()}, **{role.value: str(name) for role, name in ROLES.items()}}
    return [
        (str(FACTS[name]), words.get(value, value) if isinstance(value, str) else text(value))
        for name, value in told.items()
        if name in FACTS
    ]


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


def stopped_by(outcome: str, rule: str) -> str:
    """Why the guard against protective marks stopped something, or let it pass."""
    if rule.startswith("unreadable"):
        return (
            gettext("Let pass: somebody looked at the file")
            if outcome == "notice"
            else gettext("The file could not be looked through")
        )
    return gettext("A protective mark") if outcome == "refuse" else gettext("The name of a protective mark within a sentence")
