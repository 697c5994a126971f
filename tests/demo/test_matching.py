"""The kernel finds whom a notice was written for: the demonstration is fair, and a change for the worse is seen here."""

from decimal import Decimal

from klynge.connectors.ocds import Ocds
from klynge.connectors.shapes import Answer
from klynge.connectors.ted_xml import TedXml
from klynge.core.fit.rank import match
from klynge.core.fit.shapes import Code, Need, Offer, Work
from klynge.core.notice import Place, Text
from klynge.demo.dice import SEED
from klynge.demo.notices import fitting
from tests.demo.conftest import TODAY


def _offer(firm):
    return Offer(
        id=firm.cvr,
        title=firm.line,
        text=Text((statement.language, statement.text) for statement in firm.statements),
        codes=tuple(Code("cpv", code.code, 1.0 if code.main else 0.5) for code in firm.codes if code.system == "cpv"),
        places=tuple(Place("DK", site.town.nuts) for site in firm.sites),
        record=tuple(Work(title=reference.title) for reference in firm.references),
        staff=firm.staff,
        turnover=firm.turnover.amount / Decimal("7.46") if firm.turnover else None,
    )


def _need(notice):
    lots = [(lot.title, lot.description) for lot in notice.lots]
    words = {
        language: " ".join((text, *(part.get(language, "") for lot in lots for part in lot)))
        for language, text in notice.description.items()
    }
    codes = tuple(Code("cpv", code, 0.5 if place else 1.0) for place, code in enumerate(notice.cpv))
    return Need(id=f"{notice.number} {notice.version}", title=notice.title, text=Text(words), codes=codes, places=notice.places)


def test_nine_notices_in_ten_show_a_truly_fitting_member_among_the_first_five(members, files):
    notices = [n for name, body in files for n in (TedXml() if name.endswith(".xml") else Ocds()).reads(Answer(name, body))]
    needs = {need.id: notice for notice in notices for need in (_need(notice),)}
    found = {need: [] for need in needs}
    for fit in match((_need(notice) for notice in notices), (_offer(firm) for firm in members), 5):
        found[fit.need_id].append(fit.offer_id)
    fits = fitting(SEED, TODAY)
    asked = {need: set(fits[notice.number]) for need, notice in needs.items() if fits[notice.number]}
    hits = sum(bool(true & set(found[need])) for need, true in asked.items())
    assert len(asked) > 60
    assert hits / len(asked) >= 0.9
