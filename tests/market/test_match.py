"""Matching: suggestions with reasons and gaps, decisions kept, nothing new costs nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from klynge.core.errors import Refused, Wrong
from klynge.core.notice import Requirement, RequirementKind, Text
from klynge.core.tlp import Label
from klynge.market.actions import intake
from klynge.market.actions.decide import answer, approve, dismiss
from klynge.market.actions.match import match
from klynge.market.models import Answer, Match, Notice
from klynge.market.queries import matches as queries
from klynge.ops.runs import running
from klynge.register.models import Capability, Fact, Membership, Organisation, Reference
from tests.market import said
from tests.market.firms import skilled

pytestmark = pytest.mark.django_db
WHY = "a test looks at what was stored"


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(intake, "PAUSE", 0)
    settings.RAW = tmp_path / "raw"


def matched() -> dict[str, int]:
    with running("match") as run:
        match(run)
    return run.counts


def stored() -> set[tuple[object, ...]]:
    names = ("notice__number", "organisation__name", "score", "place", "reasons", "gaps", "state", "shown")
    return {tuple(map(str, row)) for row in Match.objects.system_rows(WHY).values_list(*names)}


def of(organisation: Organisation) -> Match:
    return Match.objects.system_rows(WHY).get(organisation=organisation)


def test_both_firms_fit_and_the_missing_certificate_is_a_named_gap(cast):
    skilled(cast)
    said.taken(said.drones())
    counts = matched()
    assert (counts["notices"], counts["members"], counts["new"]) == (1, 2, 2)
    hawk, kite = of(cast.hawk), of(cast.kite)
    assert hawk.gaps == []
    assert [gap[:2] for gap in kite.gaps] == [["certificate", "ISO 9001"]]
    assert hawk.score == pytest.approx(sum(points for _, points, _ in hawk.reasons), abs=1e-6)


def test_a_past_win_speaks_for_the_winner(cast):
    skilled(cast)
    said.taken(said.drones(), said.result(winner=cast.hawk.cvr))
    matched()
    assert "record" in {kind for kind, _, _ in of(cast.hawk).reasons}
    assert "record" not in {kind for kind, _, _ in of(cast.kite).reasons}


def test_nothing_new_asks_for_no_kernel_and_changes_nothing(cast):
    skilled(cast)
    said.taken(said.drones())
    matched()
    before = stored()
    counts = matched()
    assert "new" not in counts
    assert stored() == before


def test_a_changed_profile_or_a_new_notice_makes_all_of_it_anew(cast):
    skilled(cast)
    said.taken(said.drones())
    matched()
    Fact.objects.system_rows(WHY).filter(organisation=cast.kite).update(value="Kantinedrift og catering.")
    said.taken(
        said.drones(
            "2026-C1", title=Text({"da": "Kantinedrift"}), description=Text({"da": "Mad til 300 ansatte"}), cpv=("55500000",)
        )
    )
    counts = matched()
    assert counts["changed"] + counts.get("gone", 0) >= 1
    said.taken(said.drones("2026-D2", title=Text({"da": "Flere droneradarer"})))
    assert matched()["new"] >= 1


def test_only_what_nobody_has_decided_is_taken_away(cast):
    skilled(cast)
    said.taken(said.drones())
    matched()
    dismiss(by=cast.clara, match_ids=[of(cast.kite).pk], why="Bygger ikke radarer")
    Membership.objects.system_rows(WHY).all().delete()
    counts = matched()
    assert counts["gone"] == 1
    assert [(row.organisation_id, row.state, row.reason) for row in Match.objects.system_rows(WHY)] == [
        (cast.kite.pk, Match.DISMISSED, "Bygger ikke radarer")
    ]


def test_closed_and_withdrawn_notices_are_not_matched(cast):
    skilled(cast)
    said.taken(said.drones("past", deadline_at=said.soon(-1)), said.drones("gone"))
    Notice.objects.system_rows(WHY).filter(number="gone").update(withdrawn_at=timezone.now())
    assert matched()["notices"] == 0


@pytest.mark.parametrize("members", [0, 1])
def test_no_member_or_one_member_is_no_special_case(cast, members):
    said.taken(said.drones())
    Membership.objects.system_rows(WHY).all().delete()
    if members:
        skilled(cast)
        Membership.objects.create(organisation=cast.hawk, type="company", from_on="2020-01-01", label=Label.CLEAR)
    assert matched().get("new", 0) == members


def test_a_member_sees_only_what_was_approved_and_only_their_own(cast):
    skilled(cast)
    said.taken(said.drones())
    matched()
    now = timezone.now()

    def seen(viewer) -> set[str]:
        return {line.organisation for line in queries.of_notice(viewer, said.row("2026-D1").pk, language="da", now=now)}

    assert [seen(viewer) for viewer in cast.everybody().values()] == [set(), set(), set(), {"Hawk ApS", "Kite ApS"}, set(), set()]
    approve(by=cast.clara, match_ids=[of(cast.hawk).pk, of(cast.kite).pk])
    assert {name: seen(viewer) for name, viewer in cast.everybody().items()} == {
        "guest": set(),
        "anna": {"Hawk ApS"},
        "ben": {"Kite ApS"},
        "clara": {"Hawk ApS", "Kite ApS"},
        "dora": set(),
        "erik": set(),
    }


def test_only_the_secretariat_approves_and_says_why_when_it_dismisses(cast):
    skilled(cast)
    said.taken(said.drones())
    matched()
    key = of(cast.hawk).pk
    assert approve(by=cast.anna, match_ids=[key]).done == 0
    assert of(cast.hawk).state == Match.SUGGESTED
    with pytest.raises(Wrong):
        dismiss(by=cast.clara, match_ids=[key], why=" ")
    assert approve(by=cast.clara, match_ids=[key]).done == 1
    assert (approve(by=cast.clara, match_ids=[key, 10**9]).done, of(cast.hawk).state) == (0, Match.APPROVED)


def test_a_rival_cannot_answer_for_us(cast):
    skilled(cast)
    said.taken(said.drones())
    matched()
    approve(by=cast.clara, match_ids=[of(cast.hawk).pk])
    for viewer in (cast.ben, cast.dora, cast.erik, cast.guest):
        with pytest.raises(Refused):
            answer(by=viewer, match_id=of(cast.hawk).pk, answer="interested")
    answer(by=cast.anna, match_id=of(cast.hawk).pk, answer="interested")
    assert of(cast.hawk).state == Match.INTERESTED


def test_answers_are_kept_as_pairs_that_nobody_can_change(cast):
    skilled(cast)
    said.taken(said.drones())
    matched()
    key = of(cast.hawk).pk
    approve(by=cast.clara, match_ids=[key])
    for word, why in (("interested", ""), ("interested", ""), ("bid", ""), ("won", "")):
        answer(by=cast.anna, match_id=key, answer=word, why=why)
    with pytest.raises(Wrong):
        answer(by=cast.anna, match_id=key, answer="dismissed")
    pairs = list(Answer.objects.system_rows(WHY).order_by("pk"))
    assert [(pair.answer, pair.person_id) for pair in pairs] == [
        ("approved", cast.clara.person_id),
        ("interested", cast.anna.person_id),
        ("bid", cast.anna.person_id),
        ("won", cast.anna.person_id),
    ]
    with pytest.raises(Refused):
        pairs[0].save()
    with pytest.raises(Refused):
        pairs[0].delete()


def test_an_answered_match_keeps_the_score_it_was_answered_at(cast):
    skilled(cast)
    said.taken(said.drones())
    matched()
    approve(by=cast.clara, match_ids=[of(cast.hawk).pk])
    answer(by=cast.anna, match_id=of(cast.hawk).pk, answer="interested")
    before = of(cast.hawk).score
    said.taken(said.drones(version="02", title=Text({"da": "Kantinedrift"}), cpv=("55500000",)))
    matched()
    assert (of(cast.hawk).score, of(cast.hawk).state) == (before, Match.INTERESTED)


def test_a_match_is_closed_to_whoever_may_not_read_the_notice(cast):
    skilled(cast)
    said.taken(said.drones(), label=Label.AMBER)
    matched()
    approve(by=cast.clara, match_ids=[of(cast.hawk).pk])
    assert queries.for_you(cast.anna, language="da", now=timezone.now()) == ()


def test_clearances_are_gaps_too(cast):
    skilled(cast)
    asked = Requirement(RequirementKind.CLEARANCE, Text({"en": "Security clearance to NATO SECRET is required."}))
    said.taken(said.drones(requirements=(asked,)))
    matched()
    assert [gap[:2] for gap in of(cast.hawk).gaps] == [["clearance", "SECRET"]]


def test_the_lists_cost_the_same_number_of_queries_for_one_and_three(cast):
    skilled(cast)
    counted = []
    for n in (1, 2):
        said.taken(*[said.drones(f"2026-{n}-{i}") for i in range(n)])
        matched()
        approve(by=cast.clara, match_ids=list(Match.objects.system_rows(WHY).values_list("pk", flat=True)))
        queries.for_you(cast.anna, language="da", now=timezone.now())
        with CaptureQueriesContext(connection) as seen:
            lines = queries.for_you(cast.anna, language="da", now=timezone.now())
        counted.append((len(lines), len(seen)))
    assert [lines for lines, _ in counted] == [1, 3]
    assert counted[0][1] == counted[1][1]


def test_what_became_red_after_the_match_is_not_told_any_more(cast):
    skilled(cast)
    Reference.objects.create(
        organisation=cast.hawk, title="Radarer til droneforsvar i Norge", cpv=["35613000"], label=Label.STRICT
    )
    said.taken(said.drones())
    matched()

    def told() -> set[str]:
        lines = queries.of_notice(cast.clara, said.row("2026-D1").pk, language="da", now=timezone.now())
        return {word for line in lines if line.organisation_id == cast.hawk.pk for r in line.reasons for word in r.evidence}

    assert "Radarer til droneforsvar i Norge" in told()
    Reference.objects.system_rows(WHY).update(label=Label.RED)
    assert "Radarer til droneforsvar i Norge" not in told()
    assert told()
    Fact.objects.system_rows(WHY).filter(organisation=cast.hawk).update(label=Label.RED)
    Capability.objects.system_rows(WHY).filter(organisation=cast.hawk).update(label=Label.RED)
    assert not {word for word in told() if "radar" in word.lower() or "drone" in word.lower()}
