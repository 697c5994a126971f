"""A project's pages, as each of the cast opens them."""

import io
import re
from datetime import timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from klynge.access.viewer import Role
from klynge.core.tlp import Label
from klynge.ledger.models import Cost, Hours, Mandate, Result
from klynge.people.models import Account, RoleGrant
from klynge.projects.actions.booking import record_cost, record_result
from klynge.projects.actions.plan import add_milestone, set_budget
from klynge.projects.models import Milestone, Part, Partner, Project
from klynge.register.actions.audience import Audience
from tests.cast import SINCE, organisation, person
from tests.projects.made import BEGIN, DAY, END, TODAY, WHY, World, partner
from tests.projects.test_accounts import budget, hours

DAYS = timedelta(days=1)


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.SECOND_FACTOR = False


@pytest.fixture
def opened(client):
    """The answer of a page as somebody of the cast gets it, in English."""

    def open_page(name: str, path: str, given: dict | None = None):
        client.logout()
        if name != "guest":
            client.force_login(Account.objects.get(email=f"{name}@example.org"))
        ask = client.get if given is None else client.post
        return ask(path, given or {}, headers={"accept-language": "en"})

    return open_page


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def audits(world: World) -> None:
    days = {"from_on": BEGIN, "to_on": END, "starts_on": BEGIN, "ends_on": END, "made_at": "2026-01-01T00:00Z"}
    Mandate.objects.create(account_id=world.cast.erik.account_id, grant=world.grant, **days)


@pytest.fixture
def filled(world):
    project = world.running()
    budget(world, project, world.cast.hawk, "external", 800)
    budget(world, project, world.cast.kite, "external", 7000)
    record_cost(**world.cost(project))
    record_cost(**world.cost(project, world.cast.kite, what="Secret rotor"))
    hours(world, project, world.cast.hawk, world.cast.anna, 12, 3000)
    part = Part.objects.system_rows(WHY).get(project=project)
    add_milestone(by=world.cast.clara, part_id=part.pk, what="First flight", due_on=DAY)
    record_result(
        by=world.cast.clara, partner_id=partner(project, world.cast.kite).pk, result="process", on=DAY, said="Folded wings"
    )
    return project


def test_each_label_opens_the_summary_to_its_readers_and_the_team_reads_what_it_does(world, opened):
    for label in (Label.CLEAR, Label.GREEN, Label.STRICT):
        world.opened(audience=Audience(label), lead_id=world.cast.abroad.pk, lead_role="cluster")
    ids = [project.pk for project in Project.objects.system_rows(WHY).order_by("pk")]
    seen = {
        name: [ids.index(pk) for pk in ids if f'href="/projects/{pk}/"' in text(opened(name, "/projects/"))]
        for name in world.cast.everybody()
    }
    assert seen == {"guest": [0], "anna": [0, 1], "ben": [0, 1], "clara": [0, 1, 2], "dora": [0, 1, 2], "erik": [0]}


def test_whoever_is_not_within_reads_the_summary_and_nothing_else(world, opened):
    project = world.running(audience=Audience(Label.CLEAR))
    inside = {}
    for name in world.cast.everybody():
        page = text(opened(name, f"/projects/{project.pk}/"))
        assert "Quiet drone" in page
        assert "A drone." in page
        inside[name] = "Partners" in page or "Kite ApS" in page
    assert inside == {"guest": False, "anna": True, "ben": True, "clara": True, "dora": False, "erik": False}
    for behind in ("accounts/", "rows/", "accounts.xlsx"):
        assert opened("dora", f"/projects/{project.pk}/{behind}").status_code == 404


def test_the_page_tells_stage_partners_parts_milestones_money_and_results(world, filled, opened):
    page = text(opened("clara", f"/projects/{filled.pk}/"))
    for words in (
        "Running",
        "led by Hawk ApS",
        "Known University",
        "Knowledge institution",
        "1 Rotor",
        "First flight",
        "milestones that are late",
        "7,800",
        "5,000",
        "Growth, work package 2",
    ):
        assert words in page, words


def test_a_member_reads_their_own_lines_and_no_rivals(world, filled, opened):
    ours, theirs = (text(opened(name, f"/projects/{filled.pk}/accounts/")) for name in ("anna", "clara"))
    assert ("own organisation's lines" in ours, "own organisation's lines" in theirs) == (True, False)
    assert ("7,000" in ours, "7,000" in theirs) == (False, True)
    rows = text(opened("anna", f"/projects/{filled.pk}/rows/"))
    assert ("Wind tunnel" in rows, "Secret rotor" in rows) == (True, False)
    results = text(opened("anna", f"/projects/{filled.pk}/rows/?kind=results"))
    assert "Folded wings" not in results
    assert opened("anna", f"/projects/{filled.pk}/accounts.xlsx").status_code == 404


def test_the_auditor_of_the_grant_reads_it_all_and_changes_nothing(world, filled, opened):
    assert opened("erik", f"/projects/{filled.pk}/").status_code == 404
    audits(world)
    page = text(opened("erik", f"/projects/{filled.pk}/accounts/"))
    assert "7,000" in page
    assert "Record a cost" not in page
    assert opened("erik", f"/projects/{filled.pk}/accounts.xlsx").status_code == 200
    assert opened("erik", f"/projects/{filled.pk}/cost/").status_code == 404


def test_the_workbook_holds_the_same_figures_when_another_library_opens_it(world, filled, opened):
    answer = opened("clara", f"/projects/{filled.pk}/accounts.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    sums = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows(min_row=2)]
    assert [row[2:] for row in sums] == [
        ["Hawk ApS", "Wages", "DKK", 0, 0, 3000, 12, -3000],
        ["Hawk ApS", "External services", "DKK", 800, 1000, 0, 0, -200],
        ["Kite ApS", "External services", "DKK", 7000, 1000, 0, 0, 6000],
        [None, None, "DKK", 7800, 2000, 3000, 12, 2800],
    ]
    rows = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows(min_row=2)]
    assert sorted((row[1], row[3], row[4], row[6]) for row in rows if row[6] is None) == [
        ("Hawk ApS", "External services", 1000, None),
        ("Kite ApS", "External services", 1000, None),
    ]
    assert [(row[0].date(), row[4], row[6]) for row in rows if row[6] is not None] == [(DAY, 3000, 12)]
    assert "Anna" not in str(rows)


def test_our_projects_are_those_that_we_take_part_in(world, opened):
    mine = world.opened()
    other = world.opened(audience=Audience(Label.CLEAR), lead_id=world.cast.abroad.pk, lead_role="cluster")
    page = text(opened("anna", "/projects/ours/"))
    assert (f"/projects/{mine.pk}/" in page, f"/projects/{other.pk}/" in page) == (True, False)
    assert "You take part in no project yet" in text(opened("ben", "/projects/ours/"))


def test_the_list_is_filtered_by_stage_grant_and_words(world, opened):
    idea, run = world.opened(work_package_ids=[]), world.running()
    for query, found in (
        ("stage=idea", {idea.pk}),
        ("stage=running", {run.pk}),
        ("stage=idea&stage=running", {idea.pk, run.pk}),
        (f"grant={world.grant.pk}", {run.pk}),
        ("grant=99999999", set()),
        ("q=quiet", {idea.pk, run.pk}),
        ("q=loud", set()),
        ("stage=nonsense", {idea.pk, run.pk}),
    ):
        page = text(opened("clara", f"/projects/?{query}"))
        assert {pk for pk in (idea.pk, run.pk) if f'href="/projects/{pk}/"' in page} == found, query


def test_a_secretary_opens_fills_and_runs_a_project_by_its_forms(world, opened):
    def post(path, **given):
        answer = opened("clara", f"/projects/{path}", given)
        assert answer.status_code == 303, re.findall(r'class="[^"]*error[^"]*"[^>]*>[^<]*<?[^<]*', answer.content.decode())
        return answer

    days = {"from_on": BEGIN.isoformat(), "to_on": END.isoformat()}
    label = {"label": "TLP:AMBER+STRICT", "currency": "DKK"}
    post(
        "open/",
        title_en="Sea drone",
        lead=world.cast.hawk.pk,
        lead_role="company",
        work_packages=world.package.pk,
        **label,
        **days,
    )
    pk = Project.objects.system_rows(WHY).get().pk
    for firm, role in ((world.cast.kite, "company"), (world.third, "company"), (world.university, "knowledge")):
        post(f"{pk}/partners/add/", organisation=firm.pk, role=role, economic="on", from_on=BEGIN.isoformat())
    post(f"{pk}/parts/add/", number="1", name="Hull", **days)
    hawk, part = partner(Project(pk=pk), world.cast.hawk), Part.objects.system_rows(WHY).get()
    post(f"partner/{hawk.pk}/declaration/", on=DAY.isoformat(), document="File 3")
    post(f"{pk}/stage/", stage="running")
    post(f"{pk}/budget/", part=part.pk, partner=hawk.pk, cost="wage", amount="10.000,50", currency="DKK", on=DAY.isoformat())
    money = {"part": part.pk, "partner": hawk.pk, "cost": "wage", "amount": "500", "currency": "DKK", "on": DAY.isoformat()}
    post(f"{pk}/cost/", **money, what="A welder")
    again = opened("clara", f"/projects/{pk}/cost/", {**money, "what": "A welder"})
    assert (again.status_code, "recorded already" in text(again)) == (200, True)
    post(f"{pk}/result/", partner=hawk.pk, result="jobs", on=DAY.isoformat(), text="Two welders", amount="2", currency="DKK")
    post(f"{pk}/milestones/add/", part=part.pk, what="It floats", due_on=DAY.isoformat())
    milestone = Milestone.objects.system_rows(WHY).get()
    post(f"milestone/{milestone.pk}/", on=DAY.isoformat(), evidence="A film")
    post(f"part/{part.pk}/", name="Hull and keel", **days)
    post(f"{pk}/looked/", x="")
    row = Cost.objects.system_rows(WHY).get()
    post(f"{pk}/take-back/?kind=cost&row={row.pk}", kind="cost", row=row.pk, reason="Paid by another")
    change = {"title_en": "Sea drone 2", "lead": world.cast.kite.pk, "work_packages": world.package.pk}
    post(f"{pk}/change/", **change, **label, **days)
    post(f"partner/{hawk.pk}/end/", on=TODAY.isoformat())
    project = Project.objects.system_rows(WHY).get()
    assert (project.title_en, project.stage, project.lead_id) == ("Sea drone 2", "running", world.cast.kite.pk)
    assert [(r.result, r.amount) for r in Result.objects.system_rows(WHY)] == [("jobs", Decimal(2))]
    assert not Cost.objects.system_rows(WHY).filter(live=True).exists()
    page = text(opened("clara", f"/projects/{pk}/"))
    assert "Hull and keel" in page
    assert "A film" in page
    assert "has left" not in page


def test_only_somebody_with_the_money_right_is_offered_to_set_the_rule_aside(world, opened):
    project = world.opened()
    assert "rule is not met" not in text(opened("clara", f"/projects/{project.pk}/stage/"))
    account = Account.objects.get(email="clara@example.org")
    RoleGrant.objects.create(account=account, role=Role.FINANCE, starts_on=SINCE, given_by=account, confirmed_by=account)
    assert "rule is not met" in text(opened("clara", f"/projects/{project.pk}/stage/"))
    given = {"stage": "running", "override": "on", "reason": "The call says one."}
    assert opened("clara", f"/projects/{project.pk}/stage/", given).status_code == 303
    assert "set aside" in text(opened("clara", f"/projects/{project.pk}/"))


def test_an_idea_shows_what_the_programme_asks_and_that_nobody_confirmed_it(world, opened):
    page = text(opened("clara", f"/projects/{world.opened().pk}/"))
    assert "Companies: 1 of at least 3" in page
    assert "Knowledge institutions: 0 of at least 1" in page
    assert "not confirmed" in page


def test_hostile_text_is_shown_and_not_run(world, opened):
    evil = "<script>alert(1)</script>"
    project = world.running()
    record_cost(**world.cost(project, what=evil))
    page = opened("clara", f"/projects/{project.pk}/rows/").content.decode()
    assert evil not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_partner_whose_card_is_closed_to_the_reader_has_no_name(world, opened):
    project = world.running()
    shy = organisation("Shy ApS", label=Label.STRICT)
    world.join(project, shy)
    assert "Shy ApS" in text(opened("clara", f"/projects/{project.pk}/"))
    page = text(opened("anna", f"/projects/{project.pk}/"))
    assert "Shy ApS" not in page
    assert "(not open to you)" in page


def test_pages_take_the_same_queries_for_one_partner_and_for_three(world, opened):
    project = world.running()
    opened("clara", "/projects/")
    counts = {"": [], "accounts/": [], "rows/": [], "rows/?kind=hours": []}
    for number in range(3):
        firm = organisation(f"Falcon {number} ApS")
        made = world.join(project, firm)
        part = world.part(project, f"9{number}")
        set_budget(
            by=world.cast.clara, part_id=part.pk, partner_id=made.pk, cost="wage", amount=Decimal(9), currency="DKK", on=DAY
        )
        add_milestone(by=world.cast.clara, part_id=part.pk, what="Flies", due_on=DAY)
        record_cost(**world.cost(project, firm, part_id=part.pk))
        hours(world, project, firm, person(f"P{number}", firm), 1, 1)
        for page, found in counts.items():
            with CaptureQueriesContext(connection) as queries:
                assert opened("clara", f"/projects/{project.pk}/{page}").status_code == 200
            found.append(len(queries))
    assert {page: len(set(found)) for page, found in counts.items()} == dict.fromkeys(counts, 1)
    assert (Hours.objects.system_rows(WHY).count(), Partner.objects.system_rows(WHY).count()) == (3, 7)
