"""Some weeks of the cluster's life, so that the desks are not empty: Clara approves, members answer and propose, a role waits.

All of it by the actions that people use. It is done once: when somebody has decided on a match already, nothing happens.
"""

from collections.abc import Iterable
from datetime import date
from itertools import islice

from django.utils import timezone

from klynge.access.viewer import Role, Viewer
from klynge.core.tlp import Label
from klynge.demo.cluster import facts
from klynge.demo.dice import SEED, dice
from klynge.demo.people import SignIn
from klynge.market.actions.decide import answer, approve, dismiss
from klynge.market.queries.cards import MatchLine
from klynge.market.queries.funnel import funnel
from klynge.market.queries.matches import ToApprove, of_organisation, to_approve
from klynge.people.actions import give_role
from klynge.people.demonstration import SignIn as Door
from klynge.people.demonstration import write_sign_ins
from klynge.people.models import Account
from klynge.register.actions import profile
from klynge.register.actions.audience import Audience
from klynge.register.cluster import Fact, write_story
from klynge.register.queries.people import managers_of
from klynge.register.viewers import viewer_of_account, viewer_of_person

PAGES = 3  # of the strongest suggestions, which Clara went through
_NOT = ("De har ikke kapacitet i år.", "For langt fra deres fag.", "Køberen vil have ét samlet system.")
_NOT_US = ("Vi har ikke folk til det i denne periode.", "Værdien er for stor for os alene.")


def live(sign_ins: Iterable[SignIn], password: str) -> None:
    """Everything that happened since the members came; and what the front page and the sign-in page tell."""
    write_story([Fact(one.key, dict(one.text), one.source, one.year, one.seen) for one in facts()])
    known = tuple(sign_ins)
    write_sign_ins([Door(one.name, one.email, password, dict(one.says)) for one in known])
    by = {one.key: _viewer(one.email) for one in known}
    clara = by["clara"]
    if funnel(clara)["approved"]:
        return
    _decisions(clara, by["anna"], by["ben"])
    _proposals(by["anna"])
    give_role(by=clara, email=f"erik@{_domain(known)}", role=Role.FINANCE, starts_on=_day(), field="Kvartalsregnskab")


def _domain(sign_ins: tuple[SignIn, ...]) -> str:
    return sign_ins[0].email.partition("@")[2]


def _day() -> date:
    return timezone.localdate()


def _viewer(email: str) -> Viewer:
    return viewer_of_account(Account.objects.get(email=email), second_factor=True)


def _decisions(clara: Viewer, anna: Viewer, ben: Viewer) -> None:
    now, throw = timezone.now(), dice(SEED, "life")
    lines: list[MatchLine] = []
    for number in range(1, PAGES + 1):
        lines += to_approve(clara, ToApprove(), number, language="da", now=now).items
    own = [line for id in anna.organisations for line in islice(of_organisation(clara, id, language="da", now=now), 6)]
    rival = [line for id in ben.organisations for line in islice(of_organisation(clara, id, language="da", now=now), 3)]
    ours = {line.id for line in (*own, *rival)}
    others = [line for line in lines if line.id not in ours]
    turned_down = [line for place, line in enumerate(others) if place % 9 == 8]
    approved = [line for line in others if line not in turned_down]
    approve(by=clara, match_ids=sorted({*ours, *(line.id for line in approved)}))
    for place, why in enumerate(_NOT):
        ids = [line.id for line in turned_down[place :: len(_NOT)]]
        if ids:
            dismiss(by=clara, match_ids=ids, why=why)
    heads = managers_of(clara, [line.organisation_id for line in approved])
    for line in approved:
        if line.organisation_id in heads and throw.random() < 0.6:
            _answered(viewer_of_person(heads[line.organisation_id]), line.id, throw.random())
    for line in own[4:6]:
        answer(by=anna, match_id=line.id, answer="interested")


def _answered(who: Viewer, match_id: int, luck: float) -> None:
    """Of ten answers six are yes, three of those a bid, one of those won."""
    if luck > 0.75:
        answer(by=who, match_id=match_id, answer="dismissed", why=_NOT_US[int(luck * 100) % 2])
        return
    answer(by=who, match_id=match_id, answer="interested")
    if luck < 0.35:
        answer(by=who, match_id=match_id, answer="bid")
    if luck < 0.08:
        answer(by=who, match_id=match_id, answer="won")
    elif luck < 0.15:
        answer(by=who, match_id=match_id, answer="lost")


def _proposals(anna: Viewer) -> None:
    """Anna wants two things to be public: a new line, and a certificate."""
    [organisation] = sorted(anna.managed)
    public = Audience(Label.CLEAR)
    profile.set_fact(
        by=anna,
        organisation_id=organisation,
        name="line",
        language="en",
        value="Detects, follows and stops small drones over harbours, airports and camps",
        audience=public,
    )
    profile.set_certificate(
        by=anna,
        organisation_id=organisation,
        kind="certificate",
        name="ISO/IEC 27001",
        evidence="Certifikat 27-0415",
        standing="declared",
        verifier="",
        issued_on=None,
        expires_on=None,
        audience=public,
    )
