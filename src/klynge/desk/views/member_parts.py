"""The member's desk in the reader's words, and what is open to those who have no desk of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klynge.access.viewer import Role, Viewer
from klynge.desk.queries.member import MemberDesk, OurProfile
from klynge.market.views.parts import MatchPart, match
from klynge.register.views.profile_parts import flags
from klynge.web.formats import short_day
from klynge.web.parts import Action, Row, Tag


@dataclass(frozen=True, slots=True)
class ProfilePart:
    """`url` is "" for whoever works there but does not look after the profile."""

    ours: OurProfile
    url: str
    flags: Sequence[Tag]
    questions: Sequence[str]
    proposals: Sequence[Row]


def shown(desk: MemberDesk) -> Mapping[str, Any]:
    more = Action(_("See all %(n)s") % {"n": desk.waiting}, reverse("market:for-you"), "quiet")
    return {
        "answer": answer(desk),
        "matches": [match(line) for line in desk.matches],
        "followed": [_followed(match(line)) for line in desk.followed],
        "more": more if desk.waiting > len(desk.matches) else None,
        "profiles": [_profile(one) for one in desk.profiles],
    }


def answer(desk: MemberDesk) -> str:
    found = []
    if desk.waiting:
        n = desk.waiting
        found.append(
            ngettext("%(n)s opportunity waits for your answer", "%(n)s opportunities wait for your answer", n) % {"n": n}
        )
    asked = sum(len(one.flags) + len(one.questions) for one in desk.profiles)
    if asked:
        found.append(
            ngettext("%(n)s thing in your profile needs you", "%(n)s things in your profile need you", asked) % {"n": asked}
        )
    return (
        ", ".join(found) + "." if found else _("Nothing waits for you. New matches come when the market or your profile changes.")
    )


def _profile(one: OurProfile) -> ProfilePart:
    url = reverse("register:profile", args=[one.line.id]) if one.managed else ""
    asked = [
        _("Asked on %(day)s: is your profile still right? The link is in your mail.") % {"day": short_day(q.asked_at)}
        for q in one.questions
    ]
    states = {"waiting": Tag(_("waits"), kind="signal"), "approved": Tag(_("approved")), "declined": Tag(_("declined"))}
    rows = [
        Row(p.title, text=_(p.reason) if p.reason else "", facts=[short_day(p.made_at)], tags=[states[p.state]])
        for p in one.proposals
    ]
    return ProfilePart(one, url, flags(one.flags), asked, rows)


def _followed(one: MatchPart) -> Row:
    row = one.row
    return Row(row.title, row.url, facts=row.facts[:2], tags=[Tag(one.state, kind="strong")], deadline_at=row.deadline_at)


def open_doors(viewer: Viewer) -> list[Row]:
    """What somebody without a desk may open, and what they see there."""
    community = _("You see what members share with the community (TLP:GREEN), and what is public.")
    public = _("You see what is public.")
    rows = []
    if {Role.AUDITOR, Role.FINANCE} & viewer.roles:
        rows += [
            Row(
                _("Reports"),
                reverse("programme:cockpit"),
                _("Grants that you may look at: figures against targets, and the rows behind them."),
            ),
            Row(
                _("Frozen reports"),
                reverse("programme:packs"),
                _("What was handed in, with its evidence, and what differs from today."),
            ),
            Row(_("Activities"), reverse("ledger:activities"), _("What the grants paid for, and who took part.")),
        ]
    rows += [
        Row(_("Members"), reverse("directory:members"), community if viewer.community else public),
        Row(_("Market"), reverse("market:list"), _("Open notices, what they ask for, and who won before.")),
        Row(_("Find a code"), reverse("codes:codes"), _("The code tables that notices and profiles use.")),
    ]
    if Role.TECH in viewer.roles:
        rows.append(Row(_("Runs"), reverse("ops:runs"), _("Long work: what is being done now, and what came of it.")))
    return rows
