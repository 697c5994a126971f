"""The secretariat's desk in the reader's words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klynge.access.viewer import Viewer
from klynge.desk.queries.secretariat import WEEK, SecretariatDesk
from klynge.desk.words import STEPS
from klynge.market.views.parts import address
from klynge.ops.runs import RunCard
from klynge.programme.views.cockpit_parts import due_row
from klynge.register.flags import EXPIRED, EXPIRING, OLD, WRONG
from klynge.web import formats
from klynge.web.charts import Bar, funnel
from klynge.web.charts_time import Due, deadlines
from klynge.web.parts import Action, Entry, Picture, Row, Stat, Tag


def shown(desk: SecretariatDesk, viewer: Viewer, today: date) -> Mapping[str, Any]:
    needs = stats(desk)
    return {
        "desk": desk,
        "answer": answer(needs),
        "needs": [one for one in needs if one.value],
        "closing": closing(desk, today),
        "more_closing": Action(_("All that close this week"), f"{reverse('market:list')}?days={WEEK}&sort=deadline", "quiet"),
        "funnel": path_to_contract(desk.funnel),
        "dues": [due_row(one, viewer) for one in desk.dues],
        "all_dues": Action(_("All reports"), reverse("programme:cockpit"), "quiet"),
        "runs": [_run(run) for run in desk.runs],
        "all_runs": Action(_("All runs"), reverse("ops:runs"), "quiet"),
    }


def stats(desk: SecretariatDesk) -> list[Stat]:
    """What needs somebody, the most pressing first. Each number opens the rows that it counts."""
    members, waiting = reverse("register:members"), desk.waiting
    n = desk.states

    def flagged(state: str, label: str) -> Stat:
        return Stat(n.get(state, 0), label, f"{members}?state={state}", needs_you=state in (EXPIRED, WRONG))

    return [
        Stat(
            waiting.matches,
            ngettext("match to approve", "matches to approve", waiting.matches),
            reverse("market:approve"),
            needs_you=True,
        ),
        Stat(
            waiting.proposals,
            ngettext("change to approve", "changes to approve", waiting.proposals),
            reverse("register:proposals"),
            needs_you=True,
        ),
        Stat(
            waiting.applications,
            ngettext("application for membership", "applications for membership", waiting.applications),
            reverse("register:applications"),
            needs_you=True,
        ),
        Stat(
            waiting.roles, ngettext("role to confirm", "roles to confirm", waiting.roles), reverse("people:roles"), needs_you=True
        ),
        Stat(
            waiting.runs,
            ngettext("run that stands still", "runs that stand still", waiting.runs),
            f"{reverse('ops:runs')}?state=failed",
            needs_you=True,
        ),
        Stat(
            desk.unread,
            ngettext("record that could not be read", "records that could not be read", desk.unread),
            reverse("market:unread"),
            needs_you=True,
        ),
        Stat(
            len(desk.dues),
            ngettext("report to hand in", "reports to hand in", len(desk.dues)),
            reverse("programme:cockpit"),
            needs_you=any(one.days < 0 for one in desk.dues),
        ),
        Stat(
            desk.stopped,
            ngettext("form or file stopped by the guard", "forms or files stopped by the guard", desk.stopped),
            reverse("desk:stopped"),
            needs_you=True,
        ),
        flagged(EXPIRED, ngettext("member with something expired", "members with something expired", n.get(EXPIRED, 0))),
        flagged(
            WRONG,
            ngettext("member who says that something is wrong", "members who say that something is wrong", n.get(WRONG, 0)),
        ),
        flagged(
            EXPIRING,
            ngettext("member with something that expires soon", "members with something that expires soon", n.get(EXPIRING, 0)),
        ),
        flagged(OLD, ngettext("profile unchanged for a year", "profiles unchanged for a year", n.get(OLD, 0))),
    ]


def answer(needs: list[Stat]) -> str:
    waits = sum(int(str(one.value)) for one in needs[:6])
    if not waits:
        return _("Nothing waits for a decision of yours.")
    n = {"n": formats.number(waits)}
    return ngettext("%(n)s thing waits for a decision.", "%(n)s things wait for a decision.", waits) % n


def closing(desk: SecretariatDesk, today: date) -> Picture | None:
    dues = [Due(card.title, card.deadline_at, address(card.source, card.number)) for card in desk.closing if card.deadline_at]
    if not dues:
        return None
    n = desk.closing_total
    told = ngettext("%(n)s open notice closes this week.", "%(n)s open notices close this week.", n) % {"n": n}
    if n > len(dues):
        told += " " + _("The nearest %(n)s are shown.") % {"n": len(dues)}
    return deadlines(_("Closing this week"), told, dues, today, soon=2)


def path_to_contract(counts: Mapping[str, int]) -> Picture:
    bars = [Bar(str(STEPS[step]), n, f"{reverse('desk:matches')}?step={step}") for step, n in counts.items()]
    told = _("How far the matches came, of all that were ever suggested. A match that went on counts in the steps before, too.")
    return funnel(_("From notice to contract"), told, bars, _("Matches"))


def steps(counts: Mapping[str, int], step: str) -> list[Entry]:
    where = reverse("desk:matches")
    return [Entry(str(STEPS[one]), f"{where}?step={one}", current=one == step, count=n) for one, n in counts.items()]


def step_answer(step: str, total: int) -> str:
    told = ngettext("%(n)s match came as far as: %(step)s.", "%(n)s matches came as far as: %(step)s.", total)
    return told % {"n": formats.number(total), "step": str(STEPS[step]).lower()}


def _run(run: RunCard) -> Row:
    kind = {"failed": "signal", "running": "strong"}.get(run.state, "plain")
    facts = [formats.moment(run.queued_at)] + [f"{formats.number(n)} {_(name)}" for name, n in list(run.counts.items())[:3] if n]
    title = f"{run.title} · {run.about}" if run.about else run.title
    return Row(title, reverse("ops:run", args=(run.id,)), facts=facts, tags=[Tag(run.state_name, kind=kind)])
