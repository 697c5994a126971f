"""Every page without a parameter in its address, as each of those who may open it sees it; but not the website's editor, which is
Wagtail's own (one walk through it is in `test_screens`)."""

import pytest
from django.urls import get_resolver

from klynge.ledger.tasks import load_law
from klynge.website.actions.tree import plant
from tests.browser.visit import Visit
from tests.house.test_doors import doors

# Sign-in pages of others, as a guest meets them.
ENTRANCE = ("account/login/", "account/password/reset/")


def pages(viewer) -> list[str]:
    """The addresses of all pages that a viewer may open, from the resolver."""
    found = [
        where
        for where, view in doors(get_resolver().url_patterns)
        if "<" not in where
        and not where.startswith("edit/")
        and "^" not in where
        and getattr(view, "who", None)
        and view.who.passes(viewer)
    ]
    return sorted(set(found))


@pytest.mark.parametrize("name", ["guest", "anna", "clara"])
def test_every_page_reads_well_on_a_phone(opened, cast, name):
    load_law()  # as every installation does
    plant(by=cast.clara, name="The Cluster")
    viewer = cast.everybody()[name]
    visit = opened("/style", width=390, who=viewer)
    wrong = {}
    for where in pages(viewer):
        answer = visit.page.request.get(visit.home + "/" + where)
        if answer.status == 405 or "html" not in answer.headers.get("content-type", ""):
            continue  # takes only forms, or gives a file
        visit.faults.clear()
        visit.to("/" + where)
        if (found := visit.whole()) != Visit.GOOD:
            wrong[where] = str(found)
    assert wrong == {}


@pytest.mark.parametrize("where", ENTRANCE)
@pytest.mark.parametrize("language", ["da", "en"])
def test_the_entrance_reads_well(opened, tmp_path, where, language):
    visit = opened("/" + where, width=390, language=language)
    assert visit.whole() == Visit.GOOD
    assert visit.page.locator("h1").count() == 1
    visit.shot("entrance-" + language, tmp_path)
