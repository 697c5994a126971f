"""The pages of state aid in a real browser: no barrier, no overflow, no fault; and a firm signs by the link in its mail, without
script."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.utils import timezone

from klynge.ledger import models
from klynge.ledger.actions.book import book
from klynge.ledger.actions.declare import Declared, ask_declaration, begin_declaration
from klynge.ledger.actions.letters import make_letter
from klynge.ledger.actions.size import work_out_size
from tests.ledger import aid
from tests.ledger.aid import ON, money
from tests.ledger.pages import reachable
from tests.ledger.test_size_test import given, tied

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
HOUSE = (
    "aid/",
    "aid/promises/",
    "aid/{hawk}/?amount=300000&currency=EUR&on=2026-03-02",
    "aid/{hawk}/promise/",
    "aid/activity/{activity}/?each=1000&currency=EUR&on=2026-03-02",
    "aid/row/{row}/settle/",
    "aid/row/{row}/give-up/",
    "aid/block-exemption/?article=27&kind=operation&eligible=1000&on=2026-03-02",
    "aid/block-exemption/?article=28",
    "declarations/",
    "law/",
    "rates/",
    "size/test/{test}/",
)
OWN = ("aid/{hawk}/", "declarations/{declaration}/", "size/{hawk}/", "size/test/{test}/", "law/")


@pytest.fixture
def ledger(transactional_db):
    """Aid of each kind, an activity with two firms, a self-test, a question that waits. -> (cast, places of addresses)"""
    cast = aid.make()
    reachable(cast.hawk, cast.anna, "anna@hawk.example")
    aid.declare(cast.anna, cast.hawk, Declared(ON, money(120_000), "A municipality", "A course in quality"))
    row = aid.promise(cast, money(40_000), on=timezone.localdate(), what="Advice on standards")
    make_letter(by=cast.clara, aid_id=row.pk, on=ON)
    activity = models.Activity.objects.create(kind="course", title="Quality", from_at=AT, to_at=AT, on=ON, label="TLP:GREEN")
    package = models.WorkPackage.objects.system_rows("a test").get()
    models.Funding.objects.create(activity=activity, grant_id=package.grant_id, work_package=package)
    for firm in (cast.hawk, cast.abroad):
        stands = {"organisation": firm, "group_id": firm.pk, "on": ON, "evidence": "check-in", "capacity": "participant"}
        book(cast.clara, [models.Participation(activity=activity, **stands)])
    test = work_out_size(by=cast.anna, organisation_id=cast.hawk.pk, given=given(tied(share="30")), on=ON)
    waits = begin_declaration(by=cast.anna, organisation_id=cast.hawk.pk)
    places = {"hawk": cast.hawk.pk, "row": row.pk, "activity": activity.pk, "test": test.pk, "declaration": waits.pk}
    return cast, places


@pytest.mark.parametrize(("width", "theme", "language"), [(1280, "light", "da"), (390, "dark", "en")])
@pytest.mark.parametrize("path", HOUSE)
def test_the_pages_of_the_house_read_well(opened, ledger, path, width, theme, language):
    cast, places = ledger
    visit = opened("/ledger/" + path.format(**places), width=width, theme=theme, language=language, who=cast.clara)
    assert visit.whole() == visit.GOOD


@pytest.mark.parametrize(("width", "theme", "language"), [(1280, "dark", "en"), (390, "light", "da")])
@pytest.mark.parametrize("path", OWN)
def test_the_pages_of_a_firm_read_well(opened, ledger, path, width, theme, language):
    cast, places = ledger
    visit = opened("/ledger/" + path.format(**places), width=width, theme=theme, language=language, who=cast.anna)
    assert visit.whole() == visit.GOOD


def test_a_firm_signs_by_the_link_in_its_mail_without_script(opened, ledger):
    cast, _ = ledger
    models.Declaration.objects.system_rows("a test").filter(signed_at=None).delete()
    ask_declaration(by=cast.clara, organisation_id=cast.hawk.pk)
    path = next(word for word in mail.outbox[-1].body.split() if "/declare/" in word).partition("8000")[2]
    visit = opened(path, language="da", script=False)
    assert visit.page.get_by_label("Hvem gav den").first.input_value() == "A municipality"
    visit.page.get_by_label("Jeg har læst erklæringen").check()
    visit.page.get_by_role("button", name="Skriv under").click()
    assert "Erklæringen er underskrevet" in visit.page.inner_text("main")
    row = models.Declaration.objects.visible_to(cast.clara).filter(signed_by_id=cast.anna.person_id).latest("signed_at")
    assert (row.lines[0][3], "de minimis-støtte" in row.text) == ("A municipality", True)
