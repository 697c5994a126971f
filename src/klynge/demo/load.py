"""Loads the demonstration cluster through the same actions, connectors and matching that a real one uses.

Again, on the same day or later, changes nothing: what is there stays there. The notices are dated around the day of the first load.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from klynge.access.viewer import Role, Viewer
from klynge.demo.dice import SEED
from klynge.demo.drawings import drawn_beside, picture
from klynge.demo.firms import firms
from klynge.demo.ledger.year import live_year
from klynge.demo.life import live
from klynge.demo.members import admit_firms, open_team
from klynge.demo.newsroom import write_newsroom
from klynge.demo.notices import write_notices
from klynge.demo.pages import write_story
from klynge.demo.people import SignIn, team
from klynge.market import tasks
from klynge.market.queries.funnel import funnel
from klynge.market.queries.intake import market_counts
from klynge.market.queries.invented import remember_invented
from klynge.market.queries.matches import strongest
from klynge.register.actions.after import gathering
from klynge.register.queries.counts import register_counts
from klynge.register.reference_tables import load_reference
from klynge.web.words import REASONS

PASSWORD = "klynge-demo"  # noqa: S105  # shown on the first screen; good in the demonstration only
LOADER = Viewer(name="demonstration", roles=frozenset({Role.SECRETARIAT}))


class Teller(Protocol):
    """Where the loader says what it does (the command line's output)."""

    def fact(self, line: str) -> None: ...

    def show(self, done: int, total: int | None, doing: str) -> None: ...


def load(out: Teller) -> None:
    """Members, people, notices, matches. Takes up an interrupted load where it was: members are one transaction, the intake and
    the matching are runs that go on."""
    new = register_counts(LOADER).members == 0
    with drawn_beside() if new else nullcontext(picture) as pictures:
        _loaded(out, _first_day(), pictures)


def _loaded(out: Teller, today: date, pictures: Callable[[str], bytes]) -> None:
    if register_counts(LOADER).members == 0:
        load_reference()
        members = firms(SEED, today)
        out.fact(f"Admitting {len(members)} members ...")
        with transaction.atomic(), gathering():
            keys = admit_firms(by=LOADER, firms=members, today=today)
            open_team(by=LOADER, team=team(SEED, today, members), keys=keys, password=PASSWORD)
    folder = _notices(today)
    for source, pattern in (("ted-xml", "*.xml"), ("ocds", "*.json")):
        files = sorted(folder.glob(pattern))
        out.fact(f"Taking in {len(files)} notices from {source} ...")
        tasks.intake(source, files, printer=out)
    remember_invented(LOADER)
    out.fact("Comparing notices with members ...")
    tasks.match(printer=out)
    out.fact("Living some weeks: matches approved, answers, proposals ...")
    live(sign_ins(), PASSWORD)
    staff = team(SEED, today, firms(SEED, today))
    write_story(by=LOADER, team=staff, today=today)
    out.fact("Living a year in the ledger: grants, activities, who took part, hours, state aid, projects ...")
    emails = {one.key: one.email for one in staff.sign_ins}
    live_year(
        today, emails, [one.person.email for one in staff.secretariat if one.person.name not in {s.name for s in staff.sign_ins}]
    )
    out.fact("Writing the newsroom: twelve releases with drawn pictures ...")
    write_newsroom(by=LOADER, team=staff, today=today, pictures=pictures)


def _first_day() -> date:
    """The day of the first load, kept in the home, so that a load that goes on tomorrow makes the same notices."""
    file = settings.HOME / "demo" / "loaded.json"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps({"seed": SEED, "day": timezone.localdate().isoformat()}))
    return date.fromisoformat(json.loads(file.read_text())["day"])


def _notices(today: date) -> Path:
    """The files as a source would give them."""
    folder = Path(settings.HOME) / "demo" / "notices"
    folder.mkdir(parents=True, exist_ok=True)
    if not any(folder.iterdir()):
        for name, content in write_notices(SEED, today):
            (folder / name).write_bytes(content)
    return folder


def screen(port: int) -> Iterator[str]:
    """What `make demo` prints: what is there, the three best matches with their reasons, addresses and sign-ins."""
    counts = register_counts(LOADER)
    yield ""
    yield "The demonstration cluster: CenSec's public history, everything else invented"
    yield f"  {counts.members} members, {counts.sites} sites, {counts.people} people, {counts.capabilities} capabilities"
    taken, steps = market_counts(LOADER, now=timezone.now()), funnel(LOADER)
    yield f"  {taken.notices} notices, {taken.open} of them open, {taken.contracts} contracts given before"
    yield f"  {steps['suggested']} matches: {steps['approved']} approved, {steps['interested']} of interest, {steps['bid']} bids sent"
    yield ""
    yield "The three best matches"
    for match in strongest(LOADER, 3, language="en", now=timezone.now()):
        yield f"  {match.score:5.1f}  {match.organisation}  for  “{match.notice.title}” ({match.notice.buyer})"
        for reason in match.reasons[:4]:
            _, words, against = REASONS[reason.kind]
            yield f"         {reason.points:+5.1f}  {words if reason.points > 0 else against}: {'; '.join(reason.evidence[:3])}"
        for gap in match.gaps:
            yield f"         lacks  {gap.condition.label or gap.condition.name}"
    yield ""
    yield f"Open http://127.0.0.1:{port}/ and sign in (password: {PASSWORD})"
    for person in sign_ins():
        yield f"  {person.email:24} {person.says.best('en')}"
    yield ""


def sign_ins() -> tuple[SignIn, ...]:
    today = _first_day()
    return team(SEED, today, firms(SEED, today)).sign_ins
